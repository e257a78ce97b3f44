import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writePngs } from '../../data/testing/pictures.ts';
import type { TrainTask } from '../../jobs/messages.ts';
import { TestEngine } from '../../worker/testing/engine.ts';
import { taskIn } from './session.ts';

/** The smallest CycleGAN that has all its parts: a pool that fills and empties, three epochs in 40 steps. */
const smallSettings = { size: 16, ngf: 4, blocks: 1, ndf: 4, layers: 1, upsampling: 'transposed', poolSize: 5, steps: 40 };

/** Two folders of small pictures below `folder`. */
export async function makePictures(folder: string): Promise<Record<string, string>> {
  const folders = { a: join(folder, 'a'), b: join(folder, 'b') };
  await writePngs(folders.a, 15, 20);
  await writePngs(folders.b, 11, 24);
  return folders;
}

/** A small run in `runFolder`; pictures and their cache lie beside it. */
export function smallTask(runFolder: string, change: Partial<TrainTask> = {}): TrainTask {
  const beside = join(runFolder, '..');
  return taskIn(runFolder, {
    settings: smallSettings,
    folders: { a: join(beside, 'a'), b: join(beside, 'b') },
    cacheFolder: join(beside, 'cache'),
    holdout: 0.1,
    checkpointEvery: { minutes: null, steps: 10 },
    ...change,
  });
}

/** Starts a real engine process on a task. */
export function startRun(task: TrainTask): TestEngine {
  const engine = new TestEngine();
  engine.tell({ type: 'start', task });
  return engine;
}

/** Does a whole run and throws unless it ends well. */
export async function finishRun(task: TrainTask): Promise<TestEngine> {
  const engine = startRun(task);
  const death = await engine.death;
  if (death.code !== 0 || engine.last?.type !== 'done') throw new Error(`${JSON.stringify(death)} ${JSON.stringify(engine.last)} ${engine.printed}`);
  return engine;
}

/** The folders of a run's checkpoints, oldest first; those being written or left behind by a kill are not among them. */
export async function checkpointsOf(runFolder: string): Promise<string[]> {
  const parent = join(runFolder, 'checkpoints');
  const names = await readdir(parent).catch(() => []);
  return names
    .filter((name) => name.startsWith('step-'))
    .sort()
    .map((name) => join(parent, name));
}
