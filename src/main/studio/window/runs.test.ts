import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Cost } from '../../../shared/contract/runs.ts';
import { unpackSteps, unpackValues } from '../../../shared/columns.ts';
import { answerPicture } from './pictures.ts';
import type { RealWindow } from './testing/realWindow.ts';
import { ended, realWindow, resultOf, tinyProject, tinyTraining, until } from './testing/realWindow.ts';

let folder: string;
let window: RealWindow;
let project: number;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recast-'));
  window = await realWindow(folder);
  project = await tinyProject(window, folder);
});
afterAll(async () => {
  await window.close();
  await rm(folder, { recursive: true, force: true });
});

async function statusOf(url: string): Promise<number> {
  return (await answerPicture(new Request(`http://studio${url}`), window.parts)).status;
}

test('a run from its cost to its pictures, scores and checkpoints, and a branch of it', { timeout: 300_000 }, async () => {
  const { client, parts } = window;
  const training = { ...tinyTraining };
  const estimate = await client.runs.cost({ project, training });
  expect(estimate).toMatchObject({ steps: 60, secondsPerStep: null, seconds: null });
  expect(estimate.memoryBytes).toBeGreaterThan(1e8);
  const measured = await resultOf<Cost>(await client.runs.measure({ project, training }));
  expect(measured.secondsPerStep).toBeGreaterThan(0);
  expect((await client.runs.cost({ project, training })).secondsPerStep).toBe(measured.secondsPerStep);

  const changes = parts.changes.watch(undefined);
  const { run } = await client.runs.start({ project, name: 'First', training });
  const told = (await changes.next()).value ?? [];
  expect(told).toContainEqual({ topic: 'runs', id: run });
  void changes.return(undefined);
  const end = await until(await client.runs.watch({ run }), ({ state }) => ended.includes(state));
  expect(end).toMatchObject({ state: 'finished', position: null });

  const [listed] = await client.runs.list({ project });
  expect(listed).toMatchObject({ id: run, name: 'First', state: 'finished', step: 60, totalSteps: 60, failure: null });
  const { step: packed, series } = await client.runs.metrics({ run, after: -1 });
  const step = await unpackSteps(packed);
  expect(step.at(-1)).toBe(60);
  const losses = await unpackValues(series['G_A']);
  expect(losses).toHaveLength(step.length);
  expect(losses.every((loss) => loss > 0)).toBe(true);
  expect(await unpackSteps((await client.runs.metrics({ run, after: 60 })).step)).toHaveLength(0);

  const samples = await client.runs.samples({ run });
  expect([...new Set(samples.map((sample) => sample.step))]).toEqual([20, 30, 40, 60]);
  const [row] = samples[0].rows;
  const real = row.real ?? '';
  for (const url of [real, row.translated ?? '', row.back ?? '', row.identity ?? '', `${real}?size=64`]) expect([url, await statusOf(url)]).toEqual([url, 200]);
  expect(await statusOf(real.replace('/real', '/secret'))).toBe(404);
  expect(listed.picture).toContain(`/pictures/sample/${run}/60/`);

  const checkpoints = await client.checkpoints.list({ run });
  expect(checkpoints.map((one) => one.step)).toEqual([60, 40, 20]);
  expect(checkpoints.filter(({ best }) => best)).toHaveLength(1);
  for (const { score } of checkpoints) expect(score?.distance.a2b.error).toBeGreaterThan(0);
  expect(await client.runs.alarms({ run })).toEqual([]);

  await expect(client.runs.branch({ checkpoint: `${run}-40`, training: { settings: { ngf: 8 } } })).rejects.toMatchObject({
    data: { code: 'BRANCH_MISFIT', message: expect.stringContaining('ngf is 4 there and would be 8') },
  });
  await expect(client.runs.branch({ checkpoint: `${run}-40`, training: { settings: { steps: 40 } } })).rejects.toMatchObject({
    data: { code: 'LENGTH_ALREADY_REACHED' },
  });
  const branch = await client.runs.branch({ checkpoint: `${run}-40`, training: { settings: { learningRate: 0.0001, steps: 50 } } });
  await until(await client.runs.watch(branch), ({ state }) => ended.includes(state));
  const details = await client.runs.get(branch);
  expect(details).toMatchObject({ state: 'finished', branchedFrom: `${run}-40`, step: 50, failure: null });
  expect(details.settings['learningRate']).toBe(0.0001);
  expect((await unpackSteps((await client.runs.metrics({ run: branch.run, after: -1 })).step))[0]).toBe(41);
  expect((await client.checkpoints.list(branch)).map((one) => one.step)).toEqual([50, 40]);

  const preview = await client.checkpoints.preview({ id: `${run}-60`, direction: 'a2b', picture: { path: join(folder, 'a', '1.png') } });
  expect([await statusOf(preview.before), await statusOf(preview.after)]).toEqual([200, 200]);
  // The engine stays: the next picture waits for no start.
  const { pid } = window.parts.desk;
  expect(pid).toBeDefined();
  const next = await client.checkpoints.preview({ id: `${run}-60`, direction: 'a2b', picture: { path: join(folder, 'a', '2.png') } });
  expect([await statusOf(next.after), window.parts.desk.pid]).toEqual([200, pid]);

  await client.checkpoints.remove({ ids: [`${run}-60`] });
  expect((await client.runs.get({ run })).checkpoints).toBe(2);
  await client.checkpoints.restore({ ids: [`${run}-60`] });
  expect((await client.runs.get({ run })).checkpoints).toBe(3);
  await client.runs.remove({ runs: [branch.run] });
  expect((await client.runs.list({ project })).find(({ id }) => id === branch.run)?.removedAt).not.toBeNull();
});

