import { expect, test } from 'vitest';
import type { HintStroke } from '../hints.ts';
import { lineFrom, lineTo } from './line.ts';

const shape = { width: 400, height: 200 };

/** What a brush of a radius of 0.02 makes of places and pressures. */
function painted(touches: readonly { readonly x: number; readonly y: number; readonly pressure: number | null }[]): HintStroke {
  const [first, ...rest] = touches.map(({ x, y, pressure }) => ({ spot: { x, y }, pressure }));
  if (first === undefined) throw new Error('Nowhere to paint.');
  return rest.reduce((line, touch) => lineTo(line, touch, shape), lineFrom(first, { radius: 0.02, colour: [10, 20] }));
}

test('a line is one, as broad everywhere as the pen was pressed there', () => {
  const { points, radius } = painted(Array.from({ length: 50 }, (_, at) => ({ x: 0.1 + at / 100, y: 0.5, pressure: Math.abs(Math.sin(at)) })));
  const breadths = points.map(([, , breadth]) => breadth ?? 0);
  expect([radius, points.length]).toEqual([0.02, 50]);
  expect([Math.min(...breadths) >= 0.3, Math.max(...breadths) <= 1, new Set(breadths).size > 20]).toEqual([true, true, true]);
});

test('a pen that is pressed harder where it stands makes the dot broader, and a mouse says nothing of breadth', () => {
  const here = { x: 0.5, y: 0.5 };
  expect(painted([0.1, 0.6, 0.4].map((pressure) => ({ ...here, pressure }))).points).toEqual([[0.5, 0.5, 0.72]]);
  expect(painted([null, null].map((pressure) => ({ ...here, pressure }))).points).toEqual([[0.5, 0.5]]);
});

test('the longest line is one that a document holds, from its beginning to its end', () => {
  const round = (at: number) => ({ x: 0.5 + 0.4 * Math.cos(at / 20), y: 0.5 + 0.4 * Math.sin(at / 20), pressure: null });
  const { points } = painted(Array.from({ length: 20_000 }, (_, at) => round(at)));
  expect(points.length).toBeLessThanOrEqual(8000);
  const last = round(19_999);
  expect([points[0], points.at(-1)]).toEqual([
    [0.9, 0.5],
    [last.x, last.y],
  ]);
});
