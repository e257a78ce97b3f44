import type { Page } from 'playwright-core';

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What the browser itself takes: a page with nothing in it but a canvas as large, which is cleared and filled whenever the hand moves. */
export async function nothingButACanvas(page: Page, { x, y, width, height }: Box): Promise<void> {
  await page.evaluate(
    ([left, top, across, down]) => {
      document.body.replaceChildren();
      const element = document.createElement('canvas');
      Object.assign(element, { width: across * devicePixelRatio, height: down * devicePixelRatio });
      Object.assign(element.style, { position: 'fixed', left: `${left}px`, top: `${top}px`, width: `${across}px`, height: `${down}px` });
      document.body.append(element);
      const context = element.getContext('2d');
      let [moves, asked] = [0, 0];
      const move = (): void => {
        cancelAnimationFrame(asked);
        asked = requestAnimationFrame(() => {
          if (context === null) return;
          context.fillStyle = `hsl(${(moves += 10)} 50% 50%)`;
          context.clearRect(0, 0, element.width, element.height);
          context.fillRect(0, 0, element.width, element.height);
        });
      };
      addEventListener('pointermove', move);
      addEventListener('wheel', move);
    },
    [x, y, width, height] as const,
  );
}
