import { cp, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Coloured } from '../../../shared/contract/paintings.ts';
import type { PaintersHand } from '../../../shared/hand.ts';
import type { HintsDocument } from '../../../shared/hints.ts';
import { noHints } from '../../../shared/hints.ts';
import type { HintStep } from '../../../shared/hintSteps.ts';
import { decodePicture } from '../../data/decode.ts';
import { sharp } from '../../data/sharp.ts';
import { asSharp, farthest, paint, writePng } from '../../data/testing/pictures.ts';
import { paintingFiles } from '../paintings/files.ts';
import { answerPicture } from './pictures.ts';
import type { RealWindow } from './testing/realWindow.ts';
import { realWindow, resultOf, until } from './testing/realWindow.ts';

const ended = ['finished', 'stopped', 'failed', 'interrupted'];
const settings = { size: 32, loadSize: 36, width: 4, ndf: 4, batch: 2, steps: 6, initGain: 0.1, learningRate: 0.001 };

let folder: string;
let window: RealWindow;
let checkpoint: string;

/** Colours that no two pictures share, with an edge in each. */
const colourful = (seed: number, width: number, height: number) =>
  paint(width, height, (x, y) => [(x * 5 + seed * 40) % 256, (y * 7 + seed * 90) % 256, x > y ? 200 : (seed * 25) % 256]);

/** A checkpoint of a colourist that has trained for some steps. */
async function teach(mode: 'photo' | 'sketch'): Promise<string> {
  const images = join(folder, 'colour');
  for (let i = 0; i < 6; i++) await writePng(join(images, `${i}.png`), colourful(i, 40, 40));
  const { client } = window;
  const project = await client.projects.create({ kind: 'colorize', name: mode, folders: { a: [images], b: [] } });
  const training = { settings: { ...settings, mode }, checkpointEvery: { minutes: null, steps: 6 }, keepCheckpoints: 3, samplesEvery: 0, samplePictures: 0 };
  const { run } = await client.runs.start({ project: project.id, name: mode, training });
  const { state } = await until(await client.runs.watch({ run }), (live) => ended.includes(live.state));
  expect(state).toBe('finished');
  return `${run}-6`;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recast-'));
  window = await realWindow(folder);
  checkpoint = await teach('photo');
}, 120_000);
afterAll(async () => {
  await window.close();
  await rm(folder, { recursive: true, force: true });
});

/** What was answered. */
function there<Value>(answer: Value | null | undefined): Value {
  if (answer === null || answer === undefined) throw new Error('It was superseded.');
  return answer;
}

const hintsAt = (...colours: [number, number][]): HintsDocument => ({
  ...noHints,
  points: colours.map((colour, i) => ({ x: 0.3 + 0.2 * i, y: 0.5, radius: 0.1, colour })),
  strokes: [
    {
      points: [
        [0.1, 0.1],
        [0.9, 0.2],
      ],
      radius: 0.02,
      colour: [-40, 30],
    },
  ],
});

async function planeOf(coloured: Coloured): Promise<Int16Array> {
  if (coloured.state !== 'done') throw new Error('It was superseded.');
  const response = await answerPicture(new Request(`http://studio${coloured.plane.url}`), window.parts);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/octet-stream']);
  const plane = new Int16Array(await response.arrayBuffer());
  expect(plane).toHaveLength(coloured.plane.width * coloured.plane.height * 3);
  return plane;
}

/** Asks several questions of an engine that stands still until it has them all: a quick one would answer each before the next comes. */
async function allWaiting<Answer>(questions: (() => Promise<Answer>)[]): Promise<Answer[]> {
  const { desk } = window.parts;
  const engine = desk.pid ?? 0;
  expect(engine).toBeGreaterThan(0);
  const before = desk.asks;
  process.kill(engine, 'SIGSTOP');
  try {
    const answers = questions.map((ask) => ask());
    await expect.poll(() => desk.asks).toBe(before + questions.length);
    process.kill(engine, 'SIGCONT');
    return await Promise.all(answers);
  } finally {
    process.kill(engine, 'SIGCONT');
  }
}

