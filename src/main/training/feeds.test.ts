import { float32 } from '../engine/program.ts';
import { Random } from '../engine/random.ts';
import { describe, expect, it } from 'vitest';
import type { StepMaterial } from './feeds.ts';
import { feedInputs } from './feeds.ts';

const picture = { shape: [1, 1, 1, 3], values: Float32Array.of(0.1, 0.2, 0.3) };
const draw = { pictures: picture, choice: { shape: [1, 1, 1, 1], values: Float32Array.of(1) } };
const material: StepMaterial = {
  pictures: { a: picture },
  shown: {},
  words: undefined,
  pools: new Map([['fakeB', draw]]),
  learningRate: 0.5,
  step: 3,
  random: Random.fromSeed(1),
};
const specs = { realA: float32(1, 1, 1, 3), old: float32(1, 1, 1, 3), isOld: float32(1, 1, 1, 1), rate: float32(), correction: float32() };

describe('feeds', () => {
  it('make every kind of input', () => {
    const inputs = feedInputs(
      {
        realA: { from: 'pictures', side: 'a' },
        old: { from: 'pool', of: 'fakeB' },
        isOld: { from: 'poolChoice', of: 'fakeB' },
        rate: { from: 'learningRate' },
        correction: { from: 'adamCorrection', beta: 0.9 },
      },
      specs,
      material,
    );
    expect(inputs).toMatchObject({ realA: picture, old: draw.pictures, isOld: draw.choice, rate: { shape: [], values: Float32Array.of(0.5) } });
    expect(inputs['correction'].values[0]).toBeCloseTo(1 - 0.729, 6);
  });

  it('refuse a pool that the recipe does not declare', () => {
    expect(() => feedInputs({ old: { from: 'pool', of: 'fakeC' } }, specs, material)).toThrow('no pool of "fakeC"');
  });
});
