import { expect, test } from 'vitest';
import type { Checkpoint, Score } from '../../shared/contract/checkpoints.ts';
import type { Sample } from '../../shared/contract/runs.ts';
import { bestOf, cycles, distances, momentsOf, nearestCheckpoint } from './moments.ts';

const score = (step: number): Score => ({
  step,
  cycle: { a: 0.1 * step, b: 0.2 * step },
  distance: { a2b: { value: step, error: 1 }, b2a: { value: 2 * step, error: 2 } },
});
const sample = (step: number): Sample => ({ step, side: 'a', rows: [], sentences: [] });
const checkpoint = (step: number, more: Partial<Checkpoint> = {}): Checkpoint => ({
  id: `r-${step}`,
  run: 'r',
  runName: 'run',
  step,
  epoch: 0,
  bytes: 1,
  kept: false,
  score: null,
  colouring: null,
  drawing: null,
  best: false,
  createdAt: '2026-01-01T00:00:00Z',
  removedAt: null,
  ...more,
});

test('moments are all steps with something to look at, in order, each once', () => {
  const moments = momentsOf([sample(20), sample(10), { ...sample(10), side: 'b' }], [checkpoint(15), checkpoint(20)], [score(15), score(5)]);
  expect(moments.map(({ step }) => step)).toEqual([5, 10, 15, 20]);
  expect(moments.map((moment) => moment.checkpoint?.id ?? null)).toEqual([null, null, 'r-15', 'r-20']);
});

test('a moment without samples of its own shows the newest before it', () => {
  expect(momentsOf([sample(10)], [checkpoint(5), checkpoint(15)], []).map(({ sampleStep }) => sampleStep)).toEqual([null, 10, 10]);
});

test('a checkpoint in the bin is no moment', () => {
  expect(momentsOf([], [checkpoint(5, { removedAt: '2026-01-01T00:00:00Z' })], [])).toEqual([]);
});

test('the best moment is that of the best checkpoint', () => {
  const moments = momentsOf([], [checkpoint(1), checkpoint(2, { best: true })], []);
  expect(bestOf(moments)?.step).toBe(2);
  expect(bestOf(momentsOf([sample(1)], [], []))).toBeNull();
});

test('the nearest checkpoint may lie to either side', () => {
  const moments = momentsOf([sample(4), sample(9)], [checkpoint(1), checkpoint(10)], []);
  expect(nearestCheckpoint(moments, 4)?.step).toBe(1);
  expect(nearestCheckpoint(moments, 9)?.step).toBe(10);
  expect(nearestCheckpoint(momentsOf([sample(1)], [], []), 1)).toBeNull();
});

test('curves follow the direction', () => {
  const moments = momentsOf([sample(1)], [], [score(2)]);
  expect(distances(moments, 'b2a')).toEqual([{ step: 2, value: 4, error: 2 }]);
  expect(cycles(moments, 'a2b')).toEqual([{ step: 2, value: 0.2, error: 0 }]);
});
