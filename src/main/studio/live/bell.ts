/** Something that changes, and those who want to know. */
export class Bell {
  readonly #listeners = new Set<() => void>();

  /** Tells everybody. A listener must not throw. */
  ring(): void {
    for (const listener of this.#listeners) listener();
  }

  /** Listens until the returned function is called. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** Resolves after some milliseconds, or at once when the signal aborts. */
export function elapse(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    if (signal?.aborted === true) done();
    else signal?.addEventListener('abort', done, { once: true });
  });
}

/**
 * What `take` gives, at once and after every ring, at most once in `every` milliseconds: of what happens meanwhile only the
 * latest comes. Values of undefined, and those that are as the one before, are left out. Ends when the signal aborts.
 */
export async function* follow<Value>(bell: Bell, every: number, take: () => Value | undefined, signal: AbortSignal | undefined): AsyncGenerator<Value, void> {
  let rung = true;
  let wake = (): void => undefined;
  let told: string | undefined;
  const stop = bell.listen(() => {
    rung = true;
    wake();
  });
  const onAbort = (): void => wake();
  signal?.addEventListener('abort', onAbort);
  try {
    while (signal?.aborted !== true) {
      if (!rung) {
        await new Promise<void>((resolve) => (wake = resolve));
        continue;
      }
      rung = false;
      const value = take();
      const text = JSON.stringify(value);
      if (value !== undefined && text !== told) {
        told = text;
        yield value;
      }
      await elapse(every, signal);
    }
  } finally {
    stop();
    signal?.removeEventListener('abort', onAbort);
  }
}
