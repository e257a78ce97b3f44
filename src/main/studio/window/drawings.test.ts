import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Drawing, DrawingNews, DrawingOrder } from '../../../shared/contract/drawings.ts';
import { writePngs } from '../../data/testing/pictures.ts';
import { drawingFiles } from '../drawings/files.ts';
import { drawingOf } from '../drawings/drawings.ts';
import { answerPicture } from './pictures.ts';
import type { RealWindow } from './testing/realWindow.ts';
import { realWindow, until } from './testing/realWindow.ts';

const ended = ['finished', 'stopped', 'failed', 'interrupted'];

/** The smallest painter: words, small and large in some steps; a checkpoint at the end of each phase. */
const settings = {
  ...{ size: 16, largeSize: 32, width: 4, judgeWidth: 4, text: 8, condition: 4, noise: 4, blocks: 1, vocabulary: 64, wordWidth: 8, captionLength: 6 },
  ...{ batch: 4, largeBatch: 2, wordSteps: 4, steps: 4, largeSteps: 4 },
};

let folder: string;
let window: RealWindow;
let run: string;
/** The checkpoints of both stages, and of stage I alone. */
let large: string;
let small: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recast-'));
  window = await realWindow(folder);
  const images = join(folder, 'images');
  await writePngs(images, 12, 24);
  const said = ['붉은 여우', 'a red fox', 'an owl', '부엉이 한 마리', 'a blue bird'];
  for (const [i, name] of (await readdir(images)).sort().entries())
    await writeFile(join(images, name.replace('.png', '.txt')), `${said[i % said.length]} ${i}`);
  const { client } = window;
  const project = await client.projects.create({ kind: 'stackgan', name: 'animals', folders: { a: [images], b: [] } });
  const training = { settings, checkpointEvery: { minutes: null, steps: 4 }, keepCheckpoints: 9, samplesEvery: 0, samplePictures: 0 };
  ({ run } = await client.runs.start({ project: project.id, name: 'animals', training }));
  const { state } = await until(await client.runs.watch({ run }), (live) => ended.includes(live.state));
  expect(state).toBe('finished');
  [large, small] = [`${run}-12`, `${run}-8`];
}, 120_000);
afterAll(async () => {
  await window.close();
  await rm(folder, { recursive: true, force: true });
});

/** Everything that a call tells, and how it ends. */
async function drawn(
  what: DrawingOrder,
  more: { checkpoint?: string; strength?: number; finish?: boolean; canvas?: string } = {},
): Promise<{ small: Drawing[]; pictures: Drawing[]; news: DrawingNews[]; state: string }> {
  const news: DrawingNews[] = [];
  const stream = await window.client.drawings.draw({ checkpoint: large, what, ...more });
  for (;;) {
    const next = await stream.next();
    if (next.done === true) {
      const smalls = news.flatMap((one) => (one.state === 'small' ? one.drawings : []));
      return { news, small: smalls, pictures: news.flatMap((one) => (one.state === 'picture' ? [one.drawing] : [])), ...next.value };
    }
    news.push(next.value);
  }
}

const foxes = (count: number, seed = 7): DrawingOrder => ({ kind: 'sentence', sentence: 'a red fox', seed, count });
const filesOf = ({ id }: Drawing) => drawingFiles(window.parts.layout, drawingOf(window.parts, id));
const bytesOf = async (drawing: Drawing): Promise<Buffer> => readFile(filesOf(drawing).picture);

test('painters and what they know', async () => {
  const { client } = window;
  expect(await client.drawings.painters()).toMatchObject([
    { checkpoint: large, run, runName: 'animals', step: 12, sizes: [16, 32] },
    { checkpoint: small, step: 8, sizes: [16] },
  ]);
  expect(await client.drawings.words({ checkpoint: large, prefix: 'FO' })).toEqual(['fox']);
  expect(await client.drawings.words({ checkpoint: large, prefix: '여' })).toEqual(['여우']);
  expect(await client.drawings.look({ checkpoint: large, sentence: ' a  red foxes, 여우' })).toEqual({
    unknown: ['foxes'],
    seen: true,
    tokens: expect.any(Number),
    read: 6,
  });
});

test('a sentence becomes small pictures at once, then each as it is in the end: the bytes of the command line', { timeout: 60_000 }, async () => {
  const { small: sketches, pictures, news, state } = await drawn(foxes(3));
  expect(state).toBe('done');
  expect(news.map((one) => one.state)).toEqual(['small', 'picture', 'picture', 'picture']);
  expect(sketches.map(({ picture, noise }) => [picture, noise])).toEqual([0, 1, 2].map((place) => [null, { seed: 7, place, near: [] }]));
  expect(pictures[1]).toMatchObject({ ...sketches[1], picture: { side: 32 } });
  for (const url of [pictures[0].small.url, pictures[0].picture!.url]) {
    const response = await answerPicture(new Request(`http://studio${url}`), window.parts);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/png']);
  }
  const request = { checkpoint: large, sentences: ['a red fox'], count: 3, seed: 7, output: join(folder, 'line') };
  await (
    await window.studio.generate(request, { event: () => undefined })
  ).outcome;
  for (const [i, picture] of pictures.entries()) {
    const line = await readFile(join(folder, 'line', `a-red-fox-7-${i + 1}.png`));
    expect(line.equals(await bytesOf(picture))).toBe(true);
  }
});
