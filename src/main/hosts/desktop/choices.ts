/** What was chosen in the native menus, for a window that listens. */
export interface Choices {
  choose(id: string): void;
  /** Every choice from now on, until the signal aborts. */
  listen(signal: AbortSignal | undefined): AsyncGenerator<string>;
}

/** Opens one. What nobody listens to is dropped: a menu belongs to the window that is there. */
export function openChoices(): Choices {
  const listeners = new Set<(id: string) => void>();
  return {
    choose: (id) => listeners.forEach((tell) => tell(id)),
    async *listen(signal) {
      const waiting: string[] = [];
      let wake = (): void => undefined;
      const tell = (id: string): void => {
        waiting.push(id);
        wake();
      };
      const onAbort = (): void => wake();
      listeners.add(tell);
      signal?.addEventListener('abort', onAbort);
      try {
        while (signal?.aborted !== true) {
          const next = waiting.shift();
          if (next === undefined) await new Promise<void>((resolve) => (wake = resolve));
          else yield next;
        }
      } finally {
        listeners.delete(tell);
        signal?.removeEventListener('abort', onAbort);
      }
    },
  };
}
