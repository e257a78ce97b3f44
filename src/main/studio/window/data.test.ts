import { mkdirSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { plain, temporaryFolders, writePng, writePngs } from '../../data/testing/pictures.ts';
import { trainingPictures } from '../pictures/trainingPictures.ts';
import type { TestWindow } from './testing/testWindow.ts';
import { testWindow } from './testing/testWindow.ts';

const temporary = temporaryFolders();
let folder: string;
let a: string;
let b: string;
let window: TestWindow;
beforeEach(async () => {
  folder = temporary();
  [a, b] = [join(folder, 'photos'), join(folder, 'paintings')];
  await writePngs(a, 12);
  await writePngs(b, 3, 20);
  window = await testWindow(folder);
});
afterEach(() => window.close());

const make = async (): Promise<number> => {
  const { id } = await window.client.projects.create({ folders: { a: [a], b: [b] } });
  await window.parts.pictures.library.settled();
  return id;
};
const page = { side: 'a' as const, offset: 0, limit: 100 };
const names = (items: readonly { name: string }[]): string[] => items.map(({ name }) => name);

test('a project of two folders: named after them, its pictures found, looked at and summed up', async () => {
  const id = await make();
  const project = await window.client.projects.get({ id });
  expect(project).toMatchObject({
    name: 'photos to paintings',
    state: 'new',
    sides: { a: 'photos', b: 'paintings' },
    pictures: { a: 12, b: 3 },
    runs: 0,
    progress: null,
  });
  expect(project.picture).toMatch(/^\/pictures\/data\/\d+\//);
  const { sides, looking } = await window.client.data.get({ project: id });
  expect(looking).toBeNull();
  expect(sides.a).toMatchObject({ found: 12, excluded: 0, heldOut: 0, unreadable: 0, edges: { smallest: 12, median: 12, largest: 12 } });
  expect(sides.b).toMatchObject({ found: 3, folders: [{ path: b, pictures: 3, missing: false }], edges: { smallest: 20 } });
  expect(sides.a.bytes).toBeGreaterThan(100);
});

test('pictures come page by page in the order people expect, filtered and searched', async () => {
  const id = await make();
  const all = await window.client.data.pictures({ ...page, project: id });
  expect([all.total, names(all.items)]).toEqual([12, Array.from({ length: 12 }, (_, i) => `${i + 1}.png`)]);
  expect(all.items[0]).toMatchObject({ side: 'a', width: 12, height: 12, excluded: false, heldOut: false, problem: null });
  const part = await window.client.data.pictures({ ...page, project: id, offset: 10, limit: 5 });
  expect([part.total, names(part.items)]).toEqual([12, ['11.png', '12.png']]);
  expect(names((await window.client.data.pictures({ ...page, project: id, search: '1.P' })).items)).toEqual(['1.png', '11.png']);
  expect((await window.client.data.pictures({ ...page, project: id, search: '%' })).total).toBe(0);

  await window.client.data.exclude({ project: id, ids: [all.items[0].id, all.items[4].id], value: true });
  await window.client.data.holdOut({ project: id, ids: [all.items[2].id], value: true });
  const filtered = async (filter: 'included' | 'excluded' | 'held-out' | 'unreadable'): Promise<string[]> =>
    names((await window.client.data.pictures({ ...page, project: id, filter })).items);
  expect(await filtered('excluded')).toEqual(['1.png', '5.png']);
  expect(await filtered('held-out')).toEqual(['3.png']);
  expect(await filtered('included')).toHaveLength(10);
  expect(await filtered('unreadable')).toEqual([]);
  expect(trainingPictures(window.parts.catalog, id)).toEqual({
    folders: { a: [a], b: [b] },
    excluded: { a: [join(a, '1.png'), join(a, '5.png')], b: [] },
    heldOut: { a: [join(a, '3.png')], b: [] },
  });
});

test('pages go over the ends of folders', async () => {
  const id = await make();
  const more = join(folder, 'more');
  await writePngs(more, 3);
  await window.client.data.addFolders({ project: id, side: 'b', paths: [more] });
  await window.parts.pictures.library.settled();
  const { total, items } = await window.client.data.pictures({ project: id, side: 'b', offset: 2, limit: 2 });
  expect([total, names(items)]).toEqual([6, ['3.png', '1.png']]);
  expect((await window.client.data.get({ project: id })).sides.b.folders).toHaveLength(2);
});

test('a rescan keeps ids and marks of what stayed, looks again at what changed, forgets what is gone', async () => {
  const id = await make();
  const before = (await window.client.data.pictures({ ...page, project: id })).items;
  await window.client.data.exclude({ project: id, ids: [before[0].id], value: true });
  await writePng(join(a, '1.png'), plain(30, 40, 1, 2, 3));
  utimesSync(join(a, '1.png'), 1000, 1000);
  rmSync(join(a, '2.png'));
  await writePng(join(a, 'sub', 'new.png'), plain(5, 5, 0, 0, 0));
  writeFileSync(join(a, '3.png'), 'no picture');
  symlinkSync(join(a, 'nowhere.png'), join(a, 'link.png'));
  await window.client.data.rescan({ project: id });
  await window.parts.pictures.library.settled();
  const after = (await window.client.data.pictures({ ...page, project: id })).items;
  const byName = new Map(after.map((item) => [item.name, item]));
  expect(byName.get('1.png')).toMatchObject({ id: before[0].id, width: 30, height: 40, excluded: true });
  expect(byName.get('1.png')?.url).not.toBe(before[0].url);
  expect(byName.get('12.png')).toEqual(before[11]);
  expect(byName.has('2.png')).toBe(false);
  expect(byName.get('sub/new.png')).toMatchObject({ width: 5 });
  expect(byName.get('3.png')).toMatchObject({ width: null, problem: 'It holds no picture, whatever its name says.' });
  expect(byName.get('link.png')).toMatchObject({ problem: 'It is a link to something that is not there.' });
  expect((await window.client.data.get({ project: id })).sides.a).toMatchObject({ found: 13, unreadable: 2, excluded: 1 });
});

test('a folder that is gone is shown as missing, with all that was known; it may come back', async () => {
  const id = await make();
  renameSync(a, `${a}-away`);
  await window.client.data.rescan({ project: id });
  await window.parts.pictures.library.settled();
  expect((await window.client.data.get({ project: id })).sides.a).toMatchObject({ found: 12, folders: [{ missing: true, pictures: 12 }] });
  renameSync(`${a}-away`, a);
  await window.client.data.rescan({ project: id });
  await window.parts.pictures.library.settled();
  expect((await window.client.data.get({ project: id })).sides.a.folders).toEqual([{ path: a, pictures: 12, missing: false }]);
});

test('sides are renamed and exchanged with their pictures', async () => {
  const id = await make();
  await window.client.data.renameSide({ project: id, side: 'a', name: 'Horses' });
  await window.client.data.swap({ project: id });
  expect(await window.client.projects.get({ id })).toMatchObject({ sides: { a: 'paintings', b: 'Horses' }, pictures: { a: 3, b: 12 } });
  expect(trainingPictures(window.parts.catalog, id).folders).toEqual({ a: [b], b: [a] });
});

test('a folder taken out is gone; added again it has its marks', async () => {
  const id = await make();
  const [first] = (await window.client.data.pictures({ ...page, project: id })).items;
  await window.client.data.exclude({ project: id, ids: [first.id], value: true });
  await window.client.data.removeFolder({ project: id, side: 'a', path: a });
  expect((await window.client.data.get({ project: id })).sides.a).toMatchObject({ found: 0, folders: [], edges: null });
  expect(() => trainingPictures(window.parts.catalog, id)).toThrow('Side A has no folder of pictures yet.');
  await window.client.data.addFolders({ project: id, side: 'a', paths: [a] });
  expect((await window.client.data.pictures({ ...page, project: id })).items[0]).toMatchObject({ id: first.id, excluded: true });
});

test('what cannot be is refused in words', async () => {
  const id = await make();
  const refused = (code: string): object => ({ code: 'FAILED', data: { code } });
  const add = (path: string): Promise<unknown> => window.client.data.addFolders({ project: id, side: 'b', paths: [path] });
  await expect(add(a)).rejects.toMatchObject(refused('FOLDERS_OVERLAP'));
  mkdirSync(join(a, 'below'));
  await expect(add(join(a, 'below'))).rejects.toMatchObject(refused('FOLDERS_OVERLAP'));
  await expect(add(folder)).rejects.toMatchObject(refused('FOLDERS_OVERLAP'));
  await expect(add(join(folder, 'nowhere'))).rejects.toMatchObject(refused('FOLDER_MISSING'));
  await expect(add(join(a, '1.png'))).rejects.toMatchObject(refused('FOLDER_IS_FILE'));
  await expect(window.client.data.removeFolder({ project: id, side: 'a', path: b })).rejects.toMatchObject(refused('FOLDER_NOT_OF_PROJECT'));
  await expect(window.client.data.get({ project: 99 })).rejects.toMatchObject(refused('PROJECT_UNKNOWN'));
  await window.close();
  window = await testWindow(folder, (path) => path !== b);
  await expect(window.client.projects.create({ folders: { a: [a], b: [b] } })).rejects.toMatchObject(refused('PATH_NOT_ALLOWED'));
  expect(await window.client.projects.list()).toHaveLength(1);
});

test('looking goes on where a closed studio left it', async () => {
  await window.client.projects.create({ folders: { a: [a], b: [b] } });
  await window.close();
  window = await testWindow(folder);
  const [project] = await window.client.projects.list();
  await window.parts.pictures.library.settled();
  expect((await window.client.data.get({ project: project.id })).sides.a).toMatchObject({ found: 12, edges: { smallest: 12 } });
});
