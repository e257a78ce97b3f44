import type { Drawn, Order } from './orders.ts';
import type { Answer, Frame, OpenSurface } from './surface.ts';
import { onScreen } from './surface.ts';

/**
 * A surface without graphics hardware: a thread of its own joins what is in sight on the processor, and the page only puts the pixels into the
 * canvas. A program that plays graphics hardware takes several times as long. What is wanted while a frame is drawn is drawn after it, the newest
 * alone. Null where not even that can be drawn.
 */
export const processorSurface: OpenSurface = (canvas, { seen }) => {
  const context = canvas.getContext('2d');
  if (context === null) return null;
  let picture: ImageBitmap | null = null;
  let answer: Answer | null = null;
  let doubts: ImageBitmap | null = null;
  let worker: Worker | null = null;
  let port: MessagePort | null = null;
  let busy = false;
  let wanted: Frame | null = null;
  let spare: ArrayBuffer | null = null;

  const tell = (order: Order, transfer: Transferable[] = []): void => port?.postMessage(order, transfer);

  /** Begins the thread and tells it what there is. Its picture is a copy, which is handed over without copying its pixels. */
  async function begin(image: ImageBitmap): Promise<void> {
    busy = true;
    worker = new Worker(new URL('./drawWorker.ts', import.meta.url), { type: 'module' });
    const { port1, port2 } = new MessageChannel();
    port = port1;
    port1.onmessage = ({ data }: MessageEvent<Drawn>) => show(data);
    // It could not be loaded, or is broken: the next frame tries anew.
    worker.onerror = end;
    worker.postMessage(null, [port2]);
    const copy = await createImageBitmap(image);
    if (port !== port1) return copy.close();
    tell({ picture: copy }, [copy]);
    tell({ answer });
    tell({ doubts });
    next();
  }

  /** Has the frame drawn that waits. */
  function next(): void {
    busy = wanted !== null;
    if (wanted === null) return;
    tell({ frame: wanted, spare }, spare === null ? [] : [spare]);
    [wanted, spare] = [null, null];
  }

  function show({ frame, pixels }: Drawn): void {
    if (context === null) return;
    const { width, height } = onScreen(frame.box);
    if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
    context.putImageData(new ImageData(pixels, width, height), 0, 0);
    spare = pixels.buffer;
    seen(frame);
    next();
  }

  function end(): void {
    worker?.terminate();
    port?.close();
    [worker, port, busy, wanted, spare] = [null, null, false, null, null];
  }

  return {
    picture(image) {
      end();
      picture = image;
    },
    answer(newest) {
      answer = newest;
      // A frame that waits was made for the answer before; one for this comes.
      wanted = null;
      tell({ answer });
    },
    doubts(image) {
      doubts = image;
      tell({ doubts });
    },
    draw(frame) {
      wanted = frame;
      if (busy || picture === null) return;
      if (worker === null) void begin(picture);
      else next();
    },
    end,
  };
};
