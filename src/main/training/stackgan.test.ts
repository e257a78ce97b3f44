import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCheckpoint } from '../checkpoints/checkpoint.ts';
import { writePngs } from '../data/testing/pictures.ts';
import { readProvenance } from '../data/provenance.ts';
import type { FromEngine, GenerateTask, TrainTask } from '../jobs/messages.ts';
import { TestEngine } from '../worker/testing/engine.ts';
import { checkpointsOf, finishRun, startRun } from './testing/runs.ts';
import { taskIn } from './testing/session.ts';

/** The smallest run that passes through all phases: 8 steps of words, 8 small, 6 large. */
const settings = {
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

let folder: string;
/** The checkpoint of step 22 of an uninterrupted run. */
let whole: string;

const task = (run: string, change: Partial<TrainTask> = {}): TrainTask =>
  taskIn(join(folder, run), {
    architecture: 'stackgan',
    settings,
    folders: { images: join(folder, 'images') },
    captions: join(folder, 'captions.csv'),
    cacheFolder: join(folder, 'cache'),
    holdout: 0.2,
    checkpointEvery: { minutes: null, steps: 3 },
    samplesEvery: 11,
    samplePictures: 2,
    ...change,
  });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recast-'));
  await writePngs(join(folder, 'images'), 15, 24);
  const names = (await readdir(join(folder, 'images'))).sort();
  const words = ['붉은 여우', 'a red fox', 'an owl', '부엉이 한 마리', 'a blue bird'];
  // The last picture has no caption, and a line names a picture that is not there.
  const lines = names.slice(0, -1).map((name, i) => `${name},${words[i % words.length]} ${i}`);
  await writeFile(join(folder, 'captions.csv'), ['file,caption', ...lines, 'gone.png,a ghost'].join('\n'));
  await finishRun(task('whole'));
  whole = (await checkpointsOf(join(folder, 'whole'))).at(-1)!;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const reaches =
  (step: number) =>
  (message: FromEngine): boolean =>
    message.type === 'progress' && message.progress.phase === 'training' && message.progress.done >= step;

describe('a run of three phases', () => {
  it('leaves every network, the vocabulary and its place in the last checkpoint', async () => {
    const { manifest } = await readCheckpoint(whole);
    expect(manifest.step).toBe(22);
    expect(manifest.phase).toEqual({ name: 'large', begun: 16 });
    expect(manifest.networks.sort()).toEqual(['averageG1', 'averageG2', 'netD1', 'netD2', 'netG1', 'netG2', 'netI', 'netT']);
    expect(JSON.parse(await readFile(join(whole, 'vocabulary.json'), 'utf8'))).toMatchObject({ tokens: expect.arrayContaining(['여우', 'fox']) as unknown });
    const small = await readCheckpoint((await checkpointsOf(join(folder, 'whole'))).find((path) => path.endsWith('16'))!);
    const frozen = async (name: 'averageG1' | 'netT', checkpoint: typeof small) => checkpoint.parameters([name]);
    for (const name of ['averageG1', 'netT'] as const) expect(await frozen(name, await readCheckpoint(whole))).toEqual(await frozen(name, small));
  });

  it('reports pictures without captions and captions without pictures, measures and sheets', async () => {
    const engine = await finishRun(task('reports', { settings: { ...settings, stage: '1', wordSteps: 2, steps: 2 } }));
    const faults = engine.messages.flatMap((message) =>
      message.type === 'skipped' && message.side === 'captions' ? message.files.map(({ reason }) => reason) : [],
    );
    expect(faults).toEqual(['there is no picture "gone.png"', 'it has no caption']);
    const measured = engine.messages.flatMap((message) => (message.type === 'metrics' && 'rPrecision' in message.values ? [message.step] : []));
    expect(measured).toContain(4);
    expect(engine.messages.some((message) => message.type === 'sample' && message.rows.every((row) => 'drawn' in row && 'real' in row))).toBe(true);
    const sample = engine.messages.find((message) => message.type === 'sample');
    expect(sample?.sentences).toHaveLength(sample?.rows.length ?? 0);
    for (const sentence of sample?.sentences ?? []) expect(sentence).toMatch(/ \d+$/);
    const scores = engine.messages.flatMap((message) => (message.type === 'scored' && 'precision' in message.scores ? [message.scores] : []));
    expect(scores.at(-1)).toMatchObject({ part: 'small', precision: { value: expect.any(Number) as unknown, chance: expect.any(Number) as unknown } });
    const told = engine.messages.flatMap((message) => (message.type === 'progress' && message.progress.part !== undefined ? [message.progress.part] : []));
    expect(new Set(told)).toEqual(new Set(['words', 'small']));
  });

  it.each([
    ['words', 4],
    ['small', 12],
    ['large', 20],
  ])('killed with -9 among the %s, goes on to the same bytes', async (name, step) => {
    const engine = startRun(task(name));
    await engine.until(reaches(step));
    await engine.kill();
    const resumeFrom = (await checkpointsOf(join(folder, name))).at(-1) ?? null;
    await finishRun(task(name, { resumeFrom }));
    const last = (await checkpointsOf(join(folder, name))).at(-1)!;
    for (const file of (await readdir(whole)).sort()) expect((await readFile(join(last, file))).equals(await readFile(join(whole, file))), file).toBe(true);
  });

  it('goes on from stage I alone to stage II', async () => {
    await finishRun(task('first', { settings: { ...settings, stage: '1' } }));
    const resumeFrom = (await checkpointsOf(join(folder, 'first'))).at(-1)!;
    await finishRun(task('first', { resumeFrom }));
    const last = await readCheckpoint((await checkpointsOf(join(folder, 'first'))).at(-1)!);
    expect(await last.parameters(['netG2'])).toEqual(await (await readCheckpoint(whole)).parameters(['netG2']));
  });
});

describe('drawing from sentences', () => {
  const draw = async (output: string, change: Partial<GenerateTask> = {}): Promise<TestEngine> => {
    const engine = new TestEngine();
    const { engine: choice } = task('whole');
    const ordered = { sentences: ['a red fox', '부엉이'], count: 2, seed: 7, output: join(folder, output), ...change };
    engine.tell({ type: 'start', task: { kind: 'generate', checkpointFolder: whole, engine: choice, ...ordered } });
    await engine.death;
    return engine;
  };
  const outcomes = ({ messages }: TestEngine): string[] => messages.flatMap((message) => (message.type === 'converted' ? [message.outcome] : []));

  it('gives the same pictures every time, with what made them, and goes on where it stopped', async () => {
    expect(outcomes(await draw('one'))).toEqual(['written', 'written', 'written', 'written']);
    const names = (await readdir(join(folder, 'one'))).sort();
    expect(names).toEqual(['1-a-red-fox-7-1.png', '1-a-red-fox-7-2.png', '2-부엉이-7-1.png', '2-부엉이-7-2.png']);
    const [first] = names;
    expect(await readProvenance(join(folder, 'one', first))).toMatchObject({ sentence: 'a red fox', seed: 7, index: 0, stage: 'large' });
    await draw('other', { sentences: ['부엉이'], count: 1 });
    const alone = await readFile(join(folder, 'other', '부엉이-7.png'));
    expect(alone.equals(await readFile(join(folder, 'one', names[2])))).toBe(true);
    await rm(join(folder, 'one', first));
    expect(outcomes(await draw('one'))).toEqual(['written', 'unchanged', 'unchanged', 'unchanged']);
  });

  it('says which words it never saw, and refuses a sentence of nothing else', async () => {
    const { messages } = await draw('unseen', { sentences: ['a red foxes'], count: 1 });
    expect(messages.find((message) => message.type === 'note')).toMatchObject({ text: expect.stringContaining('foxes') as unknown });
    expect((await draw('nothing', { sentences: ['漢漢'], count: 1 })).last).toMatchObject({ error: { code: 'SENTENCE_UNKNOWN' } });
    const words = (await checkpointsOf(join(folder, 'whole')))[0];
    expect((await draw('early', { checkpointFolder: words })).last).toMatchObject({ error: { code: 'NOT_A_PAINTER' } });
  });
});

describe('captions that nothing can be learned from', () => {
  const failing = async (content: string): Promise<unknown> => {
    const captions = join(folder, 'other.csv');
    await writeFile(captions, content);
    const engine = startRun(task('failing', { captions }));
    const end = await engine.until((message) => message.type === 'failed' || message.type === 'done');
    await engine.death;
    return end;
  };

  it('are refused in a sentence: one for all, or one alone', async () => {
    const names = await readdir(join(folder, 'images'));
    expect(await failing(names.map((name) => `${name},A Cat.`).join('\n'))).toMatchObject({ error: { code: 'CAPTIONS_ALIKE' } });
    expect(await failing(`${names[0]},a cat`)).toMatchObject({ error: { code: 'CAPTIONS_TOO_FEW' } });
  });
});
