import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HintsDocument } from '../../../shared/hints.ts';
import { noHints } from '../../../shared/hints.ts';
import { packBits, unpackBits } from '../../data/layers/packBits.ts';
import { farthest, paint } from '../../data/testing/pictures.ts';
import type { Plane } from './plane.ts';
import { joined, laidOver, resizedPlane } from './plane.ts';
import { rasterize } from './rasterize.ts';
import { cluster, doubtOf, nextPlace, suggestionsAt } from './reading.ts';
import { workingSize } from './size.ts';

const rules = { side: 128, multipleOf: 8, smallest: 32 };

test('pictures of every shape are looked at in sizes that the network takes, of about the same area', () => {
  const edge = fc.integer({ min: 1, max: 20_000 });
  fc.assert(
    fc.property(edge, edge, (width, height) => {
      const size = workingSize({ width, height }, rules);
      for (const side of [size.width, size.height]) expect([side % 8, side >= 32]).toEqual([0, true]);
      expect(size.width * size.height).toBeLessThan(1.5 * 128 * 128);
      if (Math.max(width / height, height / width) < 4) expect(size.width * size.height).toBeGreaterThan(0.8 * 128 * 128);
    }),
  );
  expect(workingSize({ width: 500, height: 500 }, rules)).toEqual({ width: 128, height: 128 });
});

test('points are squares and strokes are round, at least a pixel of each, later ones above', () => {
  const at = (x: number, y: number, radius: number, colour: [number, number]) => ({ x, y, radius, colour });
  const [red, blue]: [number, number][] = [[110, 0], [0, -110]]; // prettier-ignore
  const count = (values: ArrayLike<number>): number => Array.from(values).filter((value) => value > 0).length;
  expect(count(rasterize({ ...noHints, points: [at(0.5, 0.5, 0.001, red)] }, { width: 64, height: 32 }).mask.values)).toBe(1);
  const square = rasterize({ ...noHints, points: [at(0.5, 0.5, 4 / 32, red)] }, { width: 64, height: 32 });
  expect(count(square.mask.values)).toBe(64);
  expect([square.mask.values[16 * 64 + 32], square.hints.values[2 * (16 * 64 + 32)], square.mask.values[0]]).toEqual([0.5, 1, -0.5]);
  // At the corner it is wholly inside.
  expect(count(rasterize({ ...noHints, points: [at(1, 1, 4 / 32, red)] }, { width: 64, height: 32 }).mask.values)).toBe(64);
  const line = rasterize({ ...noHints, strokes: [{ points: [[0, 0.5], [1, 0.5]], radius: 2 / 32, colour: blue }], points: [at(0.5, 0.5, 0.001, red)] }, { width: 64, height: 32 }); // prettier-ignore
  expect(count(line.mask.values)).toBe(64 * 4);
  expect([...line.hints.values.subarray(2 * (16 * 64 + 32), 2 * (16 * 64 + 33))]).toEqual([1, 0]);
  expect([...line.hints.values.subarray(2 * (16 * 64 + 10), 2 * (16 * 64 + 11))]).toEqual([0, -1]);
});

test('a stroke is as broad as its brush was pressed, evenly between two places', () => {
  const hints = { ...noHints, strokes: [{ points: [[0, 0.5, 0.25], [1, 0.5]], radius: 0.5, colour: [0, 50] }] } satisfies HintsDocument; // prettier-ignore
  const { mask } = rasterize(hints, { width: 64, height: 64 });
  const broad = (x: number): number => Array.from({ length: 64 }, (_, y) => mask.values[y * 64 + x]).filter((value) => value > 0).length;
  expect([broad(0), broad(32), broad(63)]).toEqual([16, 40, 64]);
});

const plane = (width: number, height: number, cell: (x: number, y: number) => [number, number, number]): Plane => ({
  width,
  height,
  values: Float32Array.from(Array.from({ length: width * height }, (_, i) => cell(i % width, Math.floor(i / width))).flat()),
});