const openPicture = async (name: string, width = 61, height = 40) =>
  window.client.paintings.open({ from: { path: await writePng(join(folder, name), colourful(9, width, height)) } });

test('hints that a full disk keeps nobody from saving later: it is said that it is full, and what was kept before stays', async () => {
  const { client, parts } = window;
  const { id } = await openPicture('full.png');
  await client.paintings.save({ id, hints: hintsAt([60, 0]) });
  const much = hintsAt(...Array.from({ length: 4000 }, (): [number, number] => [10, 20]));
  const large = { ...much, points: much.points.map((point, index) => ({ ...point, x: index / 4000 })) };
  parts.catalog.pragma(`max_page_count = ${String(parts.catalog.pragma('page_count', { simple: true }))}`);
  await expect(client.paintings.save({ id, hints: large })).rejects.toMatchObject({ data: { code: 'HOME_FULL' } });
  expect(await client.paintings.get({ id })).toMatchObject({ hints: hintsAt([60, 0]), hintCount: 2 });
  parts.catalog.pragma('max_page_count = 1000000');
  await client.paintings.save({ id, hints: large });
  expect(await client.paintings.get({ id })).toMatchObject({ hintCount: 4001 });
});

test('a picture is opened as a copy, named, kept with its hints, binned and gone', async () => {
  const { client, parts } = window;
  const painting = await openPicture('cat.png');
  expect(painting).toMatchObject({ name: 'cat', width: 61, height: 40, mode: 'photo', checkpoint, hints: noHints, hintCount: 0 });
  expect((await client.paintings.colourists())[0]).toMatchObject({ checkpoint, mode: 'photo', width: 4, size: 32, runName: 'photo' });
  // What was opened is gone: nothing is lost.
  await rm(join(folder, 'cat.png'));
  expect((await answerPicture(new Request(`http://studio${painting.picture}`), parts)).status).toBe(200);
  await client.paintings.save({ id: painting.id, hints: hintsAt([60, 0]) });
  await client.paintings.rename({ id: painting.id, name: 'Tom' });
  // Another process, or the same after a crash, finds it as it was.
  await window.close();
  window = await realWindow(folder);
  expect(await window.client.paintings.get({ id: painting.id })).toMatchObject({ name: 'Tom', hints: hintsAt([60, 0]), hintCount: 2 });
  await window.client.paintings.remove({ ids: [painting.id] });
  expect((await window.client.paintings.list()).find(({ id }) => id === painting.id)?.removedAt).not.toBeNull();
  await window.client.paintings.restore({ ids: [painting.id] });
  expect((await window.client.paintings.get({ id: painting.id })).removedAt).toBeNull();
  await window.client.paintings.remove({ ids: [painting.id] });
  await window.client.projects.emptyBin();
  await expect(window.client.paintings.get({ id: painting.id })).rejects.toMatchObject({ data: { code: 'PAINTING_UNKNOWN' } });
  await expect(stat(paintingFiles(window.parts.layout, painting.id).folder)).rejects.toThrow();
});

