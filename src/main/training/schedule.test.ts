import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { learningRateAt, totalStepsOf } from './schedule.ts';

describe('schedule', () => {
  it('counts epochs, or steps where they are given', () => {
    expect(totalStepsOf({ epochs: 100, decayEpochs: 50, steps: 0 }, 30)).toBe(4500);
    expect(totalStepsOf({ epochs: 100, decayEpochs: 50, steps: 7 }, 30)).toBe(7);
  });

  it('is constant for the first part and falls linearly to just above zero', () => {
    const rates = Array.from({ length: 10 }, (_, step) => learningRateAt({ learningRate: 1, decayFrom: 0.6 }, step, 10));
    expect(rates).toEqual([1, 1, 1, 1, 1, 1, 1, 0.75, 0.5, 0.25]);
  });

  it('never rises, never reaches zero before the end, and stays constant without decay', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0, max: 1, noNaN: true }), (total, decayFrom) => {
        let before = 3;
        for (let step = 0; step < total; step++) {
          const rate = learningRateAt({ learningRate: 3, decayFrom }, step, total);
          expect(rate).toBeLessThanOrEqual(before);
          expect(rate).toBeGreaterThan(0);
          before = rate;
        }
        expect(learningRateAt({ learningRate: 3, decayFrom: 1 }, total - 1, total)).toBe(3);
      }),
    );
  });
});
