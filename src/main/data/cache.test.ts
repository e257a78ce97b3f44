import { copyFileSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openCache } from './cache.ts';
import type { CacheOptions, PictureCache } from './cache.ts';
import { scanFolder } from './folder.ts';
import type { PictureFile } from './folder.ts';
import type { Pixels } from './pixels.ts';
import { farthest, paint, plain, temporaryFolders, writePng, writePngs } from './testing/pictures.ts';

const temporary = temporaryFolders();

const open = (folder: string, changes: Partial<CacheOptions> = {}, notes: string[] = []): Promise<PictureCache> =>
  openCache({ folder, preprocess: 'resize-and-crop', size: 16, loadSize: 18, background: 'white', onNote: (text) => notes.push(text), ...changes });

const filesOf = async (folder: string): Promise<readonly PictureFile[]> => (await scanFolder(folder)).files;

/** Makes all pictures of a folder ready and reads them. */
async function readAll(cache: PictureCache, folder: string): Promise<Pixels[]> {
  const pixels: Pixels[] = [];
  for (const file of await filesOf(folder)) pixels.push(await (await cache.prepare(file)).read());
  await cache.save();
  return pixels;
}

const entriesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.pixels'))
    .map((name) => join(folder, name))
    .toSorted();

describe('what was seen before is not decoded again', () => {
  test('by another process, after a move, under another name, as a copy', async () => {
    const [pictures, folder] = [temporary(), temporary()];
    await writePngs(pictures, 3);
    const first = await open(folder);
    const before = await readAll(first, pictures);
    expect(first.decoded).toBe(3);
    expect(before.map(({ width, height }) => [width, height])).toEqual(Array(3).fill([18, 18]));

    renameSync(join(pictures, '1.png'), join(pictures, 'moved.png'));
    copyFileSync(join(pictures, '2.png'), join(pictures, 'copy.png'));
    const second = await open(folder);
    const after = await readAll(second, pictures);
    expect(second.decoded).toBe(0);
    expect(after).toHaveLength(4);
    expect(farthest(after[0], before[1])).toBe(0);
  });

  test('and not even read while path, length and time are the same', async () => {
    const [pictures, folder] = [temporary(), temporary()];
    await writePngs(pictures, 1);
    const path = join(pictures, '1.png');
    await readAll(await open(folder), pictures);
    const [file] = await filesOf(pictures);
    // Other content that looks the same from outside: only an index that does not read it finds the entry.
    writeFileSync(path, Buffer.alloc(file.bytes, 1));
    utimesSync(path, file.modified / 1000, file.modified / 1000);
    const cache = await open(folder);
    await cache.prepare(file);
    expect(cache.decoded).toBe(0);
  });

  test('but a changed picture is', async () => {
    const [pictures, folder] = [temporary(), temporary()];
    const path = await writePng(join(pictures, 'a.png'), plain(8, 8, 1, 2, 3));
    await readAll(await open(folder), pictures);
    await writePng(path, plain(9, 9, 200, 2, 3));
    const [pixels] = await readAll(await open(folder), pictures);
    expect(pixels.data[0]).toBe(200);
  });

  test('and other settings have entries of their own', async () => {
    const [pictures, folder] = [temporary(), temporary()];
    await writePngs(pictures, 1, 40);
    const variants: Partial<CacheOptions>[] = [{}, { loadSize: 20 }, { background: 'black' }, { preprocess: 'crop' }, { preprocess: 'crop', size: 17 }];
    for (const changes of variants) {
      const cache = await open(folder, changes);
      await readAll(cache, pictures);
      expect(cache.decoded).toBe(1);
    }
    expect(entriesOf(folder)).toHaveLength(variants.length);
    const cache = await open(folder, { size: 15 });
    await readAll(cache, pictures);
    expect(cache.decoded).toBe(0);
  });
});

