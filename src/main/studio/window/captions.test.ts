import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Finding } from '../../../shared/contract/data.ts';
import { temporaryFolders, writePngs } from '../../data/testing/pictures.ts';
import type { RealWindow } from './testing/realWindow.ts';
import { realWindow } from './testing/realWindow.ts';
import { keepCaptions } from '../captions/keep.ts';

const temporary = temporaryFolders();
let folder: string;
let images: string;
let window: RealWindow;
let project: number;
beforeEach(async () => {
  folder = temporary();
  images = join(folder, 'images');
  await writePngs(images, 6, 16);
  window = await realWindow(folder);
  ({ id: project } = await window.client.projects.create({ kind: 'stackgan', folders: { a: [images], b: [] } }));
  await settled();
});
afterEach(() => window.close());

async function settled(): Promise<void> {
  await window.parts.pictures.library.settled();
  await window.parts.pictures.captions.ready(project);
}

const names = (): string[] =>
  readdirSync(images)
    .filter((name) => name.endsWith('.png'))
    .sort();

/** Captions of the listed pictures by name, as a page shows them. */
async function shown(filter: 'all' | 'uncaptioned' = 'all', search = ''): Promise<Record<string, string>> {
  const { items } = await window.client.data.pictures({ project, side: 'a', filter, search, offset: 0, limit: 100 });
  return Object.fromEntries(items.map(({ name, caption }) => [name, caption?.text ?? '?']));
}

const idOf = async (name: string): Promise<number> =>
  (await window.client.data.pictures({ project, side: 'a', search: name, offset: 0, limit: 10 })).items.find((picture) => picture.name === name)?.id ?? 0;

/** A file of captions beside the pictures' folder. */
function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function choose(path: string): Promise<void> {
  await window.client.captions.choose({ project, source: { origin: 'file', path } });
  await settled();
}

async function findings(): Promise<Finding[]> {
  for await (const { looking, findings: found } of await window.client.data.doctor({ project }))
    if (looking === null) return found.filter(({ code }) => code.startsWith('captions-'));
  return [];
}

describe('captions of pictures', () => {
  test('come from what lies beside them, are edited, taken back, searched and filtered, and the folder stays as it was', async () => {
    const [first, second, third] = names();
    for (const [name, text] of [
      [first, 'a red fox\na fox'],
      [second, 'an owl 🦉'],
    ])
      writeFileSync(join(images, name.replace('.png', '.txt')), text);
    await window.client.data.rescan({ project });
    await settled();
    await window.client.captions.choose({ project, source: { origin: 'beside' } });
    await settled();
    expect(await window.client.captions.about({ project })).toMatchObject({
      captioned: 2,
      pictures: 6,
      edited: 0,
      looking: null,
      source: { origin: 'beside' },
    });
    expect(Object.keys(await shown('uncaptioned'))).toHaveLength(4);
    const before = readdirSync(images);

    const id = await idOf(third);
    const { before: none } = await window.client.captions.set({ project, picture: id, texts: ['  ثعلب \n أحمر ', '', 'ثعلب أحمر'] });
    expect(none).toBeNull();
    expect(await window.client.captions.get({ project, picture: id })).toEqual({ texts: ['ثعلب أحمر'], given: [], edited: true });
    expect(await shown('all', 'ثعلب')).toEqual({ [third]: 'ثعلب أحمر' });
    expect(Object.keys(await shown('all', 'FOX'))).toEqual([first]);
    // Taken back, put back.
    const { before: written } = await window.client.captions.set({ project, picture: id, texts: none });
    expect((await window.client.captions.get({ project, picture: id })).texts).toEqual([]);
    await window.client.captions.set({ project, picture: id, texts: written });
    expect((await window.client.captions.about({ project })).edited).toBe(1);
    // The source's own words are no edit.
    await window.client.captions.set({ project, picture: await idOf(second), texts: ['an owl 🦉'] });
    expect((await window.client.captions.about({ project })).edited).toBe(1);
    // Another source, and what a person wrote holds.
    await window.client.captions.choose({ project, source: { origin: 'names' } });
    await settled();
    expect((await shown())[third]).toBe('ثعلب أحمر');
    expect(readdirSync(images)).toEqual(before);
    await expect(window.client.captions.set({ project: project + 1, picture: id, texts: [] })).rejects.toMatchObject({ data: { code: 'PROJECT_UNKNOWN' } });
  });

  test('of a copy of the project are what was written in the first', async () => {
    const [name] = names();
    await window.client.captions.set({ project, picture: await idOf(name), texts: ['a fox'] });
    const copy = await window.client.projects.duplicate({ id: project });
    project = copy.id;
    await settled();
    expect((await shown())[name]).toBe('a fox');
  });

  test('are counted by their words', async () => {
    const lines = names().map((name, index) => `${name},a ${index % 2 === 0 ? 'fox' : 'owl'} number ${'abcdef'[index]}x`);
    await choose(file('c.csv', lines.join('\n')));
    const words = await window.client.captions.words({ project });
    expect(words).toMatchObject({ captioned: 6, words: 10, once: 6, seldom: ['ax', 'bx', 'cx', 'dx', 'ex', 'fx'] });
    expect(words.often).toEqual([
      { word: 'a', pictures: 6 },
      { word: 'number', pictures: 6 },
      { word: 'fox', pictures: 3 },
      { word: 'owl', pictures: 3 },
    ]);
  });
});

