import type { Triple } from '../../../shared/colour/lab.ts';
import { colourFromLab, colourToLab } from '../../../shared/colour/lab.ts';
import type { Spot } from '../hints.ts';
import { cellAt } from './cells.ts';
import type { Answer } from './surface.ts';

/** The longer edge of what colours are picked from, in pixels. */
const EDGE = 1024;

/** A picture whose colours can be asked for. */
export class Samples {
  readonly #pixels: ImageData;

  constructor(image: ImageBitmap) {
    const scale = Math.min(1, EDGE / Math.max(image.width, image.height));
    const canvas = new OffscreenCanvas(Math.max(1, Math.round(image.width * scale)), Math.max(1, Math.round(image.height * scale)));
    const context = canvas.getContext('2d', { willReadFrequently: true });
    context?.drawImage(image, 0, 0, canvas.width, canvas.height);
    this.#pixels = context?.getImageData(0, 0, canvas.width, canvas.height) ?? new ImageData(1, 1);
  }

  /** sRGB in [0, 1] at a place. */
  at({ x, y }: Spot): Triple {
    const { width, height, data } = this.#pixels;
    const [column, row] = [Math.min(width - 1, Math.max(0, Math.floor(x * width))), Math.min(height - 1, Math.max(0, Math.floor(y * height)))];
    const i = (row * width + column) * 4;
    return [data[i] / 255, data[i + 1] / 255, data[i + 2] / 255];
  }

  /** L of Lab at a place. */
  lightness(spot: Spot): number {
    return colourToLab(...this.at(spot))[0];
  }

  /** Some of its colours, evenly over the picture: sRGB in [0, 1]. */
  some(most: number): Triple[] {
    const { width, height } = this.#pixels;
    const side = Math.ceil(Math.sqrt(Math.min(most, width * height)));
    return Array.from({ length: side * side }, (_, index) => this.at({ x: ((index % side) + 0.5) / side, y: (Math.floor(index / side) + 0.5) / side }));
  }
}

/** What the result shows at a place: sRGB in [0, 1]. */
export function resultAt(picture: Samples, answer: Answer | null, spot: Spot): Triple {
  if (answer === null) return picture.at(spot);
  const [lighter, a, b] = cellAt(answer, spot.x, spot.y);
  return colourFromLab(Math.min(100, Math.max(0, picture.lightness(spot) + lighter)), a, b);
}
