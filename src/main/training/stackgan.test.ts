import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCheckpoint } from '../checkpoints/checkpoint.ts';
import { readProvenance } from '../data/provenance.ts';
import type { FromEngine, TrainTask } from '../jobs/messages.ts';
import { STAGE_ONE_FOLDER } from '../jobs/stageOne.ts';
import { captionedPictures, drawHere, outcomesOf, painterSettings, painterTask, trainHere } from './testing/painter.ts';
import { checkpointsOf, startRun } from './testing/runs.ts';

let folder: string;
let names: string[];
/** What an uninterrupted run reported, and its checkpoint of step 22. */
let reported: FromEngine[];
let whole: string;

const task = (run: string, change: Partial<TrainTask> = {}): TrainTask => painterTask(folder, run, change);
const lastOf = async (run: string): Promise<string> => (await checkpointsOf(join(folder, run))).at(-1)!;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recast-'));
  names = await captionedPictures(folder);
  reported = await trainHere(task('whole'));
  whole = await lastOf('whole');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Starts a run in an engine of its own and kills it once it has made so many steps. */
async function killAt(step: number, given: TrainTask): Promise<void> {
  const engine = startRun(given);
  await engine.until((message) => message.type === 'progress' && message.progress.phase === 'training' && message.progress.done >= step);
  await engine.kill();
}

async function expectSame(one: string, other: string): Promise<void> {
  for (const file of (await readdir(other)).sort()) expect((await readFile(join(one, file))).equals(await readFile(join(other, file))), file).toBe(true);
}

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

  it('reports pictures without captions and captions without pictures, measures and sheets', () => {
    const faults = reported.flatMap((message) => (message.type === 'skipped' && message.side === 'captions' ? message.files.map(({ reason }) => reason) : []));
    expect(faults).toEqual(['there is no picture "gone.png"', 'it has no caption']);
    const measured = reported.flatMap((message) => (message.type === 'metrics' && 'rPrecision' in message.values ? [message.step] : []));
    expect(measured).toEqual(expect.arrayContaining([8, 16, 22]));
    const samples = reported.filter((message) => message.type === 'sample');
    expect(samples.some(({ rows }) => rows.every((row) => 'drawn' in row))).toBe(true);
    // While the words are learned, pictures are found for sentences; then some are drawn as well.
    expect(samples.filter(({ step }) => step < 8).every(({ rows }) => rows.every((row) => 'found' in row && !('drawn' in row)))).toBe(true);
    for (const { rows } of samples) for (const row of rows) expect(Object.keys(row)).toEqual(expect.arrayContaining(['real', 'found', 'found2', 'found3']));
    for (const { sentences, rows } of samples) {
      expect(sentences).toHaveLength(rows.length);
      for (const sentence of sentences ?? []) expect(sentence).toMatch(/ \d+$/);
    }
    const scores = reported.flatMap((message) => (message.type === 'scored' && 'precision' in message.scores ? [message.scores] : []));
    for (const part of ['small', 'large'])
      expect(scores.findLast((score) => score.part === part)).toMatchObject({
        precision: { value: expect.any(Number) as unknown, chance: expect.any(Number) as unknown },
      });
    const told = reported.flatMap((message) => (message.type === 'progress' && message.progress.part !== undefined ? [message.progress.part] : []));
    expect(new Set(told)).toEqual(new Set(['words', 'small', 'large']));
  });

  it('killed with -9 among the words, the small and the large pictures, goes on to the same bytes', async () => {
    for (const step of [4, 12, 20]) await killAt(step, task('killed', { resumeFrom: (await checkpointsOf(join(folder, 'killed'))).at(-1) ?? null }));
    await trainHere(task('killed', { resumeFrom: await lastOf('killed') }));
    await expectSame(await lastOf('killed'), whole);
  });
});

