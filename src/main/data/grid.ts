import type { Pixels } from './pixels.ts';

/** Between pictures, as a share of their side. */
const GAP = 1 / 32;

/** The paper that a grid lies on. */
const PAPER = 255;

/** Square pictures of one side laid out in rows, white between them. */
export function gridOf(pictures: readonly Pixels[], columns: number): Pixels {
  const side = pictures[0].width;
  const step = side + Math.max(2, Math.round(side * GAP));
  const rows = Math.ceil(pictures.length / columns);
  const [width, height] = [columns, rows].map((count) => count * step - (step - side));
  const data = new Uint8Array(width * height * 3).fill(PAPER);
  for (const [i, picture] of pictures.entries()) {
    const [left, top] = [(i % columns) * step, Math.floor(i / columns) * step];
    for (let y = 0; y < side; y++) data.set(picture.data.subarray(y * side * 3, (y + 1) * side * 3), ((top + y) * width + left) * 3);
  }
  return { width, height, data };
}
