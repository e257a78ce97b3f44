let now = $state(Date.now());
setInterval(() => (now = Date.now()), 30_000);

/** The time in milliseconds, as exact as "5 minutes ago" needs it. Reactive. */
export const clock = (): number => now;
