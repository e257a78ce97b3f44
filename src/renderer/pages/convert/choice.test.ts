import { describe, expect, it } from 'vitest';
import type { Checkpoint } from '../../../shared/contract/checkpoints.ts';
import { byUse } from './choice.ts';

const checkpoint = (id: string, given: Partial<Checkpoint>): Checkpoint => ({
  id,
  run: 'r',
  runName: 'run',
  step: 1,
  epoch: 0,
  bytes: 1,
  kept: false,
  score: null,
  colouring: null,
  drawing: null,
  best: false,
  createdAt: '2026-01-01T00:00:00.000Z',
  removedAt: null,
  ...given,
});

describe('checkpoints to convert with', () => {
  it('are offered best first, then kept, then newest, without those in the bin', () => {
    const offered = byUse([
      checkpoint('old', {}),
      checkpoint('new', { createdAt: '2026-02-01T00:00:00.000Z' }),
      checkpoint('kept', { kept: true }),
      checkpoint('binned', { best: true, removedAt: '2026-02-02T00:00:00.000Z' }),
      checkpoint('best', { best: true }),
    ]);
    expect(offered.map(({ id }) => id)).toEqual(['best', 'kept', 'new', 'old']);
  });
});
