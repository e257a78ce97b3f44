import { describe, expect, it } from 'vitest';
import { Random } from '../engine/random.ts';
import { colourToLab } from '../../shared/colour/lab.ts';
import { drawHints, drawPatches } from './hints.ts';

const DRAWS = 4000;
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function draws(): ReturnType<typeof drawPatches>[] {
  const root = Random.fromSeed(5);
  return Array.from({ length: DRAWS }, (_, index) => drawPatches(64, 64, { end: 1 / 8 }, root.split(index)));
}

describe('hints drawn while training', () => {
  it('are geometric in number: one in eight pictures has none, seven in the mean', () => {
    const counts = draws().map((patches) => patches.length);
    // Standard errors at 4,000 draws: 0.12 of the mean, 0.005 of the share.
    expect(mean(counts)).toBeGreaterThan(7 - 0.5);
    expect(mean(counts)).toBeLessThan(7 + 0.5);
    expect(counts.filter((count) => count === 0).length / DRAWS).toBeCloseTo(1 / 8, 1);
    expect(counts.filter((count) => count === 1).length / DRAWS).toBeCloseTo(7 / 64, 1);
  });

  it('have sides from 1 to 9, each as often, and lie around the middle within the picture', () => {
    const patches = draws().flat();
    const sides = Array.from({ length: 9 }, (_, index) => patches.filter(({ side }) => side === index + 1).length / patches.length);
    for (const share of sides) expect(Math.abs(share - 1 / 9)).toBeLessThan(0.01);
    expect(patches.every(({ top, left, side }) => top >= 0 && left >= 0 && top + side <= 64 && left + side <= 64)).toBe(true);
    const centres = patches.map(({ top, side }) => top + side / 2);
    expect(Math.abs(mean(centres) - 32)).toBeLessThan(0.7);
    // A quarter of the side, cut off at the borders.
    const deviation = Math.sqrt(mean(centres.map((centre) => (centre - 32) ** 2)));
    expect(deviation).toBeGreaterThan(13);
    expect(deviation).toBeLessThan(16);
  });

  it('fit into pictures smaller than the largest patch', () => {
    const patches = Array.from({ length: 50 }, (_, index) => drawPatches(3, 2, { end: 0.2 }, Random.fromSeed(index))).flat();
    expect(patches.length).toBeGreaterThan(0);
    expect(patches.every(({ top, left, side }) => top + side <= 3 && left + side <= 2)).toBe(true);
  });

  it('carry the mean ab of their patch, and nothing elsewhere', () => {
    const pictures = { shape: [1, 8, 8, 3], values: Float32Array.from({ length: 192 }, (_, index) => (index % 3 === 0 ? 0.8 : -0.4)) };
    const [, a, b] = colourToLab(0.9, 0.3, 0.3);
    const { colours, mask } = drawHints(pictures, { end: 0.125, revealed: 0 }, Random.fromSeed(3));
    expect(new Set(mask.values)).toEqual(new Set([0.5, -0.5]));
    for (let pixel = 0; pixel < 64; pixel++) {
      const hinted = mask.values[pixel] > 0;
      expect(colours.values[2 * pixel]).toBeCloseTo(hinted ? a / 110 : 0, 5);
      expect(colours.values[2 * pixel + 1]).toBeCloseTo(hinted ? b / 110 : 0, 5);
    }
  });

  it('reveal whole pictures as often as asked', () => {
    const pictures = { shape: [400, 2, 2, 3], values: new Float32Array(4800) };
    const { mask } = drawHints(pictures, { end: 1, revealed: 0.25 }, Random.fromSeed(9));
    const revealed = Array.from({ length: 400 }, (_, index) => mask.values[4 * index] > 0).filter(Boolean).length;
    // Three standard errors: 26.
    expect(Math.abs(revealed - 100)).toBeLessThan(26);
  });

  it('are none in as many pictures as asked, revealed or not', () => {
    const pictures = { shape: [400, 2, 2, 3], values: new Float32Array(4800) };
    const { mask } = drawHints(pictures, { end: 0.125, revealed: 1, unhinted: 0.25 }, Random.fromSeed(9));
    const without = Array.from({ length: 400 }, (_, index) => mask.values[4 * index] < 0).filter(Boolean).length;
    expect(Math.abs(without - 100)).toBeLessThan(26);
  });

  it('are the same for the same random stream, and others for another', () => {
    const pictures = { shape: [2, 16, 16, 3], values: Float32Array.from({ length: 1536 }, (_, index) => Math.sin(index)) };
    const of = (seed: number): Float32Array => drawHints(pictures, { end: 0.125, revealed: 0.01 }, Random.fromSeed(seed)).colours.values as Float32Array;
    expect(of(1)).toEqual(of(1));
    expect(of(1)).not.toEqual(of(2));
  });
});