test('a picture joined with no colour is grey and as light as it was; what has not changed stays', () => {
  const picture = paint(50, 30, (x, y) => [x * 5, y * 8, 90]);
  const grey = joined(
    picture,
    plane(8, 8, () => [0, 0, 0]),
  );
  for (let i = 0; i < grey.data.length; i += 3)
    expect(Math.max(...grey.data.subarray(i, i + 3)) - Math.min(...grey.data.subarray(i, i + 3))).toBeLessThanOrEqual(1);
  expect(
    farthest(
      joined(
        grey,
        plane(8, 8, () => [0, 0, 0]),
      ),
      grey,
    ),
  ).toBeLessThanOrEqual(1);
  const full = plane(16, 8, (x, y) => [0, x * 3, y]);
  const [before, after] = [plane(8, 4, () => [0, 5, 5]), plane(8, 4, (x) => [0, x < 2 ? 25 : 5, 5])];
  const laid = laidOver(full, before, after);
  expect(laid.values[1]).toBeCloseTo(full.values[1] + 20);
  // Beyond the cells that changed and their neighbours nothing moves.
  for (let y = 0; y < 8; y++) for (let i = 3 * (y * 16 + 6); i < 3 * (y + 1) * 16; i++) expect(laid.values[i]).toBeCloseTo(full.values[i], 4);
  expect(resizedPlane(full, full).values).toEqual(full.values);
});

test('suggestions are the likeliest colours; a distribution of few colours gives those', () => {
  const points = [
    { at: [0, 0] as const, chance: 0.5 },
    { at: [2, 0] as const, chance: 0.1 },
    { at: [60, 60] as const, chance: 0.3 },
    { at: [-80, 10] as const, chance: 0.1 },
  ];
  const found = cluster(points, 3);
  expect(found.map(({ share }) => share)).toEqual([expect.closeTo(0.6), expect.closeTo(0.3), expect.closeTo(0.1)]);
  expect(found[0].colour[0]).toBeCloseTo(1 / 3);
  expect(cluster(points.slice(0, 1), 9)).toHaveLength(1);
  // The middle of 23 x 23 bins is grey; bin 22 of a is 110.
  const logits = new Float32Array(529);
  logits[11 * 23 + 11] = 30;
  logits[22 * 23 + 11] = 29;
  const [grey, red] = suggestionsAt({ shape: [1, 1, 1, 529], values: logits }, 0, 55, { binsASide: 23, bin: 10 });
  expect([grey.colour, grey.share > red.share]).toEqual([[expect.closeTo(0), expect.closeTo(0)], true]);
  expect(red.colour[0]).toBeGreaterThan(60);
  expect(red.colour[0]).toBeLessThanOrEqual(110);
});

test('doubt is 1 where every colour is as likely and 0 where one is sure; the next place lies in the doubt, off the hints', () => {
  const bins = { shape: [1, 8, 8, 4], values: new Float32Array(256) };
  for (let cell = 0; cell < 64; cell++) if (cell % 8 < 5) bins.values[cell * 4] = 100;
  const doubt = doubtOf(bins);
  expect([doubt[0], doubt[7]]).toEqual([expect.closeTo(0), expect.closeTo(1)]);
  const size = { width: 8, height: 8 };
  const free = rasterize(noHints, { width: 32, height: 32 });
  expect(nextPlace(doubt, size, free).x).toBeGreaterThan(0.7);
  const hinted = rasterize({ ...noHints, points: [{ ...nextPlace(doubt, size, free), radius: 0.05, colour: [0, 0] }] }, { width: 32, height: 32 });
  expect(nextPlace(doubt, size, hinted)).not.toEqual(nextPlace(doubt, size, free));
});

test('what is packed for PSD unpacks to the same', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 300 })), { maxLength: 12 }), (runs) => {
      const row = Uint8Array.from(runs.flatMap(([value, length]) => Array.from({ length }, (_, i) => (value === 3 ? i % 7 : value))));
      expect(unpackBits(packBits(row), row.length)).toEqual(row);
    }),
  );
  expect(() => unpackBits(Uint8Array.of(5, 1), 3)).toThrow(RangeError);
});
