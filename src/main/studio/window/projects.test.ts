import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { scriptedFolders } from '../../jobs/testing/tasks.ts';
import { temporaryFolders, writePngs } from '../../data/testing/pictures.ts';
import { witness } from '../testing/testHome.ts';
import { trainingPictures } from '../pictures/trainingPictures.ts';
import type { TestWindow } from './testing/testWindow.ts';
import { testWindow } from './testing/testWindow.ts';

const temporary = temporaryFolders();
let folder: string;
let window: TestWindow;
beforeEach(async () => {
  folder = temporary();
  window = await testWindow(folder);
});
afterEach(() => window.close());

/** A project whose runs do what the script says. */
async function make(script: string): Promise<{ id: number; a: string; b: string }> {
  const { a, b } = scriptedFolders(folder, script);
  await writePngs(a, 4);
  await writePngs(b, 3);
  const { id } = await window.client.projects.create({ folders: { a: [a], b: [b] } });
  await window.parts.pictures.library.settled();
  return { id, a, b };
}

const train = (project: number, observer = witness()) =>
  window.studio.train({ architecture: 'cyclegan', ...trainingPictures(window.parts.catalog, project), projectId: project }, observer);
const refused = (code: string): object => ({ code: 'FAILED', data: { code } });

test('a project says where its runs stand, how far they are, and when anything last happened', async () => {
  const { id } = await make('works');
  expect(await window.client.projects.get({ id })).toMatchObject({ state: 'new', runs: 0, progress: null });
  const observer = witness();
  const handle = await train(id, observer);
  await observer.heard('prepared');
  await expect.poll(async () => (await window.client.projects.get({ id })).state).toBe('running');
  handle.stop();
  await handle.outcome;
  const after = await window.client.projects.get({ id });
  expect(after).toMatchObject({ state: 'stopped', runs: 1, progress: null });
  expect(Date.parse(after.activeAt)).toBeGreaterThanOrEqual(Date.parse(after.createdAt));
});

test('names are unique, whoever gives them', async () => {
  const { id } = await make('works');
  const other = await window.client.projects.create({ name: 'works to other', folders: { a: [], b: [] } });
  expect(other).toMatchObject({ name: 'works to other 2', sides: { a: 'A', b: 'B' }, picture: null, pictures: { a: 0, b: 0 } });
  await expect(window.client.projects.rename({ id: other.id, name: 'works to other' })).rejects.toMatchObject(refused('PROJECT_NAME_TAKEN'));
  expect(await window.client.projects.rename({ id, name: '  Mine ' })).toMatchObject({ name: 'Mine' });
  expect((await window.client.projects.list()).map(({ name }) => name)).toEqual(['works to other 2', 'Mine']);
});

test('a duplicate has the same pictures with their marks, and no runs', async () => {
  const { id, a, b } = await make('completes');
  const { items } = await window.client.data.pictures({ project: id, side: 'a', offset: 0, limit: 9 });
  await window.client.data.exclude({ project: id, ids: [items[1].id], value: true });
  await window.client.data.renameSide({ project: id, side: 'b', name: 'Drawings' });
  await (
    await train(id)
  ).outcome;
  const copy = await window.client.projects.duplicate({ id });
  expect(copy).toMatchObject({ name: 'completes to other 2', state: 'new', runs: 0, sides: { a: 'completes', b: 'Drawings' }, pictures: { a: 4, b: 3 } });
  const copied = await window.client.data.pictures({ project: copy.id, side: 'a', offset: 0, limit: 9 });
  expect(copied.items.map(({ name, excluded, width }) => [name, excluded, width])).toEqual(items.map(({ name, width }, i) => [name, i === 1, width]));
  expect(trainingPictures(window.parts.catalog, copy.id)).toMatchObject({ folders: { a: [a], b: [b] }, excluded: { a: [join(a, '2.png')] } });
});

test('into the bin and out again; what runs is stopped with a checkpoint', async () => {
  const { id } = await make('works');
  const observer = witness();
  const handle = await train(id, observer);
  await observer.heard('progress');
  await window.client.projects.remove({ ids: [id] });
  expect((await handle.outcome).checkpoint).not.toBeNull();
  expect((await window.client.projects.get({ id })).removedAt).not.toBeNull();
  await window.client.projects.restore({ ids: [id] });
  expect(await window.client.projects.get({ id })).toMatchObject({ removedAt: null, state: 'stopped', runs: 1 });
  await expect(window.client.projects.remove({ ids: [id, 99] })).rejects.toMatchObject(refused('PROJECT_UNKNOWN'));
  expect((await window.client.projects.get({ id })).removedAt).toBeNull();
});

test('emptying the bin removes runs and their files for good, and never a picture of the person', async () => {
  const [kept, gone] = [await make('completes'), await make('aborts')];
  const keptRun = await (await train(kept.id)).outcome;
  const goneRun = await (await train(gone.id)).outcome;
  const binned = await (await train(kept.id)).outcome;
  window.parts.catalog.prepare('UPDATE runs SET removed_at = 1 WHERE id = ?').run(binned.runId);
  await window.client.projects.remove({ ids: [gone.id] });
  const emptied = await window.client.projects.emptyBin();
  expect(emptied).toMatchObject({ projects: 1, runs: 2 });
  expect(emptied.bytes).toBeGreaterThan(0);
  expect(readdirSync(window.parts.layout.runs)).toEqual([keptRun.runId]);
  expect(window.studio.runs().map(({ id }) => id)).toEqual([keptRun.runId]);
  expect(goneRun.runId).not.toBe(keptRun.runId);
  await expect(window.client.projects.get({ id: gone.id })).rejects.toMatchObject(refused('PROJECT_UNKNOWN'));
  expect(readdirSync(gone.a)).toHaveLength(4);
  expect(existsSync(gone.b)).toBe(true);
  expect(await window.client.projects.emptyBin()).toEqual({ projects: 0, runs: 0, checkpoints: 0, bytes: 0 });
});

test('files of a run that lies anywhere but in the home are left alone', async () => {
  const { id, a } = await make('completes');
  const { runId } = await (await train(id)).outcome;
  window.parts.catalog.prepare('UPDATE runs SET folder = ? WHERE id = ?').run(a, runId);
  await window.client.projects.remove({ ids: [id] });
  await window.client.projects.emptyBin();
  expect(readdirSync(a)).toHaveLength(4);
});

test('a sample project is drawn from the emoji sets, with progress', async () => {
  expect(await window.client.projects.sampleAvailable()).toBe(true);
  const drawing = await window.client.projects.createSample();
  const told: number[] = [];
  let next = await drawing.next();
  for (; next.done !== true; next = await drawing.next()) told.push(next.value.done);
  expect(next.value).toMatchObject({ name: 'Noto to OpenMoji', sides: { a: 'noto', b: 'openmoji' } });
  expect(told.length).toBeGreaterThan(2);
  await window.parts.pictures.library.settled();
  const { sides } = await window.client.data.get({ project: next.value.id });
  expect(sides.a.found).toBeGreaterThan(1500);
  expect(sides).toMatchObject({ a: { unreadable: 0, edges: { smallest: 64, largest: 64 } }, b: { found: sides.a.found, unreadable: 0 } });
});

test('a sample that nobody waits for any more is not drawn to its end, and leaves nothing', async () => {
  const stop = new AbortController();
  const drawing = await window.client.projects.createSample(undefined, { signal: stop.signal });
  await drawing.next();
  await drawing.return();
  expect(readdirSync(window.parts.layout.home).filter((name) => name.startsWith('sample'))).toEqual([]);
  expect(await window.client.projects.list()).toEqual([]);
});
