import { expect, test } from 'vitest';
import { paint } from '../../data/testing/pictures.ts';
import { drawingAt } from './drawing.ts';
import { joined } from './plane.ts';
import { linesBetween, painted, refined } from './refine.ts';

/** Paper with one vertical line of ink, and a plane of 16 x 16 cells that is yellow to the left of it and white to the right. */
const sketch = paint(250, 250, (x) => (x >= 120 && x < 130 ? [0, 0, 0] : [255, 255, 255]));
const plane = {
  width: 16,
  height: 16,
  values: Float32Array.from({ length: 16 * 16 * 3 }, (_, i) => (Math.floor(i / 3) % 16 < 8 ? [-5, 0, 80] : [0, 0, 0])[i % 3]),
};

test('refined colours end at the lines, which stay black; tiles do not show', async () => {
  const drawing = await drawingAt(sketch, plane);
  const lines = await linesBetween(sketch, drawing);
  const result = painted(sketch, refined(plane, drawing, lines));
  const at = (pixels: typeof sketch, x: number): number[] => [...pixels.data.subarray(3 * (125 * 250 + x), 3 * (125 * 250 + x) + 3)];
  expect(at(result, 125)).toEqual([0, 0, 0]);
  expect(at(result, 118)[2]).toBeLessThan(130);
  expect(Math.min(...at(result, 132))).toBeGreaterThan(245);
  // Only laid over it, the colour fades beside the line or runs across it.
  expect(at(joined(sketch, plane), 118)[2]).toBeGreaterThan(at(result, 118)[2]);
  const [whole, tiled] = [refined(plane, drawing, lines, 1000), refined(plane, drawing, lines, 40)];
  expect(whole.values.reduce((most, value, i) => Math.max(most, Math.abs(value - tiled.values[i])), 0)).toBeLessThan(0.05);
  expect(await linesBetween(sketch, { width: 256, height: 256 })).toEqual([]);
});
