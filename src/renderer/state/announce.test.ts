import { expect, test } from 'vitest';
import type { Job } from '../../shared/contract/activity.ts';
import { announcements } from './announce.ts';

const job = (state: Job['state'], done: number): Job => ({
  id: 'run-1',
  kind: 'train',
  title: 'a',
  state,
  project: null,
  run: null,
  conversion: null,
  position: null,
  progress: { phase: 'training', done, total: 100, unit: 'steps', secondsLeft: null, picturesPerSecond: null, epoch: null, losses: {}, memory: 0 },
  failure: null,
  startedAt: null,
  endedAt: null,
});

test('a running job is heard at every tenth and when it ends, not in between', () => {
  const heard = announcements();
  const news = [
    job('running', 1),
    job('running', 5),
    job('running', 10),
    job('running', 19),
    job('running', 20),
    job('finished', 100),
    job('finished', 100),
  ].map(heard);
  expect(news).toEqual([0.01, null, 0.1, null, 0.2, 1, null]);
});

test('what had ended before is no news', () => {
  expect(announcements()(job('finished', 100))).toBeNull();
});
