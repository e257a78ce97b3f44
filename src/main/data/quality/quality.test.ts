import { describe, expect, it } from 'vitest';
import { Random } from '../../engine/random.ts';
import type { Plane } from './plane.ts';
import { laplacianPyramid } from './pyramid.ts';
import { checkerboard, diversity, lightnessCorrelation, sidesCorrelation } from './signs.ts';
import { patchesOf, slicedWasserstein } from './slicedWasserstein.ts';

const SIDE = 64;

/** A soft shape on a soft ground with some grain, another for each seed; `[64, 64, 3] in [-1, 1]`. */
function picture(seed: number, light = 0): Plane {
  const random = Random.fromSeed(seed);
  const [x0, y0, radius] = [16 + 32 * random.uniform(), 16 + 32 * random.uniform(), 8 + 12 * random.uniform()];
  const [ground, figure] = [0, 1].map(() => [0, 1, 2].map(() => 1.2 * random.uniform() - 0.6));
  const grain = random.split('grain');
  const values = Float32Array.from({ length: SIDE * SIDE * 3 }, (_, i) => {
    const pixel = Math.floor(i / 3);
    const inside = 1 / (1 + Math.exp((Math.hypot((pixel % SIDE) - x0, Math.floor(pixel / SIDE) - y0) - radius) / 2));
    return ground[i % 3] * (1 - inside) + figure[i % 3] * inside + 0.05 * grain.normal() + light;
  });
  return { width: SIDE, height: SIDE, channels: 3, values };
}

const pictures = (from: number, count: number, light = 0): Plane[] => Array.from({ length: count }, (_, i) => picture(from + i, light));
const changed = (planes: readonly Plane[], change: (value: number, index: number) => number): Plane[] =>
  planes.map((plane) => ({ ...plane, values: plane.values.map(change) }));

/** What uneven overlap of upsampling leaves: every second pixel a little lighter. */
const withCheckerboard = (planes: readonly Plane[], strength: number): Plane[] =>
  changed(planes, (value, i) => {
    const pixel = Math.floor(i / 3);
    return ((pixel % SIDE) + Math.floor(pixel / SIDE)) % 2 === 0 ? value + strength : value;
  });

describe('the Laplacian pyramid', () => {
  it('halves down to 16 px, and a flat picture has nothing but its coarsest level', () => {
    const flat: Plane = { width: 64, height: 64, channels: 3, values: new Float32Array(64 * 64 * 3).fill(0.5) };
    const levels = laplacianPyramid(flat);
    expect(levels.map(({ width }) => width)).toEqual([64, 32, 16]);
    for (const { values } of levels.slice(0, -1)) expect(Math.max(...values.map(Math.abs))).toBeLessThan(1e-6);
    expect(Math.min(...levels[2].values)).toBeCloseTo(0.5, 6);
  });
});

describe('the sliced Wasserstein distance', () => {
  const real = patchesOf(pictures(0, 12));

  it('is 0 between a set and itself, and small between two draws of one kind', () => {
    expect(slicedWasserstein(real, real).value).toBeCloseTo(0, 12);
    const { value, error } = slicedWasserstein(patchesOf(pictures(100, 12)), real);
    expect(value).toBeGreaterThan(0);
    expect(error).toBeGreaterThan(0);
    expect(value).toBeLessThan(0.5);
  });

  it('grows with what is wrong: colours, blur, noise', () => {
    const same = slicedWasserstein(patchesOf(pictures(100, 12)), real).value;
    const wrong = {
      lighter: pictures(100, 12, 0.8),
      noisy: changed(pictures(100, 12), (value, i) => value + 0.3 * Math.sin(i * 12.9898)),
      alike: Array.from({ length: 12 }, () => picture(100)),
    };
    for (const [what, planes] of Object.entries(wrong)) expect([what, slicedWasserstein(patchesOf(planes), real).value > 1.5 * same]).toEqual([what, true]);
  });

  it('has an error bar that shrinks with more pictures, and says nothing of a single one', () => {
    const few = slicedWasserstein(patchesOf(pictures(100, 4)), patchesOf(pictures(0, 4)));
    const many = slicedWasserstein(patchesOf(pictures(100, 16)), patchesOf(pictures(0, 16)));
    expect(many.error).toBeLessThan(few.error);
    const alone = slicedWasserstein(patchesOf(pictures(100, 1)), real);
    expect(alone.error).toBe(alone.value);
  });
});

describe('signs of trouble', () => {
  const sources = pictures(0, 12);
  const targets = pictures(200, 12);
  const healthy = changed(sources, (value, i) => 0.8 * value + (i % 3 === 0 ? 0.1 : -0.05));

  it('diversity: about 1 in health, 0 where all come out alike', () => {
    expect(diversity(healthy, targets)).toBeGreaterThan(0.5);
    expect(
      diversity(
        Array.from({ length: 12 }, () => picture(300)),
        targets,
      ),
    ).toBeLessThan(0.05);
    expect(diversity(healthy.slice(0, 1), targets)).toBe(1);
  });

  it('lightness: near 1 in health, near -1 where light and dark are swapped', () => {
    expect(lightnessCorrelation(sources, healthy)).toBeGreaterThan(0.8);
    expect(
      lightnessCorrelation(
        sources,
        changed(sources, (value) => -value),
      ),
    ).toBeLessThan(-0.99);
    const flat = changed(sources, () => 0.2);
    expect(lightnessCorrelation(flat, flat)).toBe(0);
  });

  it('sides: negative where one is dark on light and the other light on dark', () => {
    const centred = (sign: number): Plane[] =>
      [1, 2].map(() => ({ ...picture(1), values: picture(1).values.map((_, i) => sign * Math.cos((Math.floor(i / 3) % SIDE) / 10)) }));
    expect(sidesCorrelation(centred(1), centred(-1))).toBeLessThan(-0.99);
    expect(sidesCorrelation(centred(1), centred(1))).toBeGreaterThan(0.99);
  });

  it('checkerboard: about 1 in health, large where every second pixel is lighter, by little as it may be', () => {
    expect(checkerboard(healthy, targets)).toBeLessThan(4);
    expect(checkerboard(withCheckerboard(healthy, 0.1), targets)).toBeGreaterThan(20);
    // Real pictures with a pattern of their own have nothing to hide.
    expect(checkerboard(withCheckerboard(healthy, 0.1), withCheckerboard(targets, 0.1))).toBeLessThan(4);
  });
});
