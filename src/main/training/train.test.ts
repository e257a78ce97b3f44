import { mkdir, mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodePicture } from '../data/decode.ts';
import type { FromEngine, TrainTask } from '../jobs/messages.ts';
import { fromEngineSchema } from '../jobs/messages.ts';
import type { TaskResult } from '../jobs/taskContext.ts';
import { trainResultSchema } from '../../shared/trainResult.ts';
import { WorkerContext } from '../worker/context.ts';
import { checkpointsOf, makePictures, smallTask } from './testing/runs.ts';
import { runTraining } from './train.ts';

let folder: string;
let folders: Record<string, string>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recast-'));
  folders = await makePictures(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a task in this process, for what needs no kill. */
async function run(
  task: TrainTask,
  during: (message: FromEngine, context: WorkerContext) => void = () => undefined,
): Promise<{ messages: FromEngine[]; outcome: TaskResult }> {
  const messages: FromEngine[] = [];
  const context: WorkerContext = new WorkerContext((message) => {
    messages.push(fromEngineSchema.parse(message));
    during(message, context);
  });
  return { messages, outcome: await runTraining(task, context) };
}

const short = (name: string, change: Partial<TrainTask> = {}, settings: Record<string, unknown> = {}): TrainTask => {
  const task = smallTask(join(folder, name), change);
  return { ...task, settings: { ...task.settings, steps: 4, ...settings } };
};

describe('training', () => {
  it('passes its phases in order, says what it prepared, draws sheets and gives its result', async () => {
    const { messages, outcome } = await run(short('run', { samplesEvery: 2, samplePictures: 2 }));
    const phases = messages.flatMap((message) => (message.type === 'progress' ? [message.progress.phase] : []));
    expect([...new Set(phases)]).toEqual(['starting', 'reading pictures', 'compiling', 'training', 'saving']);
    const prepared = messages.filter((message) => message.type === 'prepared');
    expect(prepared).toHaveLength(1);
    expect(prepared[0]).toMatchObject({ executor: 'onnx', device: 'cpu', totalSteps: 4 });
    const { pictures, heldOut } = prepared[0];
    expect({ a: pictures['a'] + heldOut['a'], b: pictures['b'] + heldOut['b'] }).toEqual({ a: 15, b: 11 });
    expect(Math.min(heldOut['a'], heldOut['b'])).toBeGreaterThan(0);

    const sheets = messages.filter((message) => message.type === 'sample');
    expect(sheets.map(({ step, side }) => `${step}${side}`)).toEqual(['2a', '2b', '4a', '4b']);
    for (const { file } of sheets) expect((await decodePicture(file, { background: 'white' })).width).toBeGreaterThan(3 * 16);
    expect(outcome.stopped).toBe(false);
    expect(trainResultSchema.parse(outcome.result)).toMatchObject({ end: 'complete', step: 4, totalSteps: 4 });
    expect(await checkpointsOf(join(folder, 'run'))).toHaveLength(1);
  });

  it('counts epochs of the larger side', async () => {
    const { messages } = await run(short('epochs', { holdout: 0 }, { steps: 0, epochs: 1, decayEpochs: 0 }));
    expect(messages.find((message) => message.type === 'prepared')).toMatchObject({ totalSteps: 15 });
  });

  it('stops before its first step when asked to, whatever it is doing, and saves nothing', async () => {
    for (const phase of ['starting', 'reading pictures', 'compiling']) {
      const { outcome } = await run(
        short('early'),
        (message, context) => message.type === 'progress' && message.progress.phase === phase && context.requestStop(),
      );
      expect(outcome).toMatchObject({ stopped: true, result: { end: 'stopped' } });
    }
    expect(await checkpointsOf(join(folder, 'early'))).toEqual([]);
  });

  it('refuses folders that are missing or empty, and pictures that are none, before anything starts', async () => {
    const empty = join(folder, 'empty');
    await mkdir(empty);
    await expect(run(short('x', { folders: { ...folders, b: join(folder, 'nowhere') } }))).rejects.toMatchObject({ code: 'FOLDER_MISSING' });
    await expect(run(short('x', { folders: { ...folders, b: empty } }))).rejects.toThrow(empty);
    await writeFile(join(empty, 'text.png'), 'not a picture');
    await expect(run(short('x', { folders: { ...folders, b: empty } }))).rejects.toThrow(empty);
  });

  it('refuses settings that the machine has no memory for, names some, and reads no picture', async () => {
    const huge = short('huge', { cacheFolder: join(folder, 'huge-cache') }, { size: 1024, ngf: 256, batch: 64 });
    await expect(run(huge)).rejects.toMatchObject({ code: 'MEMORY_TOO_SMALL', remedy: expect.stringMatching(/^These settings would fit: --batch /) as string });
    await expect(readdir(join(folder, 'huge-cache'))).rejects.toThrow();
  });

  it('refuses a checkpoint that is cut off or of other shapes', async () => {
    await run(short('source'));
    const [checkpoint] = await checkpointsOf(join(folder, 'source'));
    await expect(run(short('source', { resumeFrom: checkpoint }, { ngf: 8 }))).rejects.toMatchObject({ code: 'CHECKPOINT_MISFIT' });
    await truncate(join(checkpoint, 'netG_A.safetensors'), 500);
    await expect(run(short('source', { resumeFrom: checkpoint }))).rejects.toMatchObject({ code: 'CHECKPOINT_DAMAGED' });
  });

  it('does nothing more where all steps are done, and goes on where the length was raised', async () => {
    await run(short('longer'));
    const [checkpoint] = await checkpointsOf(join(folder, 'longer'));
    expect((await run(short('longer', { resumeFrom: checkpoint }))).outcome.result).toMatchObject({ end: 'complete', step: 4 });
    expect((await run(short('longer', { resumeFrom: checkpoint }, { steps: 6 }))).outcome.result).toMatchObject({ end: 'complete', step: 6 });
  });
});
