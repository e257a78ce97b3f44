import type { Batch, BatchLoader, BatchPosition } from './batches.ts';

/** A batch on its way. */
interface Coming {
  readonly batch: Promise<Batch>;
  ready: boolean;
}

/** Lets the event loop run once, so that files that were read meanwhile are noticed. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

class PrefetchingLoader implements BatchLoader {
  readonly #make: (position: BatchPosition) => Promise<Batch>;
  readonly #follow: (position: BatchPosition) => BatchPosition;
  readonly #depth: number;
  readonly #queue: Coming[] = [];
  readonly #waits = { count: 0, seconds: 0 };
  #position: BatchPosition;
  #given = 0;
  #closed = false;

  constructor(make: (position: BatchPosition) => Promise<Batch>, follow: (position: BatchPosition) => BatchPosition, from: BatchPosition, depth: number) {
    this.#make = make;
    this.#follow = follow;
    this.#position = from;
    this.#depth = depth;
    this.#fill();
  }

  get waits(): { readonly count: number; readonly seconds: number } {
    return { ...this.#waits };
  }

  async next(): Promise<Batch> {
    await turn();
    this.#fill();
    const coming = this.#queue.shift();
    if (coming === undefined) throw new Error('This loader of batches was closed.');
    // At the start all of them, which takes milliseconds: each needs several turns, and from now on there is one a step.
    if (this.#given === 0) await Promise.allSettled(this.#queue.map(({ batch }) => batch));
    const asked = performance.now();
    const wasReady = coming.ready;
    const batch = await coming.batch;
    if (!wasReady && this.#given > 0) {
      this.#waits.count++;
      this.#waits.seconds += (performance.now() - asked) / 1000;
    }
    this.#given++;
    this.#fill();
    return batch;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#queue.splice(0).map(({ batch }) => batch));
  }

  #fill(): void {
    while (!this.#closed && this.#queue.length < this.#depth) {
      const coming: Coming = { batch: this.#make(this.#position), ready: false };
      this.#position = this.#follow(this.#position);
      const settled = (): void => {
        coming.ready = true;
      };
      // A failure surfaces when its batch is asked for; until then it must not count as unhandled.
      coming.batch.then(settled, settled);
      this.#queue.push(coming);
    }
  }
}

/**
 * A loader that keeps up to `depth` batches ready or on their way, beginning at once. The engine blocks the
 * event loop while it computes, and a file takes some turns of it to be read: so the depth matters, not only the speed.
 */
export function openLoader(
  make: (position: BatchPosition) => Promise<Batch>,
  follow: (position: BatchPosition) => BatchPosition,
  from: BatchPosition,
  depth: number,
): BatchLoader {
  return new PrefetchingLoader(make, follow, from, depth);
}
