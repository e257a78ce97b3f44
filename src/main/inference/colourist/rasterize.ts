import type { HintsDocument } from '../../../shared/hints.ts';
import type { HostTensor } from '../../engine/program.ts';
import type { Size } from './size.ts';

/** Hints as a network takes them. */
export interface RasterHints {
  /** `[1, H, W, 2]`, ab / 110. */
  readonly hints: HostTensor;
  /** `[1, H, W, 1]`: 0.5 where there is a hint, else -0.5. */
  readonly mask: HostTensor;
}

const AB = 110;
const MASK_CENTRE = 0.5;

/** Squared distance from a point to a piece of a line. */
function distanceSquared(x: number, y: number, [x0, y0]: readonly [number, number], [x1, y1]: readonly [number, number]): number {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / length));
  return (x - x0 - along * dx) ** 2 + (y - y0 - along * dy) ** 2;
}

/**
 * Draws hints at the size of a network. A point is a square of at least one pixel, as in training; a stroke covers the
 * pixels whose centres lie within its radius, and at least those that its line passes through by more than half. Strokes
 * come first, then points, each over what came before.
 */
export function rasterize({ points, strokes }: HintsDocument, { width, height }: Size): RasterHints {
  const hints = new Float32Array(width * height * 2);
  const mask = new Float32Array(width * height).fill(-MASK_CENTRE);
  const shorter = Math.min(width, height);
  const put = (x: number, y: number, [a, b]: readonly [number, number]): void => {
    if (x < 0 || y < 0 || x >= width || y >= height) return;
    hints[2 * (y * width + x)] = a / AB;
    hints[2 * (y * width + x) + 1] = b / AB;
    mask[y * width + x] = 1 - MASK_CENTRE;
  };

  for (const { points: places, radius, colour } of strokes) {
    const line = places.map(([x, y]): [number, number] => [x * width, y * height]);
    const reach = Math.max(radius * shorter, Math.SQRT1_2);
    for (const [index, start] of line.entries()) {
      if (index > 0 && index === line.length - 1) break;
      const end = line[index + 1] ?? start;
      const span = (from: number, to: number): [number, number] => [Math.floor(Math.min(from, to) - reach), Math.ceil(Math.max(from, to) + reach)];
      const [[left, right], [top, bottom]] = [span(start[0], end[0]), span(start[1], end[1])];
      for (let y = top; y <= bottom; y++)
        for (let x = left; x <= right; x++) if (distanceSquared(x + 0.5, y + 0.5, start, end) <= reach * reach) put(x, y, colour);
    }
  }
  for (const { x, y, radius, colour } of points) {
    const side = Math.max(1, Math.round(2 * radius * shorter));
    // The square whose middle is nearest to the place, wholly inside where it fits.
    const begin = (at: number, length: number): number => Math.max(0, Math.min(length - side, Math.round(at * length - side / 2)));
    const [left, top] = [begin(x, width), begin(y, height)];
    for (let down = 0; down < side; down++) for (let across = 0; across < side; across++) put(left + across, top + down, colour);
  }
  return { hints: { shape: [1, height, width, 2], values: hints }, mask: { shape: [1, height, width, 1], values: mask } };
}
