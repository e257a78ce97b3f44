import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { FromEngine } from '../jobs/messages.ts';
import { WorkerContext } from '../worker/context.ts';
import { beginning } from './position.ts';
import type { RunLength } from './reporter.ts';
import { Reporter, seconds } from './reporter.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => vi.useRealTimers());

/** The seconds left that are told after 20 steps in 10 seconds of a run of 300. */
function leftAfter(change: Partial<RunLength>): number | null | undefined {
  const told: FromEngine[] = [];
  const length = { totalSteps: 300, picturesPerStep: 1, deadline: null, ...change };
  const reporter = new Reporter(new WorkerContext((message) => told.push(message)), length, beginning);
  for (let step = 1; step <= 20; step++) {
    vi.advanceTimersByTime(500);
    reporter.step({ ...beginning, step }, 0.1);
  }
  return told.flatMap((message) => (message.type === 'progress' ? [message.progress.secondsLeft] : [])).at(-1);
}

it('what is left is the rest of the phase at its own pace, and what later phases take', () => {
  expect(leftAfter({})).toBeCloseTo(140);
  expect(leftAfter({ phase: { end: 100, after: 50 } })).toBeCloseTo(90);
});

it('nobody says what is left where later phases have no forecast, unless the time is set', () => {
  expect(leftAfter({ phase: { end: 100, after: null } })).toBeNull();
  expect(leftAfter({ phase: { end: 100, after: null }, deadline: seconds() + 60 })).toBeCloseTo(50);
  expect(leftAfter({ phase: { end: 100, after: 50 }, deadline: seconds() + 60 })).toBeCloseTo(50);
});
