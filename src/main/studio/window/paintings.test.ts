import { rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noHints } from '../../../shared/hints.ts';
import type { HintStep } from '../../../shared/hintSteps.ts';
import { sharp } from '../../data/sharp.ts';
import { asSharp } from '../../data/testing/pictures.ts';
import { paintingFiles } from '../paintings/files.ts';
import { answerPicture } from './pictures.ts';
import { colourful, colouristWindow, hintsAt, openPicture } from './testing/colourist.ts';
import type { RealWindow } from './testing/realWindow.ts';
import { realWindow, resultOf } from './testing/realWindow.ts';

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

test('hints that a full disk keeps nobody from saving later: it is said that it is full, and what was kept before stays', async () => {
  const { client, parts } = window;
  const { id } = await openPicture(window, folder, 'full.png');
  await client.paintings.save({ id, hints: hintsAt([60, 0]) });
  const much = hintsAt(...Array.from({ length: 4000 }, (): [number, number] => [10, 20]));
  const large = { ...much, points: much.points.map((point, index) => ({ ...point, x: index / 4000 })) };
  parts.catalog.pragma(`max_page_count = ${String(parts.catalog.pragma('page_count', { simple: true }))}`);
  await expect(client.paintings.save({ id, hints: large })).rejects.toMatchObject({ data: { code: 'HOME_FULL' } });
  expect(await client.paintings.get({ id })).toMatchObject({ hints: hintsAt([60, 0]), hintCount: 2 });
  // Laid aside on another disk, it outlives window and studio, until something is saved.
  expect(await client.paintings.layAside({ id, hints: large })).toBe(true);
  expect((await client.paintings.get({ id })).aside).toEqual(large);
  parts.catalog.pragma('max_page_count = 1000000');
  await client.paintings.save({ id, hints: large });
  expect(await client.paintings.get({ id })).toMatchObject({ hintCount: 4001, aside: null });
});

test('a picture is opened as a copy, named, kept with its hints, binned and gone', async () => {
  const { client, parts } = window;
  const painting = await openPicture(window, folder, 'cat.png');
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
  const { id, steps, hand } = await openPicture(window, folder, 'horse.png');
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
