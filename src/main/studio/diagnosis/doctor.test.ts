import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Diagnosis, Finding } from '../../../shared/contract/data.ts';
import { asSharp, paint, plain, temporaryFolders, writePng } from '../../data/testing/pictures.ts';
import type { TestWindow } from '../window/testing/testWindow.ts';
import { testWindow } from '../window/testing/testWindow.ts';
import { landscapes, shapes, writeScenes } from './testing/scenes.ts';

const temporary = temporaryFolders();
let folder: string;
let a: string;
let b: string;
let window: TestWindow;
beforeEach(async () => {
  folder = temporary();
  [a, b] = [join(folder, 'round'), join(folder, 'square')];
  window = await testWindow(folder);
});
afterEach(() => window.close());

async function makeProject(): Promise<number> {
  const { id } = await window.client.projects.create({ folders: { a: [a], b: [b] } });
  await window.parts.pictures.library.settled();
  return id;
}

/** Everything that is told until the doctor has nothing left to look at. */
async function listen(project: number): Promise<Diagnosis[]> {
  const told: Diagnosis[] = [];
  for await (const diagnosis of await window.client.data.doctor({ project })) {
    told.push(diagnosis);
    if (diagnosis.looking === null) break;
  }
  return told;
}

const findings = async (project?: number): Promise<Finding[]> => (await listen(project ?? (await makeProject()))).at(-1)?.findings ?? [];
const only = (all: readonly Finding[], code: Finding['code']): Finding[] => all.filter((finding) => finding.code === code);
const names = ({ groups }: Finding): string[][] => groups.map((group) => group.map(({ side, name }) => `${side}/${name}`));

/** Two sides that nothing is wrong with. */
async function healthy(count = 100): Promise<void> {
  await writeScenes(a, count, shapes(1, true));
  await writeScenes(b, count, shapes(2, false));
}

test('whoever leaves while pictures are measured stops nothing else', async () => {
  await healthy();
  const project = await makeProject();
  const controller = new AbortController();
  const seen: Diagnosis[] = [];
  const leaving = (async () => {
    for await (const diagnosis of await window.client.data.doctor({ project }, { signal: controller.signal })) {
      seen.push(diagnosis);
      if (diagnosis.looking !== null) controller.abort();
    }
  })();
  await leaving;
  expect(seen.at(-1)?.looking).not.toBeNull();
  // Fails to return, rather than to be true, where the studio turns without a rest.
  expect((await listen(project)).at(-1)?.findings).toEqual([]);
});

test('healthy folders: nothing is found; progress is told, and what was measured is used again', async () => {
  await healthy();
  const id = await makeProject();
  const told = await listen(id);
  expect(told.at(-1)).toEqual({ looking: null, findings: [] });
  expect(told.some(({ looking }) => looking?.total === 200)).toBe(true);
  const measured = (): unknown => window.parts.catalog.prepare('SELECT count(*) FROM examinations').pluck().get();
  expect(measured()).toBe(200);
  await window.close();
  window = await testWindow(folder);
  await writePng(join(a, 'new.png'), shapes(9, true)(1));
  await window.client.data.rescan({ project: id });
  await window.parts.pictures.library.settled();
  const before = window.parts.catalog.prepare('SELECT total_changes()').pluck().get();
  expect((await listen(id)).at(-1)?.findings).toEqual([]);
  // One picture measured: one row, no more.
  expect(Number(window.parts.catalog.prepare('SELECT total_changes()').pluck().get()) - Number(before)).toBeLessThanOrEqual(2);
  expect(measured()).toBe(201);
});

