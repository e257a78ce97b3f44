import { describe, expect, it } from 'vitest';
import { Random } from '../engine/random.ts';
import { paintForeign } from './foreignColours.ts';
import { drawHints } from './hints.ts';

const SIDE = 32;

/** A yellow square with a black rim on white, another yellow one beside it, and how far each pixel is from ink: `rim` is the rim's darkness. */
function picture(rim = -1): Float32Array {
  const values = new Float32Array(SIDE * SIDE * 3).fill(1);
  const fill = (left: number, right: number, colour: readonly number[]): void => {
    for (let y = 8; y < 24; y++) for (let x = left; x < right; x++) values.set(colour, 3 * (y * SIDE + x));
  };
  for (const left of [4, 18]) {
    fill(left, left + 10, [rim, rim, rim]);
    for (let y = 10; y < 22; y++) for (let x = left + 2; x < left + 8; x++) values.set([1, 0.8, -0.6], 3 * (y * SIDE + x));
  }
  return values;
}

const isChanged = (before: Float32Array, after: Float32Array, x: number, y: number): boolean =>
  [0, 1, 2].some((channel) => before[3 * (y * SIDE + x) + channel] !== after[3 * (y * SIDE + x) + channel]);

describe('areas in foreign colours', () => {
  it('are painted whole, each with a hint inside, and nothing else is: neither lines nor the ground', () => {
    let painted = 0;
    for (let seed = 0; seed < 60; seed++) {
      const [before, after] = [picture(), picture()];
      const hints = paintForeign(after, SIDE, SIDE, Random.fromSeed(seed));
      for (let y = 0; y < SIDE; y++) {
        for (let x = 0; x < SIDE; x++) {
          const within = [4, 18].find((left) => x >= left + 2 && x < left + 8 && y >= 10 && y < 22);
          const hinted = within !== undefined && hints.some(({ left }) => left >= within && left < within + 10);
          expect(isChanged(before, after, x, y), `${seed}: ${x}, ${y}`).toBe(hinted);
        }
      }
      for (const { top, left, side } of hints) {
        painted++;
        expect([6, 20].some((from) => left >= from && left + side <= from + 6) && top >= 10 && top + side <= 22).toBe(true);
      }
    }
    expect(painted).toBeGreaterThan(30);
  });

  it('fade into their lines as the old colour did', () => {
    const soft = (colour: readonly number[]): Float32Array => {
      const values = picture();
      // More ink than colour.
      for (let y = 10; y < 22; y++)
        values.set(
          colour.map((value) => 0.4 * (value + 1) - 1),
          3 * (y * SIDE + 5),
        );
      return values;
    };
    const yellow = [1, 0.8, -0.6];
    for (let seed = 0; seed < 40; seed++) {
      const values = soft(yellow);
      if (!paintForeign(values, SIDE, SIDE, Random.fromSeed(seed)).some(({ left }) => left < 14)) continue;
      const at = (x: number): number[] => Array.from(values.slice(3 * (15 * SIDE + x), 3 * (15 * SIDE + x) + 3));
      for (const [i, value] of at(7).entries()) expect(at(5)[i]).toBeCloseTo(0.4 * (value + 1) - 1, 4);
    }
  });

  it('are none where all is ink or ground', () => {
    for (const value of [-1, 1]) {
      const values = new Float32Array(SIDE * SIDE * 3).fill(value);
      expect(paintForeign(values, SIDE, SIDE, Random.fromSeed(1))).toEqual([]);
      expect(new Set(values)).toEqual(new Set([value]));
    }
  });

  it('are drawn with hints as often as asked, and leave the picture that was given as it is', () => {
    const before = picture();
    const batch = 200;
    const given = { shape: [batch, SIDE, SIDE, 3], values: Float32Array.from({ length: batch * before.length }, (_, i) => before[i % before.length]) };
    const share = (foreign: number): number => {
      const { pictures } = drawHints(given, { end: 0.125, revealed: 0, foreign }, Random.fromSeed(2));
      const differs = (index: number): boolean => before.some((value, i) => pictures.values[index * before.length + i] !== value);
      return Array.from({ length: batch }, (_, index) => index).filter(differs).length / batch;
    };
    expect(share(0)).toBe(0);
    // Three standard errors are 0.106; one picture in a hundred or so is tried 32 times for nothing.
    expect(Math.abs(share(0.5) - 0.5)).toBeLessThan(0.12);
    expect(given.values.every((value, i) => value === before[i % before.length])).toBe(true);
  });
});
