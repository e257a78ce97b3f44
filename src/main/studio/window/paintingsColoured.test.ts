import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Coloured } from '../../../shared/contract/paintings.ts';
import type { PaintersHand } from '../../../shared/hand.ts';
import type { HintsDocument } from '../../../shared/hints.ts';
import { noHints } from '../../../shared/hints.ts';
import { decodePicture } from '../../data/decode.ts';
import { farthest, writePng } from '../../data/testing/pictures.ts';
import { colour, uncertainty } from '../paintings/colour.ts';
import { paintingFiles } from '../paintings/files.ts';
import { answerPicture } from './pictures.ts';
import { colourful, colouristWindow, hintsAt, openPicture, teach } from './testing/colourist.ts';
import type { RealWindow } from './testing/realWindow.ts';
import { ended, resultOf, until } from './testing/realWindow.ts';

let folder: string;
let window: RealWindow;
let checkpoint: string;
beforeAll(async () => {
  ({ folder, window, checkpoint } = await colouristWindow());
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

test('colours follow hints; what a newer change has made void is dropped; suggestions and doubt', { timeout: 60_000 }, async () => {
  const { client } = window;
  const { id } = await openPicture(window, folder, 'dog.png');
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

test('what nobody waits for any more is not worked on', { timeout: 60_000 }, async () => {
  const { client, parts } = window;
  const { id } = await openPicture(window, folder, 'cat.png');
  await client.paintings.colour({ id, hints: noHints, revision: 1, quality: 'full' });
  const leaving = new AbortController();
  const [left, stayed, late] = await allWaiting<unknown>([
    () => uncertainty(parts, { id, hints: hintsAt([10, 10]) }, leaving.signal),
    () => client.paintings.suggest({ id, hints: noHints, x: 0.5, y: 0.5 }),
    () => {
      leaving.abort();
      return colour(parts, { id, hints: noHints, revision: 2, quality: 'full' }, leaving.signal);
    },
  ]);
  expect(left).toBeNull();
  expect(stayed).toMatchObject({ colours: expect.any(Array) as unknown });
  expect(late).toEqual({ state: 'superseded', revision: 2 });
});

test('an engine that is killed comes back by itself, says why, and nothing is lost', { timeout: 60_000 }, async () => {
  const { client, parts } = window;
  const { id } = await openPicture(window, folder, 'bird.png');
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

test('a sketch gets lightness, too', { timeout: 120_000 }, async () => {
  const sketch = await teach(window, folder, 'sketch');
  const { id } = await openPicture(window, folder, 'sketch.png');
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
