import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TestHome } from './testing/testHome.ts';
import { testHome, witness } from './testing/testHome.ts';
import type { Studio } from './types.ts';

let place: TestHome;
let studio: Studio;
beforeEach(async () => {
  place = testHome();
  studio = await place.open();
});
afterEach(() => place.remove());

test('pause and continue are states', async () => {
  const observer = witness();
  const handle = await studio.train(place.request('works'), observer);
  await observer.heard('progress');
  handle.pause();
  expect(studio.run('latest').state).toBe('paused');
  handle.continue();
  expect(studio.run('latest').state).toBe('running');
  handle.stop();
  await handle.outcome;
});

test('runs wait for each other; their order can be changed; a waiting one can be taken out', async () => {
  const observer = witness();
  const first = await studio.train(place.request('works', { name: 'one' }), observer);
  await observer.heard('progress');
  const second = witness();
  const two = await studio.train(place.request('completes', { name: 'two' }), second);
  const three = await studio.train(place.request('completes', { name: 'three' }), witness());
  const four = await studio.train(place.request('completes', { name: 'four' }), witness());
  await expect.poll(() => second.positions).toEqual([1]);
  studio.moveInQueue('three', 1);
  await expect.poll(() => second.positions).toEqual([1, 2]);
  four.stop();
  expect(await four.outcome).toMatchObject({ ending: 'stopped', step: 0, checkpoint: null });
  expect(
    studio
      .runs()
      .map(({ name, state }) => `${name} ${state}`)
      .sort(),
  ).toEqual(['four stopped', 'one running', 'three queued', 'two queued']);
  first.stop();
  await Promise.all([first.outcome, two.outcome, three.outcome]);
  const began = (name: string): string => studio.run(name).startedAt ?? '';
  expect(began('three') < began('two')).toBe(true);
});

test('converting: counts, reasons, the background of the run', async () => {
  await (
    await studio.train(place.request('completes', { background: 'black' }), witness())
  ).outcome;
  const input = join(place.folder, 'in');
  mkdirSync(input);
  for (const name of ['bad.png', 'one.png', 'two.png']) writeFileSync(join(input, name), '');
  const handle = await studio.convert({ checkpoint: 'latest', direction: 'a2b', input, output: join(place.folder, 'out') }, witness());
  expect(await handle.outcome).toMatchObject({
    ending: 'finished',
    written: 2,
    unchanged: 0,
    failures: [{ input: join(input, 'bad.png'), reason: 'It is cut off.' }],
  });
  await expect(studio.convert({ checkpoint: 'nobody', direction: 'a2b', input, output: input }, witness())).rejects.toMatchObject({
    code: 'CHECKPOINT_UNKNOWN',
  });
});

test('probing starts at once beside a run, a measurement waits for it', async () => {
  const observer = witness();
  const run = await studio.train(place.request('works'), observer);
  await observer.heard('progress');
  expect(await (await studio.probe(witness())).outcome).toEqual({ ending: 'finished', error: null, result: [] });
  const watcher = witness();
  const bench = await studio.bench({ configs: [{ size: 64, ngf: 64, blocks: 6 }], steps: 1 }, watcher);
  await expect.poll(() => watcher.positions).toEqual([1]);
  run.stop();
  expect(await bench.outcome).toMatchObject({ ending: 'finished' });
});

test('marking a checkpoint tells the engine by a file', async () => {
  await (
    await studio.train(place.request('completes'), witness())
  ).outcome;
  const { id, folder } = studio.findCheckpoint('latest');
  studio.markCheckpoint(id, true);
  expect(studio.findCheckpoint(id).kept).toBe(true);
  expect(existsSync(join(folder, 'KEEP'))).toBe(true);
  studio.markCheckpoint(id, false);
  expect(studio.findCheckpoint(id).kept).toBe(false);
  expect(existsSync(join(folder, 'KEEP'))).toBe(false);
  expect(() => studio.markCheckpoint('nothing', true)).toThrow(expect.objectContaining({ code: 'CHECKPOINT_UNKNOWN' }));
});

test('a home that was moved is whole at its new place', async () => {
  await (
    await studio.train(place.request('completes'), witness())
  ).outcome;
  studio.markCheckpoint(studio.findCheckpoint('latest').id, true);
  await studio.close();
  const moved = join(place.folder, 'moved');
  renameSync(place.home, moved);
  const again = await place.open(moved);
  expect(again.findCheckpoint('latest')).toMatchObject({ folder: expect.stringContaining(moved), step: 10, kept: true });
  expect((await (await again.resume('latest', {}, witness())).outcome).ending).toBe('finished');
  expect(again.run('latest').task.resumeFrom).toContain(moved);
});

test('closing stops what runs and waits for it', async () => {
  const observer = witness();
  const handle = await studio.train(place.request('works'), observer);
  await observer.heard('progress');
  await studio.close();
  expect(await handle.outcome).toMatchObject({ ending: 'stopped' });
  expect((await place.open()).run('latest')).toMatchObject({ state: 'stopped', checkpoints: 1 });
});
