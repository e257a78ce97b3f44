import type { Triple } from '../../../shared/colour/lab.ts';
import { colourFromLab, colourToLab } from '../../../shared/colour/lab.ts';
import type { Answer, Surface } from './surface.ts';

/** The longer edge of the picture that is joined without graphics hardware, in pixels: a moment's work. */
const EDGE = 640;

/** dL, a and b of an answer at a place, between the middles of its cells. */
export function cellAt({ lab, width, height }: Answer, x: number, y: number): Triple {
  const [across, down] = [Math.min(width - 1, Math.max(0, x * width - 0.5)), Math.min(height - 1, Math.max(0, y * height - 0.5))];
  const [left, top] = [Math.floor(across), Math.floor(down)];
  const [right, bottom] = [Math.min(width - 1, left + 1), Math.min(height - 1, top + 1)];
  const [toRight, toBottom] = [across - left, down - top];
  const value = (channel: 0 | 1 | 2): number => {
    const read = (column: number, row: number): number => lab[(row * width + column) * 3 + channel];
    const upper = read(left, top) * (1 - toRight) + read(right, top) * toRight;
    return upper * (1 - toBottom) + (read(left, bottom) * (1 - toRight) + read(right, bottom) * toRight) * toBottom;
  };
  return [value(0), value(1), value(2)];
}

function joined(picture: ImageBitmap, answer: Answer | null): OffscreenCanvas {
  const scale = Math.min(1, EDGE / Math.max(picture.width, picture.height));
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(picture.width * scale)), Math.max(1, Math.round(picture.height * scale)));
  const context = canvas.getContext('2d');
  if (context === null) return canvas;
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const pixels = context.getImageData(0, 0, canvas.width, canvas.height);
  for (let row = 0, i = 0; row < canvas.height; row++)
    for (let column = 0; column < canvas.width; column++, i += 4) {
      const [lightness] = colourToLab(pixels.data[i] / 255, pixels.data[i + 1] / 255, pixels.data[i + 2] / 255);
      const [lighter, a, b] = answer === null ? [0, 0, 0] : cellAt(answer, (column + 0.5) / canvas.width, (row + 0.5) / canvas.height);
      pixels.data.set(
        colourFromLab(Math.min(100, Math.max(0, lightness + lighter)), a, b).map((value) => Math.round(value * 255)),
        i,
      );
    }
  context.putImageData(pixels, 0, 0);
  return canvas;
}

/** A surface without WebGL2: the join is made once an answer, at a lower resolution. Null where not even that can be drawn. */
export function flatSurface(canvas: HTMLCanvasElement): Surface | null {
  const context = canvas.getContext('2d');
  if (context === null) return null;
  let picture: ImageBitmap | null = null;
  let [grey, result]: [OffscreenCanvas | null, OffscreenCanvas | null] = [null, null];
  let doubts: ImageBitmap | null = null;
  return {
    picture(image) {
      picture = image;
      grey = joined(image, null);
      result = null;
    },
    answer(answer) {
      result = answer === null || picture === null ? null : joined(picture, answer);
    },
    doubts(image) {
      doubts = image;
    },
    draw({ camera, box, view, split, doubt }) {
      [canvas.width, canvas.height] = [Math.round(box.width * box.ratio), Math.round(box.height * box.ratio)];
      if (picture === null || grey === null) return;
      const [width, height] = [picture.width * camera.scale, picture.height * camera.scale];
      context.scale(box.ratio, box.ratio);
      const draw = (image: CanvasImageSource): void => context.drawImage(image, camera.x, camera.y, width, height);
      const after = result ?? grey;
      draw(view === 'original' ? picture : view === 'hints' ? grey : after);
      if (view === 'split') {
        context.save();
        context.beginPath();
        context.rect(0, 0, box.width * split, box.height);
        context.clip();
        draw(picture);
        context.restore();
      }
      if (doubts !== null && doubt > 0) {
        context.globalAlpha = doubt / 2;
        context.globalCompositeOperation = 'screen';
        draw(doubts);
      }
    },
    end: () => undefined,
  };
}
