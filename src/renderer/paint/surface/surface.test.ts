import { expect, test } from 'vitest';
import { chromaAt, placeIn } from '../panel/plane.ts';
import { colourFromLab, colourToLab } from '../../../shared/colour/lab.ts';
import { cellAt, withCells } from './cells.ts';
import { curveOf, join } from './join.ts';
import { answerOf } from './surface.ts';

const numbers = (...values: number[]): ArrayBuffer => {
  const view = new DataView(new ArrayBuffer(values.length * 2));
  for (const [index, value] of values.entries()) view.setInt16(index * 2, value, true);
  return view.buffer;
};

test('an answer is read as hundredths of Lab, and its size is held against what was said', () => {
  const answer = answerOf(numbers(0, 1250, -3000, 100, -50, 25), 2, 1);
  expect(cellAt(answer, 0.25, 0.5)).toEqual([0, 12.5, -30]);
  expect(cellAt(answer, 0.75, 0.5)).toEqual([1, -0.5, 0.25]);
  expect(() => answerOf(numbers(1, 2, 3), 2, 1)).toThrow(RangeError);
});

test('between the middles of cells colours change evenly, beyond them they stay', () => {
  const answer = answerOf(numbers(0, 0, 0, 1000, 2000, 4000), 2, 1);
  expect(cellAt(answer, 0, 0.5)).toEqual([0, 0, 0]);
  expect(cellAt(answer, 0.5, 0.1)).toEqual([5, 10, 20]);
  expect(cellAt(answer, 1, 1)).toEqual([10, 20, 40]);
});

test('a place of the plane and its colour lead to each other', () => {
  expect(chromaAt({ x: 0.5, y: 0.5 })).toEqual([0, 0]);
  expect(placeIn(chromaAt({ x: 0.2, y: 0.9 }))).toEqual({ x: expect.closeTo(0.2, 9), y: expect.closeTo(0.9, 9) });
});

/** The bytes of pixels whose rows are as long as the part. */
function bytesOf(pixels: Uint32Array<ArrayBuffer>): Uint8Array {
  return new Uint8Array(pixels.buffer);
}

test('without graphics hardware, every pixel is what its lightness and the answers give, within one of 255', () => {
  const now = answerOf(numbers(0, 2000, -3000, 500, -1500, 2500, 0, 4000, 1000, -500, 0, 0), 2, 2);
  const before = withCells(answerOf(numbers(0, -2000, 3000), 1, 1), now);
  expect([...before.cells.slice(3, 6)]).toEqual([0, -2000, 3000]);
  const whole = { width: 9, height: 7 };
  const part = { left: 1, top: 2, width: 7, height: 5, whole };
  const seen = Uint8ClampedArray.from({ length: 35 * 4 }, (_, index) => (index % 4 === 3 ? 255 : (index * 37) % 256));
  for (const blend of [1, 0.25]) {
    const pixels = new Uint32Array(10 * 6);
    join(curveOf(seen), part, { now, before, blend }, pixels, 11, 10);
    const bytes = bytesOf(pixels);
    for (let i = 0; i < 35; i++) {
      const [x, y] = [i % 7, Math.floor(i / 7)];
      const place = [(part.left + x + 0.5) / whole.width, (part.top + y + 0.5) / whole.height] as const;
      const [lighter, a, b] = cellAt(now, ...place).map((value, channel) => value * blend + cellAt(before, ...place)[channel] * (1 - blend));
      const [lightness] = colourToLab(seen[i * 4] / 255, seen[i * 4 + 1] / 255, seen[i * 4 + 2] / 255);
      const colour = colourFromLab(Math.min(100, Math.max(0, lightness + lighter)), a, b);
      const at = (11 + y * 10 + x) * 4;
      for (const [channel, value] of colour.entries()) expect(Math.abs(bytes[at + channel] - value * 255)).toBeLessThanOrEqual(1);
      expect(bytes[at + 3]).toBe(255);
    }
    // Beside the part nothing is drawn.
    expect([pixels[10], pixels[18], pixels[9]]).toEqual([0, 0, 0]);
  }
  const grey = new Uint32Array(1);
  join(curveOf(seen.slice(4, 8)), { left: 0, top: 0, width: 1, height: 1, whole: { width: 1, height: 1 } }, null, grey, 0, 1);
  expect(new Set(bytesOf(grey).slice(0, 3)).size).toBe(1);
});