describe('a file of captions', () => {
  test('is previewed, and loses only its broken lines, with their numbers', async () => {
    const [first, second] = names();
    const path = file('c.csv', `file,caption\n${first},a fox\n"${second},an owl\nlost.png,a ghost\n${second},\n${second},an owl`);
    const preview = await window.client.captions.preview({ project, source: { origin: 'file', path } });
    expect(preview).toMatchObject({ looked: 6, captioned: 2, captions: 2, report: { captions: 2, failure: null } });
    expect(preview.examples.map(({ picture, texts }) => [picture.name, ...texts])).toEqual([
      [first, 'a fox'],
      [second, 'an owl'],
    ]);
    await choose(path);
    const found = await findings();
    expect(found.map(({ code, severity, count, lines }) => [code, severity, count, lines.map(({ line }) => line)])).toEqual([
      ['captions-missing', 'warning', 4, []],
      ['captions-broken', 'warning', 2, [3, 5]],
      ['captions-lost', 'warning', 1, [4]],
    ]);
    expect(found[1].lines.map(({ reason }) => reason)).toEqual(['a quotation mark is never closed', 'its caption is empty']);
    expect(found[2].lines[0].reason).toBe('there is no picture "lost.png"');
    // The remedy leaves them out.
    await window.client.data.exclude({ project, ids: found[0].remedy?.exclude ?? [], value: true });
    expect((await findings()).map(({ code }) => code)).toEqual(['captions-broken', 'captions-lost']);
  });

  test('of another encoding says so; one caption for all, and ten thousand words, are findings', async () => {
    const rows = names().map((name) => Buffer.concat([Buffer.from(`${name},`), Uint8Array.of(0xbf, 0xa9, 0xbf, 0xec), Buffer.from('\n')]));
    await choose(file('korean.csv', Buffer.concat(rows)));
    expect((await window.client.captions.about({ project })).report).toMatchObject({ encoding: 'it is not UTF-8 and was read as euc-kr', captions: 6 });
    expect((await findings()).map(({ code, severity }) => [code, severity])).toEqual([['captions-alike', 'problem']]);
    const long = names().map((name, index) => JSON.stringify({ file: name, caption: index === 0 ? 'word '.repeat(10_000) : `🦊${'🦉'.repeat(index)}` }));
    await choose(file('long.jsonl', long.join('\n')));
    expect((await findings()).map(({ code, count, values }) => [code, count, values['most']])).toEqual([['captions-long', 1, 400]]);
  });

  test('that cannot be read takes the place of nothing; one that is gone keeps what it said', async () => {
    const [first, second] = names();
    const path = file('c.csv', `${first},a fox\n${second},an owl`);
    await choose(path);
    for (const bad of [file('zeros.csv', Uint8Array.of(1, 0, 2)), file('c.docx', 'x'), join(folder, 'none.csv')])
      await expect(choose(bad)).rejects.toMatchObject({ data: { code: 'CAPTIONS_UNREADABLE' } });
    expect((await window.client.captions.about({ project })).name).toBe('c.csv');
    rmSync(path);
    await window.client.data.rescan({ project });
    await settled();
    expect(await window.client.captions.about({ project })).toMatchObject({ captioned: 2, report: { failure: { code: 'CAPTIONS_UNREADABLE' } } });
    expect((await findings()).map(({ code }) => code)).toEqual(['captions-unread', 'captions-missing']);
  });

  test('of an empty file, or for one picture only, starts no training and says why', async () => {
    const start = (): Promise<unknown> => window.client.runs.start({ project, training: { preset: 'quick' } });
    await choose(file('empty.csv', ''));
    await expect(start()).rejects.toMatchObject({ data: { code: 'CAPTIONS_TOO_FEW', details: { captioned: 0, pictures: 6 } } });
    await choose(file('one.csv', `${names()[0]},a fox`));
    await expect(start()).rejects.toMatchObject({ data: { code: 'CAPTIONS_TOO_FEW', details: { captioned: 1 } } });
    await choose(
      file(
        'alike.csv',
        names()
          .map((name) => `${name},A Fox.`)
          .join('\n'),
      ),
    );
    await expect(start()).rejects.toMatchObject({ data: { code: 'CAPTIONS_ALIKE' } });
    mkdirSync(join(folder, 'home', 'captions'), { recursive: true });
    expect(readdirSync(join(folder, 'home', 'captions'))).toEqual([]);
  });
});