describe('stages by themselves', () => {
  const second = (run: string, change: Partial<TrainTask> = {}): TrainTask => task(run, { seed: 12, settings: { ...painterSettings, stage: '2' }, ...change });

  it('stage I alone goes on to stage II, as if it had never ended', async () => {
    await trainHere(task('first', { settings: { ...painterSettings, stage: '1' } }));
    await trainHere(task('first', { resumeFrom: await lastOf('first') }));
    const last = await readCheckpoint(await lastOf('first'));
    expect(await last.parameters(['netG2'])).toEqual(await (await readCheckpoint(whole)).parameters(['netG2']));
  });

  it('stage II draws on the stage I of another run, leaves it as it is, and goes on after a kill to the same bytes', async () => {
    const stageOne = (await checkpointsOf(join(folder, 'whole'))).find((path) => path.endsWith('16'))!;
    for (const run of ['second', 'third']) await cp(stageOne, join(folder, run, STAGE_ONE_FOLDER), { recursive: true });
    await trainHere(second('second'));
    const { manifest, parameters } = await readCheckpoint(await lastOf('second'));
    expect([manifest.step, manifest.phase]).toEqual([6, { name: 'large', begun: 0 }]);
    for (const name of ['netT', 'netI', 'netG1', 'averageG1'])
      expect(await parameters([name])).toEqual(await (await readCheckpoint(stageOne)).parameters([name]));
    await killAt(4, second('third'));
    // What it began from may be gone by then.
    await rm(join(folder, 'third', STAGE_ONE_FOLDER), { recursive: true });
    await trainHere(second('third', { resumeFrom: await lastOf('third') }));
    await expectSame(await lastOf('third'), await lastOf('second'));
  });

  it('stage II begins at once where a run of its own is among the small pictures', async () => {
    const small = (await checkpointsOf(join(folder, 'whole'))).find((path) => path.endsWith('12'))!;
    await trainHere(second('early', { seed: 11, resumeFrom: small }));
    expect((await readCheckpoint(await lastOf('early'))).manifest).toMatchObject({ step: 18, phase: { name: 'large', begun: 12 } });
  });

  it('stage II without a stage I is refused in a sentence', async () => {
    await expect(trainHere(second('nothing'))).rejects.toMatchObject({ code: 'STAGE_WITHOUT_FIRST' });
    const [words] = await checkpointsOf(join(folder, 'whole'));
    await expect(trainHere(second('nothing', { resumeFrom: words }))).rejects.toMatchObject({ code: 'STAGE_NOT_LEARNED' });
  });
});

describe('drawing from sentences', () => {
  it('gives the same pictures every time, with what made them, and goes on where it stopped', async () => {
    const output = join(folder, 'one');
    const asked = { sentences: ['a red fox', '부엉이'], count: 2, output };
    expect(outcomesOf(await drawHere(whole, asked))).toEqual(['written', 'written', 'written', 'written']);
    const drawn = (await readdir(output)).sort();
    expect(drawn).toEqual(['1-a-red-fox-7-1.png', '1-a-red-fox-7-2.png', '2-부엉이-7-1.png', '2-부엉이-7-2.png']);
    const [first] = drawn;
    expect(await readProvenance(join(output, first))).toMatchObject({ sentence: 'a red fox', seed: 7, index: 0, stage: 'large' });
    await drawHere(whole, { sentences: ['부엉이'], output: join(folder, 'other') });
    const alone = await readFile(join(folder, 'other', '부엉이-7.png'));
    expect(alone.equals(await readFile(join(output, drawn[2])))).toBe(true);
    await rm(join(output, first));
    expect(outcomesOf(await drawHere(whole, asked))).toEqual(['written', 'unchanged', 'unchanged', 'unchanged']);
  });

  it('says which words it never saw, and refuses a sentence of nothing else', async () => {
    const output = join(folder, 'unseen');
    const messages = await drawHere(whole, { sentences: ['a red foxes'], output });
    expect(messages.find((message) => message.type === 'note')).toMatchObject({ text: expect.stringContaining('foxes') as unknown });
    await expect(drawHere(whole, { sentences: ['漢漢'], output })).rejects.toMatchObject({ code: 'SENTENCE_UNKNOWN' });
    const [words] = await checkpointsOf(join(folder, 'whole'));
    await expect(drawHere(words, { sentences: ['a red fox'], output })).rejects.toMatchObject({ code: 'NOT_A_PAINTER' });
  });
});

describe('what does not belong together', () => {
  it('a vocabulary of another checkpoint is noticed, and nothing is drawn with it', async () => {
    const mixed = join(folder, 'mixed');
    await cp(whole, mixed, { recursive: true });
    const vocabulary = JSON.parse(await readFile(join(whole, 'vocabulary.json'), 'utf8')) as { tokens: string[] };
    await writeFile(join(mixed, 'vocabulary.json'), JSON.stringify({ ...vocabulary, tokens: vocabulary.tokens.toReversed() }));
    const output = join(folder, 'never');
    await expect(drawHere(mixed, { sentences: ['a red fox'], output })).rejects.toMatchObject({ code: 'CHECKPOINT_DAMAGED' });
    await expect(readdir(output)).rejects.toThrow();
  });
});

describe('captions that nothing can be learned from', () => {
  it('are refused in a sentence: one for all, one alone, or those of one picture', async () => {
    const captions = join(folder, 'other.csv');
    await writeFile(captions, names.map((name) => `${name},A Cat.`).join('\n'));
    await expect(trainHere(task('failing', { captions }))).rejects.toMatchObject({ code: 'CAPTIONS_ALIKE' });
    await writeFile(captions, `${names[0]},a cat`);
    await expect(trainHere(task('failing', { captions }))).rejects.toMatchObject({ code: 'CAPTIONS_TOO_FEW', details: { captioned: 1, captions } });
    const alone = join(folder, 'alone');
    await mkdir(alone);
    await cp(join(folder, 'images', names[0]), join(alone, names[0]));
    await expect(trainHere(task('failing', { captions, folders: { images: alone } }))).rejects.toMatchObject({
      code: 'TOO_FEW_PICTURES',
      details: { path: alone, readable: 1 },
    });
  });
});
