import type { Triple } from '../../../shared/colour/lab.ts';
import { colourToLab, fromLinear, linearFromLab } from '../../../shared/colour/lab.ts';
import type { Answer, OpenSurface } from './surface.ts';
import { onScreen } from './surface.ts';

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

/** The values of sRGB that show linear light from 0 to 1, in [0, 255]: curves are too slow for every pixel. */
const LIGHTS = 8192;
const values = Uint8ClampedArray.from({ length: LIGHTS + 1 }, (_, light) => fromLinear(light / LIGHTS) * 255);
const valueOf = (light: number): number => values[Math.round(Math.min(1, Math.max(0, light)) * LIGHTS)];

/** A picture as it is joined: small enough for a moment's work, with L of every pixel. */
interface Small {
  readonly canvas: OffscreenCanvas;
  readonly lightness: Float32Array;
}

function smaller(picture: ImageBitmap): Small | null {
  const scale = Math.min(1, EDGE / Math.max(picture.width, picture.height));
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(picture.width * scale)), Math.max(1, Math.round(picture.height * scale)));
  const context = canvas.getContext('2d');
  if (context === null) return null;
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  const lightness = Float32Array.from({ length: data.length / 4 }, (_, i) => colourToLab(data[i * 4] / 255, data[i * 4 + 1] / 255, data[i * 4 + 2] / 255)[0]);
  return { canvas, lightness };
}

/** Joins L of every pixel with an answer, as pixels of sRGB; grey where there is none. */
export function joinedPixels(lightness: Float32Array, width: number, height: number, answer: Answer | null): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
  // A row of cells at a time, interpolated down; then across it.
  const cells = answer?.width ?? 1;
  const row = new Float32Array((cells + 1) * 3);
  for (let y = 0, i = 0; y < height; y++) {
    for (let cell = 0; answer !== null && cell <= cells; cell++) row.set(cellAt(answer, (cell + 0.5) / cells, (y + 0.5) / height), cell * 3);
    for (let x = 0; x < width; x++, i++) {
      const across = Math.min(cells - 1, Math.max(0, ((x + 0.5) / width) * cells - 0.5));
      const left = Math.floor(across);
      const [part, at] = [across - left, left * 3];
      const between = (channel: number): number => row[at + channel] * (1 - part) + row[at + 3 + channel] * part;
      const light = linearFromLab(Math.min(100, Math.max(0, lightness[i] + between(0))), between(1), between(2));
      pixels[i * 4] = valueOf(light[0]);
      pixels[i * 4 + 1] = valueOf(light[1]);
      pixels[i * 4 + 2] = valueOf(light[2]);
    }
  }
  return pixels;
}

function joined({ canvas: { width, height }, lightness }: Small, answer: Answer | null): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')?.putImageData(new ImageData(joinedPixels(lightness, width, height, answer), width, height), 0, 0);
  return canvas;
}

/** A surface without WebGL2: the join is made once an answer, at a lower resolution. Null where not even that can be drawn. */
export const flatSurface: OpenSurface = (canvas, { seen }) => {
  const context = canvas.getContext('2d');
  if (context === null) return null;
  let picture: ImageBitmap | null = null;
  let small: Small | null = null;
  let [grey, result]: [OffscreenCanvas | null, OffscreenCanvas | null] = [null, null];
  let doubts: ImageBitmap | null = null;
  return {
    picture(image) {
      picture = image;
      small = smaller(image);
      grey = small === null ? null : joined(small, null);
      result = null;
    },
    answer(answer) {
      result = answer === null || small === null ? null : joined(small, answer);
    },
    doubts(image) {
      doubts = image;
    },
    draw(frame) {
      const { camera, shape, box, view, split, doubt } = frame;
      const { width, height } = onScreen(box);
      [canvas.width, canvas.height] = [width, height];
      if (picture === null || grey === null) return;
      context.scale(box.ratio, box.ratio);
      const draw = (image: CanvasImageSource): void => context.drawImage(image, camera.x, camera.y, shape.width * camera.scale, shape.height * camera.scale);
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
      seen(frame);
    },
    end: () => undefined,
  };
};