describe('one thing wrong, one finding', () => {
  beforeEach(() => healthy());

  test('unreadable files, those that are cut off behind their header too', async () => {
    writeFileSync(join(a, 'text.png'), 'text');
    const whole = await asSharp(paint(200, 200, (x, y) => [(x * y) % 256, x, y]))
      .jpeg()
      .toBuffer();
    writeFileSync(join(a, 'cut.jpg'), whole.subarray(0, whole.length / 3));
    const id = await makeProject();
    const all = await findings(id);
    expect(all.map(({ code, side, count }) => [code, side, count])).toEqual([['unreadable', 'a', 2]]);
    expect(names(all[0]).flat().sort()).toEqual(['a/cut.jpg', 'a/text.png']);
    const shown = await window.client.data.pictures({ project: id, side: 'a', offset: 0, limit: 500, filter: 'unreadable' });
    expect(shown.items.map(({ problem }) => problem)).toEqual([expect.stringMatching(/^It is cut off/), expect.stringMatching(/^It holds no picture/)]);
    // The remedy takes effect, and the doctor hears of it while it listens.
    const heard: Finding['code'][][] = [];
    for await (const { looking, findings: found } of await window.client.data.doctor({ project: id })) {
      heard.push(found.map(({ code }) => code));
      if (looking === null && heard.length === 1) await window.client.data.exclude({ project: id, ids: all[0].remedy!.exclude, value: true });
      if (found.length === 0) break;
    }
    expect([heard[0], heard.at(-1)]).toEqual([['unreadable'], []]);
  });

  test('exact duplicates, and the remedy keeps one of them', async () => {
    for (const copy of ['copy 1.png', 'copy 2.png']) copyFileSync(join(a, '7.png'), join(a, copy));
    const all = await findings();
    expect(all.map(({ code, side, severity }) => [code, side, severity])).toEqual([['exact-duplicates', 'a', 'warning']]);
    expect(names(all[0]).map((group) => group.toSorted())).toEqual([['a/7.png', 'a/copy 1.png', 'a/copy 2.png']]);
    expect(all[0].values).toMatchObject({ count: 3, groups: 1, extra: 2 });
    expect(all[0].remedy?.exclude).toHaveLength(2);
  });

  test('near duplicates: compressed, scaled; the largest stays', async () => {
    const scene = asSharp(shapes(2, false)(30));
    await scene.clone().jpeg({ quality: 40 }).toFile(join(b, 'compressed.jpg'));
    await scene.clone().resize(192).png().toFile(join(b, 'scaled.png'));
    const all = await findings();
    expect(all.map(({ code, side, severity }) => [code, side, severity])).toEqual([['near-duplicates', 'b', 'note']]);
    expect(names(all[0]).map((group) => group.toSorted())).toEqual([['b/30.png', 'b/compressed.jpg', 'b/scaled.png']]);
    const kept = all[0].groups.flat().filter(({ id }) => !all[0].remedy?.exclude.includes(id));
    expect(kept.map(({ name }) => name)).toEqual(['scaled.png']);
  });

  test('pictures shared between the sides, byte by byte and nearly', async () => {
    writeFileSync(join(b, 'same.png'), readFileSync(join(a, '3.png')));
    await asSharp(shapes(1, true)(50)).jpeg({ quality: 60 }).toFile(join(b, 'alike.jpg'));
    const all = await findings();
    expect(all.map(({ code, side, severity }) => [code, side, severity])).toEqual([['shared-between-sides', null, 'warning']]);
    expect(names(all[0])).toEqual([
      ['a/3.png', 'b/same.png'],
      ['a/50.png', 'b/alike.jpg'],
    ]);
  });

  test('tiny pictures and extreme shapes', async () => {
    await writePng(
      join(a, 'tiny.png'),
      paint(40, 50, (x, y) => [x * 6, y * 5, 90]),
    );
    await writePng(
      join(b, 'banner.png'),
      paint(400, 80, (x, y) => [(x * 3) % 256, y * 3, 140]),
    );
    const all = await findings();
    expect(all.map(({ code, side }) => [code, side]).sort()).toEqual([
      ['extreme-shape', 'b'],
      ['tiny', 'a'],
    ]);
    expect(only(all, 'tiny')[0]).toMatchObject({ values: { smallest: 40 }, remedy: { exclude: [expect.any(Number)] } });
    expect(only(all, 'extreme-shape')[0]).toMatchObject({ values: { ratio: 5 } });
  });

  test('grey among colour', async () => {
    await asSharp(shapes(5, true)(1)).greyscale().png().toFile(join(a, 'grey.png'));
    const all = await findings();
    expect(all.map(({ code }) => code)).toEqual(['grey-among-colour']);
    expect(names(all[0])).toEqual([['a/grey.png']]);
  });
});

