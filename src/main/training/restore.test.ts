import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Recipe } from '../models/architecture.ts';
import { restore } from './restore.ts';
import { runTiny, taskIn } from './testing/session.ts';
import { tinyRecipe } from './testing/tiny.ts';

let folder: string;
let saved: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recast-'));
  await runTiny(taskIn(folder), 6);
  saved = join(folder, 'checkpoints', 'step-00000006');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The tiny recipe with another state. */
const changed = (change: (state: Recipe['step']['state']) => Recipe['step']['state']): Recipe => ({
  ...tinyRecipe,
  step: { ...tinyRecipe.step, state: change(tinyRecipe.step.state) },
});

describe('restore', () => {
  it('brings back the position and a full pool', async () => {
    const { position, pools } = await restore(saved, taskIn(folder), tinyRecipe);
    expect(position).toMatchObject({ step: 6, epoch: 0, batches: { epoch: 0, index: 6 } });
    expect(pools.get('fakeB')!.state()).toMatchObject({ size: 3, pictures: 3 });
  });

  it('begins a pool again whose size was changed', async () => {
    const { pools } = await restore(saved, taskIn(folder), { ...tinyRecipe, pools: [{ of: 'fakeB', size: 5 }] });
    expect(pools.get('fakeB')!.state().pictures).toBe(0);
  });

  it('refuses a checkpoint whose shapes, names or architecture do not fit, in plain words', async () => {
    const wider = changed((state) => ({ ...state, 'net.bias': { shape: [8], dtype: 'float32' } }));
    await expect(restore(saved, taskIn(folder), wider)).rejects.toMatchObject({
      code: 'CHECKPOINT_MISFIT',
      message: `The checkpoint ${saved} does not fit these settings: its "net.bias" has the shape [3], and these settings make it [8].`,
    });
    const deeper = changed((state) => ({ ...state, 'net.more': { shape: [1], dtype: 'float32' } }));
    await expect(restore(saved, taskIn(folder), deeper)).rejects.toThrow('it has no "net.more"');
    const flatter = changed((state) => Object.fromEntries(Object.entries(state).filter(([name]) => name !== 'net.bias')));
    await expect(restore(saved, taskIn(folder), flatter)).rejects.toThrow('it has a "net.bias", which');
    const other = { ...taskIn(folder), architecture: 'stackgan' as 'cyclegan' };
    await expect(restore(saved, other, tinyRecipe)).rejects.toThrow('it holds a "cyclegan", not a "stackgan"');
  });
});
