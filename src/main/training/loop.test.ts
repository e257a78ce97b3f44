import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCheckpoint } from '../checkpoints/checkpoint.ts';
import { fromEngineSchema } from '../jobs/messages.ts';
import { openExecutor } from '../engine/executors.ts';
import type { HostTensor } from '../engine/program.ts';
import { thisMachine } from '../machine.ts';
import { runTiny, taskIn, tinyStart } from './testing/session.ts';
import { tinyBatches, tinyRecipe } from './testing/tiny.ts';
import { seconds } from './reporter.ts';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'recast-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const checkpoint = (run: string, step: number): string => join(folder, run, 'checkpoints', `step-${String(step).padStart(8, '0')}`);
const task = (run: string, change = {}): ReturnType<typeof taskIn> => taskIn(join(folder, run), change);

describe('the training loop', () => {
  it('learns, reports and saves at the end', async () => {
    const run = await runTiny(task('run'), 60);
    expect(run).toMatchObject({ end: 'complete', saved: [60], position: { step: 60, epoch: 7 } });
    for (const message of run.messages) fromEngineSchema.parse(message);
    const metrics = run.messages.filter((message) => message.type === 'metrics');
    expect(metrics.at(-1)).toMatchObject({ step: 60, epoch: 7, values: { fit: expect.any(Number) as number, learningRate: expect.any(Number) as number } });
    expect(metrics.at(-1)!.values['fit']).toBeLessThan(metrics[0].values['fit']);
    const progress = run.messages.filter((message) => message.type === 'progress');
    expect(progress.at(-1)!.progress).toMatchObject({ phase: 'training', done: 60, total: 60, unit: 'steps', losses: { fit: expect.any(Number) as number } });
  });

  it('takes the steps that one takes by hand: pictures in order, the rate and the correction of each', async () => {
    const run = await runTiny(task('run'), 3);
    const executor = await openExecutor({ executor: 'onnx', device: 'cpu', threads: 1, precision: 'fast', memory: 'normal' }, thisMachine);
    const program = await executor.compile(tinyRecipe.step);
    const state = await executor.createState(tinyRecipe.step.state, tinyStart(11).state);
    const batches = tinyBatches(null);
    const scalar = (value: number): HostTensor => ({ shape: [], values: Float32Array.of(value) });
    // The rate falls from the middle of three steps on; the pool of three shows nothing old while it fills.
    for (const [rate, correction] of [
      [0.1, 1 - 0.5],
      [0.1, 1 - 0.25],
      [0.1 * (1 / 1.5), 1 - 0.125],
    ]) {
      const { pictures } = await batches.next();
      const isOld = { shape: [1, 1, 1, 1], values: Float32Array.of(0) };
      await program.run(
        state,
        { realA: pictures['a'], realB: pictures['b'], old: pictures['a'], isOld, rate: scalar(rate), correction: scalar(correction) },
        [],
      );
    }
    expect(await state.read()).toEqual(run.state);
    await state.dispose();
    await program.dispose();
    await executor.dispose();
  });

  it('lands on the same weights, moments, pool and hash through any number of checkpoints and resumes', async () => {
    const whole = await runTiny(task('whole'), 40);
    await runTiny(task('parts', { checkpointEvery: { minutes: null, steps: 5 } }), 40);
    await rm(checkpoint('parts', 40), { recursive: true });
    for (const from of [35, 15]) {
      const resumed = await runTiny(task('parts', { resumeFrom: checkpoint('parts', from) }), 40);
      expect(resumed.state).toEqual(whole.state);
      const [one, other] = await Promise.all([readCheckpoint(checkpoint('whole', 40)), readCheckpoint(checkpoint('parts', 40))]);
      expect(await other.pools()).toEqual(await one.pools());
      expect(other.manifest).toEqual(one.manifest);
    }
  });

  it('does depend on the seed, the pool and the optimizer that a resume brings back', async () => {
    const whole = await runTiny(task('whole', { checkpointEvery: { minutes: null, steps: 20 } }), 40);
    expect((await runTiny(task('other', { seed: 12 }), 40)).state).not.toEqual(whole.state);
    expect((await runTiny(task('whole', { resumeFrom: checkpoint('whole', 20), seed: 12 }), 40)).state).toEqual(whole.state);
  });

  it('stops after the step at hand, with a checkpoint', async () => {
    const run = await runTiny(task('run'), 1e9, { during: (message, context) => message.type === 'metrics' && context.requestStop() });
    expect(run.end).toBe('stopped');
    expect(run.saved).toEqual([run.position.step]);
    expect(run.position.step).toBeGreaterThan(0);
  });

  it('saves at a pause, waits, and goes on to the same weights', async () => {
    const whole = await runTiny(task('whole'), 30);
    let pausedAt = -1;
    const run = await runTiny(task('paused'), 30, {
      during: (message, context) => {
        if (message.type === 'metrics' && pausedAt < 0) {
          pausedAt = message.step;
          context.pause();
          setTimeout(() => context.proceed(), 100);
        }
      },
    });
    expect(run.saved).toEqual([pausedAt, 30]);
    expect(run.state).toEqual(whole.state);
  });

  it('can be stopped while it is paused, without saving the same step twice', async () => {
    const run = await runTiny(task('run'), 1e9, {
      during: (message, context) => {
        if (message.type === 'metrics') context.pause();
        if (message.type === 'checkpoint') setTimeout(() => context.requestStop(), 50);
      },
    });
    expect(run).toMatchObject({ end: 'stopped', saved: [run.position.step] });
  });

  it('ends when its time is up', async () => {
    const run = await runTiny(task('run'), 1e9, { plan: { deadline: seconds() + 1 } });
    expect(run).toMatchObject({ end: 'time', saved: [run.position.step] });
  });

  it('saves every so many minutes', async () => {
    const run = await runTiny(task('run', { checkpointEvery: { minutes: 0.2 / 60, steps: null } }), 1e9, { plan: { deadline: seconds() + 1 } });
    expect(run.saved.length).toBeGreaterThanOrEqual(3);
    expect(run.saved.length).toBeLessThanOrEqual(6);
  });

  it('stops at a loss that is no number, and keeps the last good checkpoint', async () => {
    const during = task('run', { checkpointEvery: { minutes: null, steps: 10 } });
    await expect(runTiny(during, 40, { spoiled: 24 })).rejects.toMatchObject({
      code: 'TRAINING_DIVERGED',
      message: 'Training ran away: at step 25 the loss fit is not a number any more. The checkpoint of step 20 is intact.',
    });
    expect((await readdir(join(folder, 'run', 'checkpoints'))).sort()).toEqual(['step-00000010', 'step-00000020']);
    await expect(runTiny(task('short'), 40, { spoiled: 3 })).rejects.toThrow('No checkpoint was saved before.');
  });

  it('keeps as many checkpoints as asked for and tells which ones went', async () => {
    const run = await runTiny(task('run', { checkpointEvery: { minutes: null, steps: 10 }, keepCheckpoints: 2 }), 40);
    expect((await readdir(join(folder, 'run', 'checkpoints'))).sort()).toEqual(['step-00000030', 'step-00000040']);
    expect(run.messages.filter((message) => message.type === 'checkpointRemoved').map((message) => message.folder)).toEqual([
      checkpoint('run', 10),
      checkpoint('run', 20),
    ]);
  });

  it('reports progress at most ten times a second', async () => {
    const begun = seconds();
    const run = await runTiny(task('run'), 1e9, { plan: { deadline: begun + 1.5 } });
    const count = run.messages.filter((message) => message.type === 'progress').length;
    expect(count).toBeGreaterThan(5);
    expect(count).toBeLessThanOrEqual((seconds() - begun) * 10 + 4);
  });
});
