import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCheckpoint } from '../checkpoints/checkpoint.ts';
import { npyOf } from '../data/testing/npy.ts';
import { readProvenance } from '../data/provenance.ts';
import type { TrainTask } from '../jobs/messages.ts';
import { captionedPictures, drawHere, outcomesOf, painterSettings, painterTask, trainHere } from './testing/painter.ts';
import { checkpointsOf, startRun } from './testing/runs.ts';

const WIDTH = 12;
const settings = { ...painterSettings, encoder: 'given', text: WIDTH, wordSteps: 4, steps: 5, largeSteps: 3 };

let folder: string;
let rows: string;
/** The last checkpoint of an uninterrupted run. */
let whole: string;

const values = (count: number, seed: number): number[] => Array.from({ length: count * WIDTH }, (_, i) => Math.sin(seed + i * i));
const task = (run: string, change: Partial<TrainTask> = {}): TrainTask => painterTask(folder, run, { settings, embeddings: rows, samplesEvery: 3, ...change });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recast-'));
  const names = await captionedPictures(folder);
  rows = join(folder, 'rows.npy');
  // Two rows a picture; the last picture is not among them.
  await writeFile(rows, npyOf([names.length - 1, 2, WIDTH], values(2 * (names.length - 1), 1)));
  await writeFile(join(folder, 'rows.txt'), names.slice(0, -1).join('\n'));
  await trainHere(task('whole'));
  whole = (await checkpointsOf(join(folder, 'whole'))).at(-1)!;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a painter of embeddings that were computed elsewhere', () => {
  it('learns to see, has no encoder of sentences and no words, and goes on after a kill to the same bytes', async () => {
    const { manifest } = await readCheckpoint(whole);
    expect(manifest.networks).toEqual(expect.arrayContaining(['netI', 'netG1', 'netG2']));
    expect(manifest.networks).not.toContain('netT');
    expect(await readdir(whole)).not.toContain('vocabulary.json');
    const engine = startRun(task('killed'));
    await engine.until((message) => message.type === 'progress' && message.progress.phase === 'training' && message.progress.done >= 7);
    await engine.kill();
    const resumeFrom = (await checkpointsOf(join(folder, 'killed'))).at(-1)!;
    const resumed = await trainHere(task('killed', { resumeFrom }));
    const last = (await checkpointsOf(join(folder, 'killed'))).at(-1)!;
    for (const file of (await readdir(whole)).sort()) expect((await readFile(join(last, file))).equals(await readFile(join(whole, file))), file).toBe(true);
    // Pictures are told apart by the given rows as by an encoder's.
    expect(resumed.some((message) => message.type === 'scored' && 'precision' in message.scores && message.scores.precision !== null)).toBe(true);
    const sample = resumed.find((message) => message.type === 'sample');
    expect(sample?.sentences?.every((sentence) => sentence.endsWith('.png'))).toBe(true);
  });

  it('does not go on with other rows than it began with, nor begin with none or with rows of another length', async () => {
    const other = join(folder, 'other.npy');
    const count = (await readdir(join(folder, 'images'))).length - 1;
    await writeFile(other, npyOf([count, 2, WIDTH], values(2 * count, 2)));
    await writeFile(join(folder, 'other.txt'), await readFile(join(folder, 'rows.txt')));
    await expect(trainHere(task('failing', { embeddings: other, resumeFrom: whole }))).rejects.toMatchObject({ code: 'EMBEDDINGS_CHANGED' });
    await expect(trainHere(task('failing', { settings: { ...settings, text: 16 } }))).rejects.toMatchObject({ code: 'EMBEDDINGS_WIDTH' });
    await expect(trainHere(task('failing', { embeddings: undefined }))).rejects.toMatchObject({ code: 'EMBEDDINGS_NEEDED' });
  });
});

describe('drawing with it', () => {
  it('takes rows instead of sentences, and goes on where it stopped unless a row has changed', async () => {
    const file = join(folder, 'draw.npy');
    await writeFile(file, npyOf([2, WIDTH], values(2, 5)));
    const asked = { embeddings: file, sentences: ['a red fox', 'an owl'], output: join(folder, 'drawn') };
    expect(outcomesOf(await drawHere(whole, asked))).toEqual(['written', 'written']);
    const names = (await readdir(join(folder, 'drawn'))).sort();
    expect(names).toEqual(['1-a-red-fox-7.png', '2-an-owl-7.png']);
    expect(await readProvenance(join(folder, 'drawn', names[0]))).toMatchObject({ sentence: 'a red fox', embedding: expect.any(String) as unknown });
    await writeFile(file, npyOf([2, WIDTH], [...values(1, 5), ...values(1, 9)]));
    expect(outcomesOf(await drawHere(whole, asked))).toEqual(['unchanged', 'written']);
  });

  it('refuses sentences, which it cannot read', async () => {
    await expect(drawHere(whole, { sentences: ['a red fox'], output: join(folder, 'drawn') })).rejects.toMatchObject({
      code: 'PAINTER_WITHOUT_ENCODER',
      message: expect.stringContaining('cannot read sentences') as unknown,
    });
  });
});