test('pause, proceed and stop from any window; activity shows it; a stopped run is resumed', { timeout: 120_000 }, async () => {
  const { client } = window;
  const settings = { ...tinyTraining.settings, steps: 100_000 };
  const { run } = await client.runs.start({ project, training: { ...tinyTraining, settings, samplesEvery: 0 } });
  await until(await client.runs.watch({ run }), ({ progress }) => (progress?.done ?? 0) > 5);
  const [job] = await until(await client.activity.watch(), (jobs) => jobs[0]?.run === run && jobs[0].state === 'running');
  expect(job).toMatchObject({ id: `run-${run}`, kind: 'train', project });
  await expect(client.runs.remove({ runs: [run] })).rejects.toMatchObject({ data: { code: 'RUN_NOT_ENDED' } });
  await client.runs.pause({ run });
  await until(await client.runs.watch({ run }), ({ state }) => state === 'paused');
  const at = (await client.runs.get({ run })).step;
  await client.activity.proceed({ job: `run-${run}` });
  await until(await client.runs.watch({ run }), ({ progress }) => (progress?.done ?? 0) > at + 5);
  await client.runs.stop({ run });
  await until(await client.runs.watch({ run }), ({ state }) => state === 'stopped');
  await expect(client.runs.pause({ run })).rejects.toMatchObject({ data: { code: 'JOB_UNKNOWN' } });
  const stopped = (await client.runs.get({ run })).step;
  // Its pictures lie elsewhere: said so once, both the project and the run have them again, with what was marked.
  const [first] = (await client.data.pictures({ project, side: 'a', filter: 'all', search: '', offset: 0, limit: 1 })).items;
  await client.data.exclude({ project, ids: [first.id], value: true });
  const [from, to] = [join(folder, 'a'), join(folder, 'elsewhere')];
  await rename(from, to);
  const training = { settings: { steps: stopped + 3 } };
  await expect(client.runs.resume({ run, training })).rejects.toMatchObject({ data: { code: 'RESUME_FOLDER_MOVED', details: { path: from } } });
  await expect(client.data.moveFolder({ project, path: from, to: join(folder, 'b') })).rejects.toMatchObject({ data: { code: 'FOLDERS_OVERLAP' } });
  await expect(client.data.moveFolder({ project, path: to, to })).rejects.toMatchObject({ data: { code: 'FOLDER_NOT_OF_PROJECT' } });
  await client.data.moveFolder({ project, path: from, to });
  expect((await client.data.pictures({ project, side: 'a', filter: 'all', search: '', offset: 0, limit: 1 })).items[0]).toMatchObject({
    id: first.id,
    excluded: true,
  });
  await client.data.moveFolder({ project, path: to, to: from, back: true });
  await expect(client.runs.resume({ run, training })).rejects.toMatchObject({ data: { code: 'RESUME_FOLDER_MOVED' } });
  await client.data.moveFolder({ project, path: from, to });
  await client.runs.resume({ run, training });
  await until(await client.runs.watch({ run }), ({ state }) => state === 'finished');
  expect((await client.runs.get({ run })).step).toBe(stopped + 3);
});