describe('entries that are damaged are decoded again', () => {
  const damages: Record<string, (path: string) => void> = {
    'cut off': (path) => truncateSync(path, 100),
    empty: (path) => truncateSync(path, 0),
    'of another length': (path) => writeFileSync(path, Buffer.concat([readFileSync(path), Buffer.alloc(1)])),
    'of zeros, as a power cut leaves them': (path) => writeFileSync(path, Buffer.alloc(readFileSync(path).length)),
    'with one byte flipped': (path) => {
      const bytes = readFileSync(path);
      bytes[50] ^= 1;
      writeFileSync(path, bytes);
    },
    gone: (path) => rmSync(path),
  };

  test.each(Object.entries(damages))('%s', async (_, damage) => {
    const [pictures, folder] = [temporary(), temporary()];
    await writePng(
      join(pictures, 'a.png'),
      paint(18, 18, (x, y) => [x * 9, y * 9, 7]),
    );
    const [before] = await readAll(await open(folder), pictures);
    const cache = await open(folder);
    const [file] = await filesOf(pictures);
    const ready = await cache.prepare(file);
    // Once before it is made ready for a run, once while the run is going on.
    damage(entriesOf(folder)[0]);
    expect(farthest(await ready.read(), before)).toBe(0);
    expect(cache.decoded).toBe(1);
    damage(entriesOf(folder)[0]);
    const again = await open(folder);
    expect(farthest((await readAll(again, pictures))[0], before)).toBe(0);
    expect(again.decoded).toBe(1);
    const healed = await open(folder);
    await readAll(healed, pictures);
    expect(healed.decoded).toBe(0);
  });

  test('a damaged index only means reading the files again', async () => {
    const [pictures, folder] = [temporary(), temporary()];
    await writePngs(pictures, 2);
    await readAll(await open(folder), pictures);
    const index = join(folder, 'contents.jsonl');
    writeFileSync(index, `${readFileSync(index, 'utf8').slice(0, 40)}\n{"path":1}\nnull\n[]`);
    const cache = await open(folder);
    await readAll(cache, pictures);
    expect(cache.decoded).toBe(0);
    expect(readFileSync(index, 'utf8').trim().split('\n').at(-1)).toContain(pictures);
  });
});

test('a cache that cannot be written stops nothing: one note, pictures in memory', async () => {
  const [pictures, folder, notes] = [temporary(), temporary(), [] as string[]];
  await writePngs(pictures, 3);
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const cache = await open(join(file, 'cache'), {}, notes);
  const files = await filesOf(pictures);
  const ready = await Promise.all(files.map((picture) => cache.prepare(picture)));
  for (const picture of files) rmSync(picture.path);
  for (const picture of ready) expect((await picture.read()).width).toBe(18);
  await cache.save();
  expect(notes).toHaveLength(1);
  expect(notes[0]).toContain(join(file, 'cache'));
});

test.skipIf(!existsSync('/dev/full'))('a full disk stops nothing either', async () => {
  const [pictures, folder, notes] = [temporary(), temporary(), [] as string[]];
  await writePngs(pictures, 2);
  const cache = await open(folder, {}, notes);
  symlinkSync('/dev/full', join(folder, 'contents.jsonl'));
  await readAll(cache, pictures);
  expect(notes).toEqual([
    `Decoded pictures cannot be kept in ${folder}: the disk is full. They are held in memory instead, as far as they fit, and decoded again at the next start.`,
  ]);
});

test('what a killed process left behind is removed after a day', async () => {
  const [pictures, folder] = [temporary(), temporary()];
  await writePngs(pictures, 1);
  await readAll(await open(folder), pictures);
  const [old, young] = [join(folder, 'temporary', 'old'), join(folder, 'temporary', 'young')];
  for (const path of [old, young]) writeFileSync(path, 'half');
  utimesSync(old, 1, 1);
  await open(folder);
  expect([existsSync(old), existsSync(young)]).toEqual([false, true]);
});

test('a picture that cannot be decoded is refused with its reason, and leaves nothing', async () => {
  const [pictures, folder] = [temporary(), temporary()];
  writeFileSync(join(pictures, 'a.png'), 'text');
  const cache = await open(folder);
  const [file] = await filesOf(pictures);
  await expect(cache.prepare(file)).rejects.toMatchObject({ code: 'PICTURE_UNREADABLE', details: { reason: 'it holds no picture, whatever its name says' } });
  rmSync(file.path);
  await expect((await open(folder)).prepare(file)).rejects.toMatchObject({ code: 'PICTURE_UNREADABLE', details: { reason: 'it is not there any more' } });
  expect(entriesOf(folder)).toEqual([]);
});
