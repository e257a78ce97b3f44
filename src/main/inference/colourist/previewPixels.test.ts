import { expect, test } from 'vitest';
import { previewPixels } from './previewPixels.ts';

const rules = { smallest: 32, side: 256 };
/** A network that takes so long for its weights and for a thousand pixels, in milliseconds; and which sides it was timed on. */
function network(weights: number, thousand: number): { timed: (side: number) => Promise<number>; sides: number[] } {
  const sides: number[] = [];
  return { sides, timed: (side) => (sides.push(side), Promise.resolve(weights + (thousand * side ** 2) / 1000)) };
}

test('as many pixels as the time allows, between two sizes that were timed', async () => {
  const { timed, sides } = network(20, 5);
  // 20 + 5 * 3.6 = 38
  expect(await previewPixels(rules, 38, timed)).toBeCloseTo(3600, 6);
  expect(sides).toEqual([32, 64]);
});

test('all of a picture where that is quick, and nothing larger is timed', async () => {
  const { timed, sides } = network(1, 0.1);
  expect(await previewPixels(rules, 38, timed)).toBe(256 ** 2);
  expect(sides).toEqual([32, 64, 128, 256]);
});

test('the smallest where even that takes too long', async () => {
  const { timed, sides } = network(50, 5);
  expect(await previewPixels(rules, 38, timed)).toBe(32 ** 2);
  expect(sides).toEqual([32]);
});

test('a size that was timed badly promises no more than was seen', async () => {
  const times = new Map([
    [32, 37],
    [64, 30],
    [128, 90],
  ]);
  const found = await previewPixels(rules, 38, (side) => Promise.resolve(times.get(side) ?? 0));
  expect(found).toBeGreaterThan(64 ** 2);
  expect(found).toBeLessThan(128 ** 2);
});
