/**
 * Starts work on up to `depth` items before their turn and yields the results in order. A rejection
 * surfaces at its turn.
 */
export async function* ahead<Item, Result>(items: Iterable<Item>, depth: number, start: (item: Item) => Promise<Result>): AsyncGenerator<Result> {
  const started: Promise<Result>[] = [];
  for (const item of items) {
    const work = start(item);
    // Awaited at its turn; until then a rejection must not count as unhandled.
    work.catch(() => undefined);
    started.push(work);
    if (started.length > depth) yield* started.splice(0, 1);
  }
  yield* started;
}

/** Work that goes on behind its producer, at most so many pieces at once. */
export interface Outbox {
  /** Starts a piece of work, waiting for room first. Throws what an earlier piece threw. */
  add(start: () => Promise<void>): Promise<void>;
  /** Waits until all is done. Throws what a piece threw, after the others ended. */
  drain(): Promise<void>;
}

/** An outbox with room for `room` pieces of work. */
export function openOutbox(room: number): Outbox {
  const running = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | undefined;
  const check = (): void => {
    if (failure !== undefined) throw failure.error;
  };
  return {
    async add(start) {
      while (running.size >= room) await Promise.race(running);
      check();
      const work: Promise<void> = start()
        .catch((error: unknown) => {
          failure ??= { error };
        })
        .finally(() => running.delete(work));
      running.add(work);
    },
    async drain() {
      while (running.size > 0) await Promise.race(running);
      check();
    },
  };
}
