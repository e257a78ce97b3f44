import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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

test('a run from beginning to end: every message is in the catalog', async () => {
  const observer = witness();
  const handle = await studio.train(place.request('completes', { name: 'first', seed: 7, settings: { size: 32 } }), observer);
  const outcome = await handle.outcome;
  expect(outcome).toMatchObject({
    runId: handle.runId,
    ending: 'finished',
    error: null,
    step: 10,
    result: { steps: 10 },
    checkpoint: { id: `${handle.runId}-10`, step: 10 },
  });
  expect(observer.messages.filter(({ type }) => type === 'metrics')).toHaveLength(10);
  expect(observer.positions).toEqual([]);

  const run = studio.run('first');
  expect(run).toMatchObject({
    state: 'finished',
    reason: null,
    step: 10,
    totalSteps: 10,
    executor: 'onnx',
    device: 'cpu',
    checkpoints: 2,
    architecture: 'cyclegan',
  });
  expect(run.task).toMatchObject({
    seed: 7,
    runFolder: join(studio.home, 'runs', run.id),
    cacheFolder: join(studio.home, 'cache'),
    settings: { size: 32, ngf: 64 },
  });
  expect(run.metrics.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(run.samples).toEqual([{ file: join(run.folder, 'samples', 'a-10.png'), side: 'a', step: 10 }]);
  expect(run.skipped).toEqual([{ side: 'a', path: '/pictures/notes.txt', reason: 'it is not a picture.' }]);
  expect(run.notes.map(({ text }) => text)).toContain('The pictures are small.');
  expect(studio.checkpoints('first').map(({ step }) => step)).toEqual([10, 5]);
  expect(readFileSync(join(studio.home, 'logs', 'recast.log'), 'utf8')).toContain('engine started');
});

test.each([
  ['aborts', 'failed', /memory/, 3],
  ['killed', 'failed', /SIGKILL/, 4],
  ['terminated', 'interrupted', /SIGTERM/, null],
  ['throws', 'failed', /has a fault/, null],
  ['fails', 'failed', /holds no pictures/, null],
] as const)('an engine that %s: the run is %s with its reason, and no checkpoint is lost', async (script, state, reason, step) => {
  const handle = await studio.train(place.request(script), witness());
  const outcome = await handle.outcome;
  expect(outcome).toMatchObject({ ending: state, error: { message: expect.stringMatching(reason), remedy: expect.any(String) } });
  expect(outcome.checkpoint?.step ?? null).toBe(step);
  expect(studio.run('latest')).toMatchObject({ state, reason: expect.stringMatching(reason), remedy: expect.any(String), checkpoints: step === null ? 0 : 1 });
});

test('what cannot be is refused before anything is made', async () => {
  const request = place.request('completes');
  const missing = { ...request, folders: { ...request.folders, b: join(place.folder, 'nowhere') } };
  await expect(studio.train(missing, witness())).rejects.toMatchObject({ code: 'FOLDER_MISSING', message: expect.stringContaining('nowhere') });
  await expect(studio.train({ ...request, settings: { size: 3 } }, witness())).rejects.toMatchObject({
    code: 'REQUEST_REFUSED',
    message: expect.stringContaining('size'),
  });
  await expect(studio.train({ ...request, settings: { sise: 64 } }, witness())).rejects.toMatchObject({ message: expect.stringContaining('sise') });
  await expect(studio.train({ ...request, holdout: 2 }, witness())).rejects.toMatchObject({ message: expect.stringContaining('holdout') });
  expect(studio.runs()).toEqual([]);
});

test('stop saves and ends; resume goes on from there; what differs is stored', async () => {
  const observer = witness();
  const handle = await studio.train(place.request('works'), observer);
  await observer.heard('progress');
  handle.stop();
  const stopped = await handle.outcome;
  expect(stopped).toMatchObject({ ending: 'stopped', error: null });
  expect(stopped.checkpoint?.step).toBe(stopped.step);

  const again = witness();
  const resumed = await studio.resume('latest', { maxMinutes: 5, settings: { epochs: 7 } }, again);
  expect(resumed.runId).toBe(handle.runId);
  await again.heard('progress');
  expect(studio.run('latest').state).toBe('running');
  resumed.stop();
  expect((await resumed.outcome).step).toBeGreaterThan(stopped.step);
  expect(studio.run('latest').task).toMatchObject({ resumeFrom: stopped.checkpoint?.folder, maxMinutes: 5, settings: { epochs: 7, size: 64 } });
});

test('a run that was killed at once goes on from its last checkpoint, without the steps after it', async () => {
  const observer = witness();
  const handle = await studio.train(place.request('hangs'), observer);
  await observer.heard('progress');
  handle.stop();
  handle.kill();
  expect(await handle.outcome).toMatchObject({ ending: 'interrupted', error: { code: 'JOB_KILLED' }, step: 4, checkpoint: { step: 3 } });
  const resumed = await studio.resume(handle.runId ?? '', {}, witness());
  expect(studio.run('latest')).toMatchObject({ step: 3, task: { resumeFrom: expect.stringMatching(/step-00000003$/) } });
  resumed.kill();
  await resumed.outcome;
});

test('resume passes over a damaged checkpoint, says so, and begins anew where none is left', async () => {
  await (
    await studio.train(place.request('completes'), witness())
  ).outcome;
  const harm = (step: string): void => rmSync(join(studio.run('latest').folder, 'checkpoints', `step-000000${step}`, 'netG_A.safetensors'));
  harm('10');
  await (
    await studio.resume('latest', {}, witness())
  ).outcome;
  const run = studio.run('latest');
  expect(run.task.resumeFrom).toMatch(/step-00000005$/);
  expect(run.metrics.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(run.notes.map(({ text }) => text).join()).toMatch(/step-00000010.*set aside/);
  harm('05');
  harm('10');
  expect((await (await studio.resume('latest', {}, witness())).outcome).ending).toBe('finished');
  expect(studio.run('latest').task.resumeFrom).toBeNull();
});

test('a run whose pictures were moved goes on where they are now, and one whose pictures are where they were keeps them', async () => {
  const request = place.request('completes');
  await (
    await studio.train(request, witness())
  ).outcome;
  const [from, to] = [String(request.folders['a']), join(place.folder, 'elsewhere', 'completes')];
  await expect(studio.resume('latest', { folders: { a: to } }, witness())).rejects.toMatchObject({ code: 'RESUME_WITH_FOLDERS' });
  mkdirSync(join(place.folder, 'elsewhere'));
  renameSync(from, to);
  const { id } = studio.run('latest');
  await expect(studio.resume('latest', {}, witness())).rejects.toMatchObject({
    code: 'RESUME_FOLDER_MOVED',
    message: expect.stringContaining(from),
    remedy: expect.stringContaining(`recast resume ${id} --a DIR`),
  });
  await expect(studio.resume('latest', { folders: { a: to, c: to } }, witness())).rejects.toMatchObject({
    code: 'RESUME_WITH_FOLDERS',
    details: { roles: ['c'] },
  });
  await expect(studio.resume('latest', { folders: { a: `${to}-not` } }, witness())).rejects.toMatchObject({ code: 'FOLDER_MISSING' });
  expect((await (await studio.resume('latest', { folders: { a: to } }, witness())).outcome).ending).toBe('finished');
  expect(studio.run('latest').task.folders).toEqual({ ...request.folders, a: to });
});

test('a run that is under way cannot be resumed, an unknown one neither', async () => {
  const observer = witness();
  const handle = await studio.train(place.request('works'), observer);
  await observer.heard('progress');
  await expect(studio.resume('latest', {}, witness())).rejects.toMatchObject({ code: 'RUN_BUSY', exit: 2 });
  await expect(studio.resume('nobody', {}, witness())).rejects.toMatchObject({ code: 'RUN_UNKNOWN' });
  handle.stop();
  await handle.outcome;
});

test('a resume that is refused leaves the run as it was, and the engine free', async () => {
  const outcome = await (await studio.train(place.request('completes'), witness())).outcome;
  const before = studio.run(outcome.runId);
  await expect(studio.resume(outcome.runId, { settings: { epochs: -1 } }, witness())).rejects.toMatchObject({ code: 'REQUEST_REFUSED' });
  writeFileSync(join(outcome.checkpoint?.folder ?? '', 'checkpoint.json'), JSON.stringify({ formatVersion: 99 }));
  await expect(studio.resume(outcome.runId, {}, witness())).rejects.toMatchObject({ code: 'CHECKPOINT_NEWER' });
  expect(studio.run(outcome.runId)).toEqual(before);
  const observer = witness();
  await (
    await studio.train(place.request('fails'), observer)
  ).outcome;
  expect(observer.positions).toEqual([]);
});

test('a home that cannot be one is refused', async () => {
  const file = join(place.folder, 'file');
  writeFileSync(file, '');
  await expect(place.open(file)).rejects.toMatchObject({ code: 'HOME_UNUSABLE', message: expect.stringContaining(file) });
  await expect(place.open(join(file, 'below'))).rejects.toMatchObject({ code: 'HOME_UNUSABLE' });
});
