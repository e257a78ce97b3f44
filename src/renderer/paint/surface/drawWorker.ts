import { Drawer } from './drawer.ts';
import type { Drawn, Order } from './orders.ts';
import { onScreen } from './surface.ts';

/** Draws what is ordered through a port. */
function drawOrders(port: MessagePort): void {
  const drawer = new Drawer();
  port.onmessage = ({ data }: MessageEvent<Order>) => {
    if ('picture' in data) drawer.picture(data.picture);
    else if ('answer' in data) drawer.answer(data.answer);
    else if ('doubts' in data) drawer.doubts(data.doubts);
    else {
      const { frame, spare } = data;
      const { width, height } = onScreen(frame.box);
      const bytes = width * height * 4;
      const pixels = new Uint8ClampedArray(spare?.byteLength === bytes ? spare : new ArrayBuffer(bytes));
      drawer.draw(frame, pixels);
      port.postMessage({ frame, pixels } satisfies Drawn, [pixels.buffer]);
    }
  };
}

// The first message brings the port.
addEventListener('message', ({ ports: [port] }) => drawOrders(port), { once: true });
