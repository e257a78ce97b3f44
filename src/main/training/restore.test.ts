import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeCheckpoint } from '../checkpoints/checkpoint.ts';
import type { HostTensors } from '../engine/program.ts';
import { Random } from '../engine/random.ts';
import type { Recipe } from '../models/architecture.ts';
import { initializeParameters } from '../nn/parameters.ts';
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

const initial = (): HostTensors => initializeParameters(tinyRecipe.parameters, Random.fromSeed(9));

/** The tiny recipe with another state. */
const changed = (change: (state: Recipe['step']['state']) => Recipe['step']['state']): Recipe => ({
  ...tinyRecipe,
  step: { ...tinyRecipe.step, state: change(tinyRecipe.step.state) },
});

describe('restore', () => {
  it('brings back the position and a full pool', async () => {
    const { position, pools } = await restore(saved, taskIn(folder), tinyRecipe, initial);
    expect(position).toMatchObject({ step: 6, epoch: 0, batches: { epoch: 0, index: 6 } });
    expect(pools.get('fakeB')!.state()).toMatchObject({ size: 3, pictures: 3 });
  });

  it('begins a pool again whose size was changed', async () => {
    const { pools } = await restore(saved, taskIn(folder), { ...tinyRecipe, pools: [{ of: 'fakeB', size: 5 }] }, initial);
    expect(pools.get('fakeB')!.state().pictures).toBe(0);
  });

  it('refuses a checkpoint whose shapes, names or architecture do not fit, in plain words', async () => {
    const wider = changed((state) => ({ ...state, 'net.bias': { shape: [8], dtype: 'float32' } }));
    await expect(restore(saved, taskIn(folder), wider, initial)).rejects.toMatchObject({
      code: 'CHECKPOINT_MISFIT',
      message: `The checkpoint ${saved} does not fit these settings: its "net.bias" has the shape [3], and these settings make it [8].`,
    });
    const deeper = changed((state) => ({ ...state, 'net.more': { shape: [1], dtype: 'float32' } }));
    await expect(restore(saved, taskIn(folder), deeper, initial)).rejects.toThrow('it has no "net.more"');
    const flatter = changed((state) => Object.fromEntries(Object.entries(state).filter(([name]) => name !== 'net.bias')));
    await expect(restore(saved, taskIn(folder), flatter, initial)).rejects.toThrow('it has a "net.bias", which');
    const other = { ...taskIn(folder), architecture: 'stackgan' as 'cyclegan' };
    await expect(restore(saved, other, tinyRecipe, initial)).rejects.toThrow('it holds a "cyclegan", not a "stackgan"');
  });

  describe('of a checkpoint that was imported', () => {
    const two: Recipe = {
      ...tinyRecipe,
      parameters: { ...tinyRecipe.parameters, 'judge.bias': tinyRecipe.parameters['net.bias'] },
      step: {
        ...tinyRecipe.step,
        state: { ...tinyRecipe.step.state, 'judge.bias': { shape: [3], dtype: 'float32' }, 'momentum.judge.bias': { shape: [3], dtype: 'float32' } },
      },
    };
    const initialTwo = (): HostTensors => initializeParameters(two.parameters, Random.fromSeed(9));
    const imported = async (step: number): Promise<string> => {
      const { position } = await restore(saved, taskIn(folder), tinyRecipe, initial);
      const description = { architecture: 'cyclegan', settings: {}, seed: 1, step, epoch: 0, losses: position.losses, batches: null, pools: {} };
      const parameters = initializeParameters(tinyRecipe.parameters, Random.fromSeed(3));
      return (await writeCheckpoint(join(folder, 'imported'), { description, tree: tinyRecipe.parameters, parameters, optimizer: {}, pools: {} })).folder;
    };

    it('begins the networks anew that nobody gave, and the optimizer at zero', async () => {
      const { state, fresh } = await restore(await imported(0), taskIn(folder), two, initialTwo);
      expect(fresh).toEqual(['judge']);
      expect(Object.keys(state).toSorted()).toEqual(Object.keys(two.step.state).toSorted());
      expect(state['net.weight']).toEqual(initializeParameters(tinyRecipe.parameters, Random.fromSeed(3))['net.weight']);
      expect(state['judge.bias']).toEqual(initialTwo()['judge.bias']);
      expect(state['momentum.net.weight'].values).toEqual(new Float32Array(9));
    });

    it('completes nothing once there were steps', async () => {
      await expect(restore(await imported(4), taskIn(folder), two, initialTwo)).rejects.toMatchObject({ code: 'CHECKPOINT_MISFIT' });
    });
  });
});
