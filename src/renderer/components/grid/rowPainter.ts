import type { RowAsked, RowOrder, RowPainted } from './rowOrder.ts';

/** What is shown of a row; no picture where none can be painted. */
export type Shown = Omit<RowPainted, 'id' | 'picture'> & { readonly picture: ImageBitmap | null };

interface Waiting {
  readonly order: RowOrder;
  readonly show: (shown: Shown) => void;
}

/**
 * What a thread needed to load pictures it gives back very late, as little of it is JavaScript's: some 17 kB for each. After
 * so many rows another thread takes its place, and all that it held is free.
 */
const ROWS = 200;

/** A thread that paints rows. */
class Painter {
  readonly #worker = new Worker(new URL('./rowWorker.ts', import.meta.url), { type: 'module' });
  readonly #port: MessagePort;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;
  #leaves = false;

  /** @param broken called where it cannot be loaded, or fails */
  constructor(broken: () => void) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.onmessage = ({ data }: MessageEvent<RowPainted>) => this.#take(data);
    this.#worker.onerror = () => {
      broken();
      this.#worker.terminate();
      const all = [...this.#waiting.values()];
      this.#waiting.clear();
      for (const { order, show } of all) show({ picture: null, missing: [...order.pictures.keys()], whole: true });
    };
    this.#worker.postMessage(null, [port2]);
  }

  /** It has painted enough. */
  get worn(): boolean {
    return this.#last >= ROWS;
  }

  paint(order: RowOrder, show: (shown: Shown) => void): () => void {
    const id = ++this.#last;
    this.#waiting.set(id, { order, show });
    this.#tell({ id, order });
    return () => {
      if (!this.#waiting.delete(id)) return;
      this.#tell({ drop: id });
      this.#endWhenDone();
    };
  }

  /** Ends it once nobody waits for a row of it any more. */
  leave(): void {
    this.#leaves = true;
    this.#endWhenDone();
  }

  #tell(asked: RowAsked): void {
    this.#port.postMessage(asked);
  }

  #take(painted: RowPainted): void {
    const asked = this.#waiting.get(painted.id);
    if (painted.whole) this.#waiting.delete(painted.id);
    if (asked === undefined) painted.picture.close();
    else asked.show(painted);
    this.#endWhenDone();
  }

  #endWhenDone(): void {
    if (!this.#leaves || this.#waiting.size > 0) return;
    this.#port.close();
    this.#worker.terminate();
  }
}

let painter: Painter | undefined;

/**
 * Has a row painted in a thread of its own, which all grids share: of every picture that the page itself loads, the page has
 * milliseconds of work when it comes. `show` is told once or, where pictures are slow, again and again, until all are there.
 * Returns how to call it off.
 */
export function paintRow(order: RowOrder, show: (shown: Shown) => void): () => void {
  if (painter?.worn === true) {
    painter.leave();
    painter = undefined;
  }
  // Where one is broken, the next row tries anew.
  const mine = (painter ??= new Painter(() => {
    if (painter === mine) painter = undefined;
  }));
  return mine.paint(order, show);
}
