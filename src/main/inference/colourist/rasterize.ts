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

/** A place of a line, and how far the brush reaches there. */
interface Step {
  readonly x: number;
  readonly y: number;
  readonly reach: number;
}

/** Whether a brush that went from one place to another covered a point. */
function covers(x: number, y: number, from: Step, to: Step): boolean {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - from.x) * dx + (y - from.y) * dy) / length));
  const reach = from.reach + along * (to.reach - from.reach);
  return (x - from.x - along * dx) ** 2 + (y - from.y - along * dy) ** 2 <= reach * reach;
}

/**
 * Draws hints at the size of a network. A point is a square of at least one pixel, as in training; a stroke covers the
 * pixels whose centres lie within its breadth, and at least those that its line passes through by more than half. Strokes
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
    const line = places.map(([x, y, breadth = 1]): Step => ({ x: x * width, y: y * height, reach: Math.max(radius * breadth * shorter, Math.SQRT1_2) }));
    for (const [index, start] of line.entries()) {
      if (index > 0 && index === line.length - 1) break;
      const end = line[index + 1] ?? start;
      const reach = Math.max(start.reach, end.reach);
      const span = (from: number, to: number): [number, number] => [Math.floor(Math.min(from, to) - reach), Math.ceil(Math.max(from, to) + reach)];
      const [[left, right], [top, bottom]] = [span(start.x, end.x), span(start.y, end.y)];
      for (let y = top; y <= bottom; y++) for (let x = left; x <= right; x++) if (covers(x + 0.5, y + 0.5, start, end)) put(x, y, colour);
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
