import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planAxis, planTiles } from './tiles.ts';

const axis = fc
  .record({
    multipleOf: fc.constantFrom(1, 4, 8, 32),
    longest: fc.integer({ min: 3, max: 64 }),
    length: fc.integer({ min: 1, max: 700 }),
    smallest: fc.integer({ min: 1, max: 3 }),
    reach: fc.integer({ min: 0, max: 200 }),
  })
  .map(({ multipleOf, longest, length, smallest, reach }) => ({
    multipleOf,
    longest: longest * multipleOf,
    length: length * multipleOf,
    smallest: smallest * multipleOf,
    reach,
  }));

describe('planAxis', () => {
  it('covers every pixel with weights that add up to one and are never negative', () => {
    fc.assert(
      fc.property(axis, (needs) => {
        const { tile, spans } = planAxis(needs);
        const sum = new Float64Array(needs.length);
        for (const { start, weights } of spans) {
          expect(weights.length).toBe(tile);
          expect(start % needs.multipleOf).toBe(0);
          expect(start + tile).toBeLessThanOrEqual(needs.length);
          expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
          for (let p = 0; p < tile; p++) sum[start + p] += weights[p];
        }
        expect(Math.min(...sum)).toBeGreaterThan(0.99999);
        expect(Math.max(...sum)).toBeLessThan(1.00001);
        expect(tile % needs.multipleOf).toBe(0);
        expect(tile).toBeLessThanOrEqual(Math.max(needs.longest, needs.length > needs.longest ? 0 : needs.length));
      }),
    );
  });

  it('gives no weight to pixels within reach of a cut, where the overlap may be wide enough', () => {
    const { tile, spans } = planAxis({ length: 4096, longest: 1024, multipleOf: 4, smallest: 8, reach: 90 });
    for (const [i, { weights }] of spans.entries()) {
      if (i > 0) expect(Math.max(...weights.subarray(0, 90))).toBe(0);
      if (i < spans.length - 1) expect(Math.max(...weights.subarray(tile - 90))).toBe(0);
    }
  });

  it('keeps one tile where the picture fits, and spreads the room of the last tile over all', () => {
    expect(planAxis({ length: 512, longest: 512, multipleOf: 4, smallest: 8, reach: 40 }).spans).toHaveLength(1);
    const { tile, spans } = planAxis({ length: 520, longest: 512, multipleOf: 4, smallest: 8, reach: 40 });
    expect(spans).toHaveLength(2);
    expect(tile).toBeLessThan(400);
  });
});

describe('planTiles', () => {
  it('keeps every tile within the limit, and a short side whole', () => {
    const strip = planTiles({ width: 8000, height: 64, tilePixels: 256 * 256, multipleOf: 4, smallest: 8, reach: 40 });
    expect(strip.rows).toHaveLength(1);
    expect(strip.columns.length).toBeGreaterThan(1);
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 400 }), fc.integer({ min: 2, max: 400 }), fc.integer({ min: 32, max: 300 }), (width, height, side) => {
        const { tileWidth, tileHeight } = planTiles({ width: width * 4, height: height * 4, tilePixels: side * side, multipleOf: 4, smallest: 8, reach: 40 });
        expect(tileWidth * tileHeight).toBeLessThanOrEqual(side * side);
      }),
    );
  });
});