test('a training that is told of a file that is no captions begins nothing', async () => {
  const begun = (captions: string): Promise<unknown> =>
    window.studio.train({ architecture: 'stackgan', folders: { images }, captions, settings: {} }, { event: () => undefined });
  for (const bad of [join(folder, 'mistyped.csv'), file('zeros.csv', Uint8Array.of(1, 0, 2)), file('c.docx', 'x')])
    await expect(begun(bad)).rejects.toMatchObject({ code: 'CAPTIONS_UNREADABLE', details: { path: bad } });
  expect(await window.client.runs.list({ project: null })).toEqual([]);
});

test('names in two folders are told apart by the folder that a run is told', async () => {
  const other = join(folder, 'other');
  await writePngs(other, 6, 20);
  await window.client.data.addFolders({ project, side: 'a', paths: [other] });
  await settled();
  const { items } = await window.client.data.pictures({ project, side: 'a', search: names()[0], offset: 0, limit: 10 });
  const twins = items.filter(({ name }) => name === names()[0]);
  for (const [index, { id }] of twins.entries()) await window.client.captions.set({ project, picture: id, texts: [`twin ${index}`] });
  const kept = readFileSync(await keepCaptions(window.parts, project), 'utf8');
  expect(kept).toContain(JSON.stringify({ file: join(images, names()[0]), captions: ['twin 0'] }));
  expect(kept).toContain(JSON.stringify({ file: join(other, names()[0]), captions: ['twin 1'] }));
});

test('a table that lies among the pictures is offered where it fits them, and not once one is chosen', async () => {
  const { client } = window;
  const [first, second, third] = names();
  expect(await client.captions.nearby({ project })).toEqual([]);
  writeFileSync(join(images, 'few.csv'), `file,caption\n${first},a fox\n`);
  writeFileSync(join(images, 'More.JSONL'), [second, third].map((name) => JSON.stringify({ file: name, caption: '붉은 여우' })).join('\n'));
  writeFileSync(join(images, 'prices.csv'), 'item,price\nbread,3\n');
  writeFileSync(join(images, 'broken.tsv'), Buffer.from([0, 1, 2, 0, 0]));
  expect(await client.captions.nearby({ project })).toEqual([
    { path: join(images, 'More.JSONL'), name: 'More.JSONL', captioned: 2 },
    { path: join(images, 'few.csv'), name: 'few.csv', captioned: 1 },
  ]);
  await choose(join(images, 'few.csv'));
  expect(await client.captions.nearby({ project })).toEqual([]);
});
