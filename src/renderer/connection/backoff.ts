/** Waiting times between attempts to connect again, in milliseconds: quick at first, never longer than five seconds. */
export function waitBefore(attempt: number, random: () => number = Math.random): number {
  const steady = Math.min(5000, 150 * 2 ** Math.min(attempt, 10));
  // Windows that lost the same studio do not all come back in the same instant.
  return steady * (0.8 + 0.4 * random());
}
