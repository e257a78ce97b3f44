import type { RowAsked, RowOrder, RowPainted } from './rowOrder.ts';

/** What is shown of a row; no picture where none can be painted. */
export type Shown = Omit<RowPainted, 'id' | 'picture'> & { readonly picture: ImageBitmap | null };

interface Waiting {
  readonly order: RowOrder;
  readonly show: (shown: Shown) => void;
}

const waiting = new Map<number, Waiting>();
let last = 0;
let port: MessagePort | undefined;

/**
 * Has a row painted in a thread of its own, which all grids share: of every picture that the page itself loads, the page has
 * milliseconds of work when it comes. `show` is told once or, where pictures are slow, again and again, until all are there.
 * Returns how to call it off.
 */
export function paintRow(order: RowOrder, show: (shown: Shown) => void): () => void {
  const id = ++last;
  waiting.set(id, { order, show });
  tell({ id, order });
  return () => {
    if (waiting.delete(id)) tell({ drop: id });
  };
}

function tell(asked: RowAsked): void {
  port ??= begin();
  port.postMessage(asked);
}

function begin(): MessagePort {
  const worker = new Worker(new URL('./rowWorker.ts', import.meta.url), { type: 'module' });
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }: MessageEvent<RowPainted>) => {
    const { id, picture, whole } = data;
    const asked = waiting.get(id);
    if (whole) waiting.delete(id);
    if (asked === undefined) picture.close();
    else asked.show(data);
  };
  worker.onerror = () => {
    // It could not be loaded, or is broken: the next row tries anew.
    worker.terminate();
    port = undefined;
    const all = [...waiting.values()];
    waiting.clear();
    for (const { order, show } of all) show({ picture: null, missing: [...order.pictures.keys()], whole: true });
  };
  worker.postMessage(null, [port2]);
  return port1;
}
