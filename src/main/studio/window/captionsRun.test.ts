import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Cost } from '../../../shared/contract/runs.ts';
import { getRun } from '../../catalog/runs.ts';
import { temporaryFolders, writePngs } from '../../data/testing/pictures.ts';
import { storedTask } from '../summaries.ts';
import type { RealWindow } from './testing/realWindow.ts';
import { realWindow, resultOf, until } from './testing/realWindow.ts';

const temporary = temporaryFolders();
let folder: string;
let window: RealWindow;
beforeEach(async () => {
  folder = temporary();
  window = await realWindow(folder);
});
afterEach(() => window.close());

/** The smallest painter that passes through all phases. */
const settings = {
  ...{ size: 16, largeSize: 32, width: 4, judgeWidth: 4, text: 8, condition: 4, noise: 4, blocks: 1 },
  ...{ vocabulary: 64, wordWidth: 8, captionLength: 6, batch: 4, largeBatch: 2, wordSteps: 3, steps: 3, largeSteps: 2 },
};
/** Words and small pictures: the large ones come with a branch. */
const training = { settings: { ...settings, stage: '1' }, checkpointEvery: { minutes: null, steps: 3 }, samplesEvery: 4, samplePictures: 2 } as const;

/** Waits for a run to finish; gives the parts that it was told to be in. */
async function partsOf(run: string): Promise<unknown[]> {
  const parts = new Set<unknown>();
  await until(await window.client.runs.watch({ run }), ({ state, progress }) => {
    if (progress?.part !== undefined) parts.add(progress.part);
    return state === 'finished' || state === 'failed';
  });
  expect(await window.client.runs.get({ run })).toMatchObject({ state: 'finished', failure: null });
  return [...parts];
}

test('a run learns from the captions as they were edited, goes on with the same, and says how good it is', { timeout: 240_000 }, async () => {
  const { client, parts } = window;
  const images = join(folder, 'images');
  await writePngs(images, 24, 20);
  const { id: project } = await client.projects.create({ kind: 'stackgan', folders: { a: [images], b: [] } });
  const lines = Array.from({ length: 24 }, (_, index) => `${index + 1}.png,a ${index % 2 === 0 ? 'fox' : 'owl'} number ${index}`);
  writeFileSync(join(folder, 'c.csv'), lines.join('\n'));
  await client.captions.choose({ project, source: { origin: 'file', path: join(folder, 'c.csv') } });
  await parts.pictures.library.settled();
  await parts.pictures.captions.ready(project);
  const [picture] = (await client.data.pictures({ project, side: 'a', offset: 0, limit: 1 })).items;
  await client.captions.set({ project, picture: picture.id, texts: ['a fox that was edited'] });

  const measured = await resultOf<Cost>(await client.runs.measure({ project, training }));
  expect(measured.steps).toBe(6);
  expect(measured.seconds).toBeGreaterThan(0);
  const longer = { ...training, settings: { ...training.settings, steps: 5 } };
  const cost = await client.runs.cost({ project, training: longer });
  expect(cost.steps).toBe(8);
  expect(cost.seconds).toBeGreaterThan(measured.seconds ?? 0);

  const { run } = await client.runs.start({ project, training });
  expect(await partsOf(run)).toContain('small');
  const { captions } = storedTask(getRun(parts.catalog, run));
  const kept = readFileSync(captions ?? '', 'utf8');
  expect(kept).toContain('a fox that was edited');
  expect(kept.trim().split('\n')).toHaveLength(24);

  const [newest] = await client.checkpoints.list({ run });
  expect(newest.drawing?.part).toBe('small');

  // What is edited later does not reach a run that has begun.
  await client.captions.set({ project, picture: picture.id, texts: ['something else'] });
  const branch = await client.runs.branch({ checkpoint: newest.id, training: { settings: { stage: 'both' } } });
  expect(await partsOf(branch.run)).toContain('large');
  expect(storedTask(getRun(parts.catalog, branch.run)).captions).toBe(captions);
  expect(readFileSync(captions ?? '', 'utf8')).toBe(kept);

  const scores = [...(await client.checkpoints.drawing({ run })), ...(await client.checkpoints.drawing({ run: branch.run }))];
  expect(scores.map(({ part }) => part)).toEqual(expect.arrayContaining(['words', 'small', 'large']));
  expect(scores.at(-1)?.precision?.chance).toBeGreaterThan(0);
  for (const each of [run, branch.run]) {
    const samples = await client.runs.samples({ run: each });
    expect(samples.length).toBeGreaterThan(0);
    for (const { rows, sentences } of samples) {
      expect(sentences).toHaveLength(rows.length);
      for (const sentence of sentences) expect(sentence).toMatch(/^a (fox|owl) /);
    }
  }

  // Only what no run needs goes with the bin.
  await client.runs.remove({ runs: [run] });
  await client.projects.emptyBin();
  expect(existsSync(captions ?? '')).toBe(true);
  await client.runs.remove({ runs: [branch.run] });
  await client.projects.emptyBin();
  expect(existsSync(captions ?? '')).toBe(false);
});
