import { expect, it } from 'vitest';
import type { Phase } from '../models/architecture.ts';
import { architectureOf } from '../models/index.ts';
import { phasesOf, placesOf } from './phases.ts';

function phasesWith(change: object): readonly Phase[] {
  const { architecture, settings } = architectureOf('stackgan', { size: 16, largeSize: 32, wordSteps: 20, steps: 10, largeSteps: 5, ...change });
  return phasesOf(architecture, settings);
}

it('phases follow each other', () => {
  const steps = (done: number) => placesOf(phasesWith({}), 0, { begun: 0, done }, () => 100);
  expect(steps(0)).toEqual([
    { begun: 0, steps: 20 },
    { begun: 20, steps: 10 },
    { begun: 30, steps: 5 },
  ]);
  expect(steps(20)).toEqual(steps(0));
  expect(placesOf(phasesWith({}), 1, { begun: 20, done: 24 }, () => 100)).toEqual(steps(0).slice(1));
});

it('a phase that is shortened below what is done of it ends there, and the next one is whole', () => {
  expect(placesOf(phasesWith({ wordSteps: 4 }), 0, { begun: 0, done: 7 }, () => 100)).toEqual([
    { begun: 0, steps: 7 },
    { begun: 7, steps: 10 },
    { begun: 17, steps: 5 },
  ]);
  expect(placesOf(phasesWith({ steps: 3 }), 1, { begun: 20, done: 26 }, () => 100)).toEqual([
    { begun: 20, steps: 6 },
    { begun: 26, steps: 5 },
  ]);
});
