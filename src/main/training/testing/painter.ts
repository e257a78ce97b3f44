import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writePngs } from '../../data/testing/pictures.ts';
import { runGenerate } from '../../inference/generate.ts';
import type { FromEngine, GenerateTask, TrainTask } from '../../jobs/messages.ts';
import { fromEngineSchema } from '../../jobs/messages.ts';
import { WorkerContext } from '../../worker/context.ts';
import { runTraining } from '../train.ts';
import { taskIn } from './session.ts';

/** The smallest painter that passes through all phases: 8 steps of words, 8 small, 6 large. */
export const painterSettings = {
  size: 16,
  largeSize: 32,
  width: 4,
  judgeWidth: 4,
  text: 8,
  condition: 4,
  noise: 4,
  blocks: 1,
  vocabulary: 64,
  wordWidth: 8,
  captionLength: 6,
  batch: 4,
  largeBatch: 2,
  wordSteps: 8,
  steps: 8,
  largeSteps: 6,
} as const;

const words = ['붉은 여우', 'a red fox', 'an owl', '부엉이 한 마리', 'a blue bird'];

/** Pictures below `folder` and their captions beside: the last picture has none, and a line names a picture that is not there. Gives the names. */
export async function captionedPictures(folder: string): Promise<string[]> {
  await writePngs(join(folder, 'images'), 15, 24);
  const names = (await readdir(join(folder, 'images'))).sort();
  const lines = names.slice(0, -1).map((name, i) => `${name},${words[i % words.length]} ${i}`);
  await writeFile(join(folder, 'captions.csv'), ['file,caption', ...lines, 'gone.png,a ghost'].join('\n'));
  return names;
}

/** A small painter in the folder `run`, on the pictures below `folder`. */
export function painterTask(folder: string, run: string, change: Partial<TrainTask> = {}): TrainTask {
  return taskIn(join(folder, run), {
    architecture: 'stackgan',
    settings: painterSettings,
    folders: { images: join(folder, 'images') },
    captions: join(folder, 'captions.csv'),
    cacheFolder: join(folder, 'cache'),
    holdout: 0.2,
    checkpointEvery: { minutes: null, steps: 3 },
    samplesEvery: 11,
    samplePictures: 2,
    ...change,
  });
}

/** Trains in this process, which takes less time than one of its own; gives what was reported. */
export async function trainHere(task: TrainTask): Promise<FromEngine[]> {
  const messages: FromEngine[] = [];
  await runTraining(task, new WorkerContext((message) => messages.push(fromEngineSchema.parse(message))));
  return messages;
}

/** Draws with a checkpoint, in this process; gives what was reported. */
export async function drawHere(checkpointFolder: string, ordered: Pick<GenerateTask, 'sentences' | 'output'> & Partial<GenerateTask>): Promise<FromEngine[]> {
  const { engine } = taskIn('');
  const messages: FromEngine[] = [];
  const task = { kind: 'generate', checkpointFolder, engine, count: 1, seed: 7, ...ordered } as const;
  await runGenerate(task, new WorkerContext((message) => messages.push(fromEngineSchema.parse(message))));
  return messages;
}

/** How each picture came out. */
export const outcomesOf = (messages: readonly FromEngine[]): string[] => messages.flatMap((message) => (message.type === 'converted' ? [message.outcome] : []));