test('too few pictures, from a note to a problem; none of one side at all', async () => {
  await writeScenes(a, 40, shapes(1, true));
  await writeScenes(b, 1, shapes(2, false));
  const all = only(await findings(), 'too-few');
  expect(all.map(({ severity, side, count }) => [severity, side, count])).toEqual([
    ['problem', 'b', 1],
    ['note', 'a', 40],
  ]);
});

test('how many pictures there are is judged once all folders are listed', async () => {
  await healthy(40);
  const id = await makeProject();
  window.parts.catalog.prepare("UPDATE folders SET state = 'unlisted'").run();
  const told = await listen(id);
  expect(only(told[0].findings, 'too-few')).toEqual([]);
  expect(only(told.at(-1)?.findings ?? [], 'too-few').map(({ count }) => count)).toEqual([40, 40]);
});

test('sides of very different size', async () => {
  await writeScenes(a, 620, shapes(1, true));
  await writeScenes(b, 101, shapes(2, false));
  const all = await findings();
  expect(all.map(({ code }) => code)).toEqual(['uneven-sides']);
  expect(all[0].values).toMatchObject({ a: 620, b: 101 });
});

test('colours far apart', async () => {
  await writeScenes(a, 100, shapes(1, true));
  await writeScenes(b, 100, (index) => {
    const { width, height, data } = shapes(2, false)(index);
    return { width, height, data: data.map((value, i) => (i % 3 === 2 ? value / 2 : value / 6)) };
  });
  const all = await findings();
  expect(all.map(({ code, severity }) => [code, severity])).toEqual([['colours-far-apart', 'note']]);
  expect(all[0].values.lightness).toBeLessThan(-30);
  expect(all[0].groups.length).toBe(12);
});

test('shapes far apart: things on a ground against landscapes, with the pictures that are farthest', async () => {
  await writeScenes(a, 100, shapes(1, true));
  await writeScenes(b, 100, landscapes);
  const all = await findings();
  const [found] = only(all, 'shapes-far-apart');
  expect(found).toMatchObject({ severity: 'warning', side: null, remedy: null });
  expect(found.values.ratio).toBeGreaterThan(0.8);
  expect(new Set(found.groups.flat().map(({ side }) => side))).toEqual(new Set(['a', 'b']));
  expect(only(all, 'near-duplicates')).toEqual([]);
});

test('pictures of one colour are not taken for each other', async () => {
  await healthy();
  for (let i = 0; i < 4; i++) await writePng(join(a, `plain ${i}.png`), plain(96, 96, 60 * i, 200, 255 - 60 * i));
  expect(await findings()).toEqual([]);
});

describe('of a colourist', () => {
  const make = async (folders: { a: string[]; b: string[] }): Promise<number> => {
    const { id } = await window.client.projects.create({ kind: 'colorize', folders });
    await window.parts.pictures.library.settled();
    return id;
  };

  test('only what concerns one look is looked for', async () => {
    await writeScenes(a, 100, shapes(1, true));
    expect(await findings(await make({ a: [a], b: [] }))).toEqual([]);
  });

  test('grey pictures, and pictures without a partner of the same name, with what one click leaves out', async () => {
    await writeScenes(a, 100, shapes(1, true));
    await writePng(
      join(a, 'grey.png'),
      paint(64, 64, (x, y) => [x * 3, x * 3, x * 3].map((value) => (value + y) % 256) as [number, number, number]),
    );
    for (let i = 1; i <= 100; i++) if (i !== 7) await writePng(join(b, `${i}.png`), plain(64, 64, 255, 255, 255));
    await writePng(join(b, 'lone.png'), plain(64, 64, 0, 0, 0));
    const all = await findings(await make({ a: [a], b: [b] }));
    expect(all.map(({ code, side, severity, count }) => [code, side, severity, count])).toEqual([
      ['grey-pictures', 'a', 'warning', 1],
      ['missing-partners', 'a', 'warning', 2],
      ['missing-partners', 'b', 'warning', 1],
    ]);
    expect(names(all[0])).toEqual([['a/grey.png']]);
    expect(names(all[1]).flat().toSorted()).toEqual(['a/7.png', 'a/grey.png']);
    expect(names(all[2])).toEqual([['b/lone.png']]);
    expect(all.map(({ remedy }) => remedy?.exclude.length)).toEqual([1, 2, 1]);
  });
});
