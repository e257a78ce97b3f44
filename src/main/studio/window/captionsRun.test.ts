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
const training = { settings, checkpointEvery: { minutes: null, steps: 3 }, samplesEvery: 4, samplePictures: 2 } as const;

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

  expect(await client.runs.cost({ project, training })).toMatchObject({ steps: 8, seconds: null });
  const measured = await resultOf<Cost>(await client.runs.measure({ project, training }));
  expect(measured.seconds).toBeGreaterThan(0);
  expect((await client.runs.cost({ project, training: { ...training, settings: { ...settings, largeSteps: 4 } } })).seconds).toBeGreaterThan(
    measured.seconds ?? 0,
  );

  const { run } = await client.runs.start({ project, training });
  const parted = new Set<unknown>();
  await until(await client.runs.watch({ run }), ({ state, progress }) => {
    if (progress?.part !== undefined) parted.add(progress.part);
    return state === 'finished' || state === 'failed';
  });
  expect((await client.runs.get({ run })).state).toBe('finished');
  expect([...parted]).toContain('large');
  const { captions } = storedTask(getRun(parts.catalog, run));
  const kept = readFileSync(captions ?? '', 'utf8');
  expect(kept).toContain('a fox that was edited');
  expect(kept.trim().split('\n')).toHaveLength(24);

  const samples = await client.runs.samples({ run });
  expect(samples.length).toBeGreaterThan(0);
  for (const { rows, sentences } of samples) {
    expect(sentences).toHaveLength(rows.length);
    for (const sentence of sentences) expect(sentence).toMatch(/^a (fox|owl) /);
  }
  const scores = await client.checkpoints.drawing({ run });
  expect(scores.map(({ part }) => part)).toEqual(expect.arrayContaining(['words', 'small', 'large']));
  expect(scores.at(-1)?.precision?.chance).toBeGreaterThan(0);
  const [newest] = await client.checkpoints.list({ run });
  expect(newest.drawing?.part).toBe('large');

  // What is edited later does not reach a run that has begun.
  await client.captions.set({ project, picture: picture.id, texts: ['something else'] });
  const branch = await client.runs.branch({ checkpoint: newest.id, training: { settings: { largeSteps: 3 } } });
  await until(await client.runs.watch({ run: branch.run }), ({ state }) => state === 'finished' || state === 'failed');
  expect((await client.runs.get({ run: branch.run })).failure).toBeNull();
  expect(storedTask(getRun(parts.catalog, branch.run)).captions).toBe(captions);
  expect(readFileSync(captions ?? '', 'utf8')).toBe(kept);

  // Only what no run needs goes with the bin.
  await client.runs.remove({ runs: [run] });
  await client.projects.emptyBin();
  expect(existsSync(captions ?? '')).toBe(true);
  await client.runs.remove({ runs: [branch.run] });
  await client.projects.emptyBin();
  expect(existsSync(captions ?? '')).toBe(false);
});