test('what was done to hints is kept with them, the newest thousand steps, and what is in hand', async () => {
  const { client } = window;
  const { id, steps, hand } = await openPicture('horse.png');
  expect([steps, hand]).toEqual([{ from: 1, steps: [], at: 0 }, null]);
  const step = (number: number): HintStep => ({ points: { at: 0, gone: [], come: [] }, strokes: null, key: String(number) });
  const keep = (from: number, count: number, at: number) =>
    client.paintings.save({ id, hints: noHints, steps: { from, steps: Array.from({ length: count }, (_, index) => step(from + index)), at } });
  const kept = async () => {
    const { from, steps: all, at } = (await client.paintings.get({ id })).steps;
    return [from, all.length, at, all[0]?.key, all.at(-1)?.key];
  };
  await keep(1, 3, 3);
  // One taken back, then others in its place.
  await keep(4, 0, 2);
  expect(await kept()).toEqual([1, 3, 2, '1', '3']);
  await keep(3, 4, 6);
  expect(await kept()).toEqual([1, 6, 6, '1', '6']);
  await keep(7, 999, 1005);
  expect(await kept()).toEqual([6, 1000, 1005, '6', '1005']);
  // Taken back beyond what is kept: nothing that is there joins it.
  await keep(1006, 0, 3);
  expect(await kept()).toEqual([4, 0, 3, undefined, undefined]);
  // Another window has kept fewer: these begin anew.
  await keep(2000, 1, 2000);
  expect(await kept()).toEqual([2000, 1, 2000, '2000', '2000']);
  const inHand = { tool: 'brush', size: 3, colour: [1, 2], other: [-3, 4], view: 'split', split: 0.25 } as const;
  await client.paintings.save({ id, hints: noHints, hand: { ...inHand, colour: [1, 2], other: [-3, 4] } });
  expect((await client.paintings.get({ id })).hand).toEqual(inHand);
  expect(await kept()).toEqual([2000, 1, 2000, '2000', '2000']);
});

