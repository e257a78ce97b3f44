import { describe, expect, it } from 'vitest';
import type { Signs } from '../../../shared/scores.ts';
import type { Evidence } from './find.ts';
import { findTrouble } from './find.ts';

const healthySigns: Signs = { diversity: 0.9, lightness: 0.7, sides: 0.5, checkerboard: 1.4 };
const settings = { ganLoss: 'lsgan', learningRate: 0.0002, cycleA: 10, cycleB: 10, identity: 0.5, upsampling: 'resize', poolSize: 50 };

/** A run of 4,000 steps in health, with whatever is wrong laid over it. */
function evidence(
  wrong: { losses?: Record<string, number>; signs?: Partial<Signs>; from?: number; settings?: Record<string, unknown>; divergedAt?: number } = {},
): Evidence {
  const from = wrong.from ?? 0;
  const losses = { D_A: 0.2, G_A: 0.35, D_B: 0.18, G_B: 0.4, cycle_A: 1, cycle_B: 1 };
  const measured = { value: 0.3, error: 0.02 };
  return {
    settings: { ...settings, ...wrong.settings },
    totalSteps: 4_000,
    metrics: Array.from({ length: 400 }, (_, i) => ({ step: 10 * (i + 1), values: { ...losses, ...(10 * i >= from && wrong.losses) } })),
    scores: Array.from({ length: 8 }, (_, i) => {
      const step = 500 * (i + 1);
      const signs = { ...healthySigns, ...(step >= from && wrong.signs) };
      return { step, cycle: { a: 0.1, b: 0.1 }, distance: { a2b: measured, b2a: measured }, signs: { a2b: signs, b2a: healthySigns } };
    }),
    divergedAt: wrong.divergedAt ?? null,
  };
}

const codes = (given: Evidence): string[] => findTrouble(given).map(({ code, side }) => `${code} ${side ?? ''}`.trim());

describe('the failure watch', () => {
  it('is silent in health, and while a training settles', () => {
    expect(findTrouble(evidence())).toEqual([]);
    const beginning = evidence({ signs: { diversity: 0.01 }, losses: { D_A: 0, G_A: 1 } });
    expect(findTrouble({ ...beginning, metrics: beginning.metrics.slice(0, 40), scores: beginning.scores.slice(0, 1) })).toEqual([]);
    expect(findTrouble({ ...evidence(), metrics: [], scores: [] })).toEqual([]);
  });

  it('sees a discriminator that has won, by either loss', () => {
    expect(codes(evidence({ losses: { D_A: 0.001, G_A: 0.98 }, from: 3_000 }))).toEqual(['discriminator-wins a']);
    const vanilla = { ganLoss: 'vanilla' };
    const [alarm] = findTrouble(evidence({ settings: vanilla, losses: { D_A: 0.6, G_A: 0.9, D_B: 0.01, G_B: 5 } }));
    expect(alarm).toMatchObject({ code: 'discriminator-wins', side: 'b', settings: { ganLoss: 'lsgan', learningRate: 0.0001 } });
    expect(codes(evidence({ settings: vanilla, losses: { D_A: 0.6, G_A: 0.9, D_B: 0.5, G_B: 1 } }))).toEqual([]);
  });

  it('sees a collapse, from when it stands in two scores', () => {
    const [alarm] = findTrouble(evidence({ signs: { diversity: 0.1 }, from: 3_000 }));
    expect(alarm).toMatchObject({ code: 'collapse', side: 'a', since: 3_000, until: 4_000, values: { diversity: 0.1 }, settings: { cycleA: 20, cycleB: 20 } });
    expect(codes(evidence({ signs: { diversity: 0.1 }, from: 4_000 }))).toEqual([]);
  });

  it('sees inverted colours, unless the sides are each other inverted', () => {
    expect(findTrouble(evidence({ signs: { lightness: -0.8 } }))).toMatchObject([{ code: 'colours-inverted', settings: { identity: 1 } }]);
    expect(codes(evidence({ signs: { lightness: -0.8, sides: -0.7 } }))).toEqual([]);
  });

  it('sees a checkerboard; of transposed convolutions only other networks help', () => {
    expect(findTrouble(evidence({ signs: { checkerboard: 30 } }))).toMatchObject([{ code: 'checkerboard', settings: { learningRate: 0.0001 } }]);
    const transposed = { upsampling: 'transposed' };
    expect(findTrouble(evidence({ signs: { checkerboard: 30 }, settings: transposed }))).toMatchObject([{ settings: { upsampling: 'resize' } }]);
  });

  it('tells of numbers that are none', () => {
    expect(findTrouble(evidence({ divergedAt: 1_234 }))).toMatchObject([{ code: 'not-a-number', since: 1_234, side: null }]);
  });
});
