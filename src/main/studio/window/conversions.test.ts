import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writePngs } from '../../data/testing/pictures.ts';
import { answerPicture } from './pictures.ts';
import type { RealWindow } from './testing/realWindow.ts';
import { ended, realWindow, resultOf, tinyProject, tinyTraining, until } from './testing/realWindow.ts';

let folder: string;
let window: RealWindow;
let run: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recast-'));
  window = await realWindow(folder);
  const project = await tinyProject(window, folder);
  const settings = { ...tinyTraining.settings, steps: 5 };
  ({ run } = await window.client.runs.start({ project, name: 'Teacher: one', training: { ...tinyTraining, settings, samplesEvery: 0 } }));
  await until(await window.client.runs.watch({ run }), ({ state }) => ended.includes(state));
}, 120_000);
afterAll(async () => {
  await window.close();
  await rm(folder, { recursive: true, force: true });
});

test('several inputs, their files, what failed, the way back to the translator; resumed after the studio was closed', { timeout: 120_000 }, async () => {
  const [holiday, more] = [join(folder, 'in', 'holiday'), join(folder, 'more', 'holiday')];
  await writePngs(holiday, 3, 20);
  await writePngs(more, 60, 20);
  await mkdir(join(folder, 'single'));
  await writePngs(join(folder, 'single'), 1, 20);
  await writeFile(join(holiday, 'broken.png'), 'no picture');
  const inputs = [holiday, more, join(folder, 'single', '1.png')];
  const { id } = await window.client.conversions.start({ checkpoint: run, direction: 'a2b', inputs, output: null });
  // The window goes away in the middle of it, and the whole studio with it.
  await until(await window.client.conversions.watch({ id }), ({ counts }) => counts.written > 0);
  await window.close();
  window = await realWindow(folder);
  const before = await window.client.conversions.get({ id });
  expect(ended).toContain(before.state);
  expect(before.counts.written).toBeGreaterThan(0);

  await window.client.conversions.resume({ id });
  const end = await until(await window.client.conversions.watch({ id }), ({ state }) => ended.includes(state));
  expect(end).toMatchObject({ state: 'finished', counts: { total: 65, written: 64, unchanged: 0, failed: 1 } });
  const { output, run: of, title } = await window.client.conversions.get({ id });
  expect([of, title]).toEqual([run, 'holiday + 2']);
  expect(output.startsWith(join(folder, 'home', 'exports'))).toBe(true);
  expect((await readdir(output)).sort()).toEqual(['1.png', 'holiday', 'holiday (2)']);

  const failed = await window.client.conversions.files({ id, filter: 'failed', offset: 0, limit: 10 });
  expect(failed).toMatchObject({ total: 1, items: [{ name: 'holiday/broken.png', state: 'failed', after: null }] });
  expect(failed.items[0].reason).toMatch(/\w/);
  const { total, items } = await window.client.conversions.files({ id, filter: 'written', offset: 60, limit: 10 });
  expect([total, items.length]).toEqual([64, 4]);
  for (const url of [items[0].before, items[0].after ?? '']) {
    expect((await answerPicture(new Request(`http://studio${url}?size=64`), window.parts)).status).toBe(200);
  }
  expect(await window.client.conversions.identify({ path: join(output, '1.png') })).toMatchObject({ run, checkpoint: `${run}-5`, direction: 'a2b' });
  expect(await window.client.conversions.identify({ path: join(holiday, '1.png') })).toBeNull();

  await window.client.conversions.remove({ id });
  expect(await window.client.conversions.list()).toEqual([]);
  expect(await readdir(output)).toHaveLength(3);
});

test('the home moves with all that is in it; the cache is emptied; the studio goes on from there', { timeout: 120_000 }, async () => {
  const { client } = window;
  expect((await client.system.clearCache()).bytes).toBeGreaterThan(0);
  await client.system.changeSettings({ language: 'ko' });
  await expect(client.system.changeSettings({ language: 'xx' })).rejects.toMatchObject({ data: { code: 'REQUEST_REFUSED' } });
  await expect(resultOf(await client.system.moveHome({ to: join(folder, 'home', 'inside') }))).rejects.toMatchObject({ data: { code: 'HOME_PLACE_UNFIT' } });
  await expect(resultOf(await client.system.moveHome({ to: join(folder, 'a') }))).rejects.toMatchObject({ data: { code: 'HOME_PLACE_UNFIT' } });
  const to = join(folder, 'elsewhere');
  // The profile of a desktop window, which changes while it is open.
  await mkdir(join(folder, 'home', 'desktop'), { recursive: true });
  await writeFile(join(folder, 'home', 'desktop', 'Cookies'), 'of the window');
  expect(await resultOf(await client.system.moveHome({ to }))).toEqual({ home: to });
  expect((await client.system.info()).home).toBe(to);
  expect(await readdir(to)).not.toContain('desktop');
  expect((await client.system.settings()).language).toBe('ko');
  const [checkpoint] = await client.checkpoints.list({ run });
  expect(checkpoint.id).toBe(`${run}-5`);
  const preview = await client.checkpoints.preview({ id: checkpoint.id, direction: 'b2a', picture: { path: join(folder, 'b', '1.png') } });
  expect((await answerPicture(new Request(`http://studio${preview.after}`), window.parts)).status).toBe(200);
  await window.close();
  // Whoever opens the old place finds the new one.
  window = await realWindow(folder);
  expect((await window.client.system.info()).home).toBe(to);
});

test('what the product is made of, and what works here', { timeout: 60_000 }, async () => {
  const licences = await window.client.system.licences();
  const names = licences.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['recast-studio', 'zod', 'sharp', 'onnxruntime-node']));
  expect(names).not.toContain('vitest');
  expect(licences.find(({ name }) => name === 'zod')).toMatchObject({ licence: 'MIT', text: expect.stringContaining('MIT') });
  const { devices } = await window.client.system.devices({});
  expect(devices.find(({ device }) => device === 'cpu')).toMatchObject({ works: true });
  expect((await window.client.system.doctor()).filter(({ state }) => state === 'bad')).toEqual([]);
});