test('colours follow hints; what a newer change has made void is dropped; suggestions and doubt', { timeout: 60_000 }, async () => {
  const { client } = window;
  const { id } = await openPicture('dog.png');
  const colour = (hints: HintsDocument, revision: number, quality: 'preview' | 'full' = 'full') => client.paintings.colour({ id, hints, revision, quality });
  const plain = await planeOf(await colour(noHints, 1));
  const hinted = await planeOf(await colour(hintsAt([80, 0]), 2));
  expect(hinted).not.toEqual(plain);
  // Lightness stays the photo's own.
  expect(hinted.filter((_, i) => i % 3 === 0).every((value) => value === 0)).toBe(true);
  expect(await planeOf(await colour(hintsAt([80, 0]), 3, 'preview'))).toEqual(hinted);
  const many = await allWaiting([4, 5, 6, 7].map((revision) => () => colour(hintsAt([revision, revision]), revision)));
  expect(many.map(({ state }) => state)).toContain('superseded');
  expect(many.at(-1)).toMatchObject({ state: 'done', revision: 7 });

  // Several at once: the newest is answered, and those that waited for their turn are dropped.
  const asked = await allWaiting([0.1, 0.2, 0.3, 0.4, 0.5].map((x) => () => client.paintings.suggest({ id, hints: noHints, x, y: 0.5 })));
  expect(asked.filter((ideas) => ideas === null).length).toBeGreaterThan(0);
  const { colours, lightness } = there(asked.at(-1));
  expect(colours).toHaveLength(9);
  expect(colours.map(({ share }) => share)).toEqual(colours.map(({ share }) => share).toSorted((one, other) => other - one));
  expect(colours.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
  expect(lightness).toBeGreaterThan(0);
  const doubt = there(await client.paintings.uncertainty({ id, hints: noHints }));
  const bytes = new Uint8Array(await (await answerPicture(new Request(`http://studio${doubt.url}`), window.parts)).arrayBuffer());
  expect(bytes).toHaveLength(doubt.width * doubt.height);
  expect(Math.max(...bytes)).toBeGreaterThan(0);
});

test('an engine that is killed comes back by itself, says why, and nothing is lost', { timeout: 60_000 }, async () => {
  const { client, parts } = window;
  const { id } = await openPicture('bird.png');
  const before = await planeOf(await client.paintings.colour({ id, hints: hintsAt([50, 50]), revision: 1, quality: 'full' }));
  const pid = parts.desk.pid ?? 0;
  expect(pid).toBeGreaterThan(0);
  const asked = client.paintings.colour({ id, hints: hintsAt([50, 50], [-20, 0]), revision: 2, quality: 'full' });
  process.kill(pid, 'SIGKILL');
  expect(await asked).toMatchObject({ state: 'done', revision: 2, restarted: { code: 'ENGINE_OUT_OF_MEMORY' } });
  expect(await planeOf(await client.paintings.colour({ id, hints: hintsAt([50, 50]), revision: 3, quality: 'full' }))).toEqual(before);
  expect(parts.desk.pid).not.toBe(pid);
});

test('every export has the pixels of the command line, and reopens as it was', { timeout: 240_000 }, async () => {
  const { client, studio } = window;
  const hints = hintsAt([70, 20], [-60, 40]);
  const picture = await writePng(join(folder, 'boat.png'), colourful(3, 70, 50));
  const { id } = await client.paintings.open({ from: { path: picture } });
  const out = join(folder, 'line.png');
  const { error, result } = await (
    await studio.colorize({ checkpoint, input: picture, hints, output: out, format: 'png' }, { event: () => undefined })
  ).outcome;
  expect([error, result]).toMatchObject([null, { width: 70, height: 50 }]);
  const line = await decodePicture(out, { background: 'white' });
  expect(farthest(line, await decodePicture(picture, { background: 'white' }))).toBeGreaterThan(10);
  const hand: PaintersHand = { tool: 'brush', size: 7, colour: [12, -30], other: [40, 41.5], view: 'split', split: 0.25 };
  for (const format of ['png', 'psd', 'ora', 'jpeg', 'webp'] as const) {
    const { path, download }: { path: string; download: string } = await resultOf(await client.paintings.export({ id, hints, hand, format, to: null }));
    expect(download).toMatch(/^\/exports\//);
    if (format === 'png') expect(farthest(await decodePicture(path, { background: 'white' }), line)).toBe(0);
    // Somebody else's studio has the file alone; layers bring their original with them, the others find it here.
    const moved = join(folder, `moved.${format}`);
    await cp(path, moved);
    const again = await client.paintings.open({ from: { path: moved } });
    expect(again).toMatchObject({ hints, hand, checkpoint, width: 70, height: 50 });
    const { picture: own } = paintingFiles(window.parts.layout, again.id);
    expect(farthest(await decodePicture(own, { background: 'white' }), await decodePicture(picture, { background: 'white' }))).toBe(0);
  }
});

test('pictures of every kind are opened, or refused in words', { timeout: 60_000 }, async () => {
  const { client } = window;
  const at = (name: string): string => join(folder, name);
  await asSharp(colourful(1, 1, 1))
    .png()
    .toFile(at('dot.png'));
  await asSharp(colourful(2, 30, 20))
    .toColourspace('cmyk')
    .jpeg()
    .toFile(at('cmyk.jpg'));
  await asSharp(colourful(2, 30, 20))
    .ensureAlpha(0.3)
    .png()
    .toFile(at('clear.png'));
  await asSharp(colourful(2, 30, 20))
    .greyscale()
    .ensureAlpha(0.5)
    .toColourspace('b-w')
    .png()
    .toFile(at('grey-alpha.png'));
  await asSharp(colourful(2, 12_000, 9))
    .png()
    .toFile(at('long.png'));
  await asSharp(colourful(2, 30, 20))
    .toColourspace('rgb16')
    .png()
    .toFile(at('deep.png'));
  await asSharp(colourful(2, 30, 20))
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toFile(at('turned.jpg'));
  const frames = await Promise.all(
    [1, 2, 3].map((seed) =>
      asSharp(colourful(seed, 30, 20))
        .png()
        .toBuffer(),
    ),
  );
  await sharp(frames, { join: { animated: true } })
    .webp({ lossless: true })
    .toFile(at('moving.webp'));
  const sizes = { 'dot.png': [1, 1], 'cmyk.jpg': [30, 20], 'clear.png': [30, 20], 'grey-alpha.png': [30, 20], 'long.png': [12_000, 9] };
  // Upright, and the first of what moves.
  const more = { 'deep.png': [30, 20], 'turned.jpg': [20, 30], 'moving.webp': [30, 20] };
  for (const [name, size] of Object.entries({ ...sizes, ...more })) {
    const painting = await client.paintings.open({ from: { path: at(name) } });
    const coloured = await client.paintings.colour({ id: painting.id, hints: hintsAt([30, 30]), revision: 1, quality: 'full' });
    expect([name, coloured.state, painting.width, painting.height]).toEqual([name, 'done', ...size]);
    expect(Math.max(painting.view.width, painting.view.height)).toBeLessThanOrEqual(4096);
    expect((await answerPicture(new Request(`http://studio${painting.view.url}`), window.parts)).status).toBe(200);
  }
  await writeFile(at('none.png'), 'no picture');
  await expect(client.paintings.open({ from: { path: at('none.png') } })).rejects.toMatchObject({ data: { code: 'PICTURE_UNREADABLE' } });
  const { id } = await client.paintings.open({ from: { path: at('dot.png') } });
  await rm(paintingFiles(window.parts.layout, id).picture);
  await expect(client.paintings.colour({ id, hints: noHints, revision: 1, quality: 'full' })).rejects.toMatchObject({ data: { code: 'PAINTING_DAMAGED' } });
  await expect(client.paintings.export({ id, hints: noHints, format: 'png', to: null }).then(resultOf)).rejects.toMatchObject({
    data: { code: 'PAINTING_DAMAGED' },
  });
});

test('a sketch gets lightness, too', { timeout: 120_000 }, async () => {
  const sketch = await teach('sketch');
  const { id } = await openPicture('sketch.png');
  expect(await window.client.paintings.choose({ id, checkpoint: sketch })).toMatchObject({ mode: 'sketch', checkpoint: sketch });
  const plane = await planeOf(await window.client.paintings.colour({ id, hints: hintsAt([30, 30]), revision: 1, quality: 'full' }));
  expect(plane.some((value, i) => i % 3 === 0 && value !== 0)).toBe(true);
  expect(there(await window.client.paintings.suggest({ id, hints: noHints, x: 0.2, y: 0.2 })).lightness).toBeLessThan(100);
});

test('a folder is coloured with the same hints by the queue, as each picture is alone', { timeout: 90_000 }, async () => {
  const { client, studio } = window;
  const hints = hintsAt([70, 20]);
  const [frames, output] = [join(folder, 'frames'), join(folder, 'coloured')];
  for (let i = 0; i < 3; i++) await writePng(join(frames, `${i}.png`), colourful(i, 50, 40));
  const convert = async (given: HintsDocument | undefined) => {
    const { id } = await client.conversions.start({ checkpoint, direction: 'colorize', inputs: [frames], output, ...(given && { hints: given }) });
    const end = await until(await client.conversions.watch({ id }), ({ state }) => ended.includes(state));
    expect(end.state).toBe('finished');
    return end.counts;
  };
  expect(await convert(hints)).toMatchObject({ total: 3, written: 3, failed: 0 });
  const alone = join(folder, 'alone.png');
  await (
    await studio.colorize({ checkpoint, input: join(frames, '1.png'), hints, output: alone, format: 'png' }, { event: () => undefined })
  ).outcome;
  const [one, other] = await Promise.all([alone, join(output, '1.png')].map((path) => decodePicture(path, { background: 'white' })));
  expect(farthest(one, other)).toBe(0);
  expect(await convert(hints)).toMatchObject({ written: 0, unchanged: 3 });
  expect(await convert(undefined)).toMatchObject({ written: 3, unchanged: 0 });
  expect(await client.conversions.identify({ path: join(output, '1.png') })).toMatchObject({ checkpoint, direction: 'colorize' });
});
