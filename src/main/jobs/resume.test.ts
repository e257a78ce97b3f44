import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkpointsOf, recordCheckpoint, setKept } from '../catalog/checkpoints.ts';
import type { Catalog } from '../catalog/open.ts';
import { getRun, updateRun } from '../catalog/runs.ts';
import type { Row } from '../catalog/tables.ts';
import { addTestRun, temporaryCatalog } from '../catalog/testing/temporaryCatalog.ts';
import type { RecastError } from '../../shared/errors/index.ts';
import { KEEP_FILE, newestIntact, reconcile } from './resume.ts';
import { writeTestCheckpoint } from './testing/checkpointFolder.ts';
import { scriptedTask } from './testing/tasks.ts';

let catalog: Catalog;
let folder: string;
let remove: () => void;
let run: Row<'runs'>;
beforeEach(() => {
  ({ catalog, folder, remove } = temporaryCatalog());
  run = addTestRun(catalog, folder);
});
afterEach(() => remove());

const write = (step: number): string => writeTestCheckpoint({ ...scriptedTask(folder, 'works'), runFolder: run.folder }, step).folder;
const steps = (): number[] => checkpointsOf(catalog, run.id).map(({ step }) => step);

test('a complete folder without a row gets one, a row without a folder goes, and twice is as once', async () => {
  write(5);
  const gone = write(10);
  expect(await reconcile(catalog, run)).toEqual({ adopted: 2, dropped: 0 });
  expect(checkpointsOf(catalog, run.id)[1]).toMatchObject({ id: `${run.id}-5`, step: 5, bytes: 17, kept: 0 });
  rmSync(gone, { recursive: true });
  expect(await reconcile(catalog, run)).toEqual({ adopted: 0, dropped: 1 });
  expect(await reconcile(catalog, run)).toEqual({ adopted: 0, dropped: 0 });
  expect(steps()).toEqual([5]);
});

test('folders that are half-written, damaged or something else are left alone', async () => {
  const damaged = write(5);
  truncateSync(join(damaged, 'checkpoint.json'), 40);
  const parent = join(run.folder, 'checkpoints');
  renameSync(write(6), join(parent, '.writing-17-step-00000006'));
  mkdirSync(join(parent, 'step-00000007'));
  mkdirSync(join(parent, 'step-notes'));
  const before = readdirSync(parent);
  expect(await reconcile(catalog, run)).toEqual({ adopted: 0, dropped: 0 });
  expect(readdirSync(parent)).toEqual(before);
});

test('a run has come as far as its newest checkpoint, and stays where it was beyond it', async () => {
  write(5);
  await reconcile(catalog, run);
  expect(getRun(catalog, run.id).step).toBe(5);
  updateRun(catalog, run.id, { step: 20 });
  write(10);
  await reconcile(catalog, run);
  expect(getRun(catalog, run.id).step).toBe(20);
});

test('a mark in the folder is adopted with it', async () => {
  writeFileSync(join(write(5), KEEP_FILE), '');
  await reconcile(catalog, run);
  expect(checkpointsOf(catalog, run.id)[0]?.kept).toBe(1);
});

test('a run without checkpoints has none', async () => {
  expect(await reconcile(catalog, run)).toEqual({ adopted: 0, dropped: 0 });
  expect(await newestIntact(catalog, run.id, () => undefined)).toBeNull();
});

test('rows of a copied home point at the copy, and keep their marks', async () => {
  const here = write(5);
  const original = join(folder, 'original', 'step-00000005');
  mkdirSync(original, { recursive: true });
  recordCheckpoint(catalog, { run_id: run.id, folder: original, step: 5, epoch: 0, hash: 'aa', bytes: 1, created_at: 1 });
  setKept(catalog, `${run.id}-5`, true);
  await reconcile(catalog, run);
  expect(checkpointsOf(catalog, run.id)).toMatchObject([{ folder: here, kept: 1 }]);
});

test.each([
  ['shortened', (path: string) => truncateSync(path, 3)],
  ['changed', (path: string) => writeFileSync(path, 'weights of step 11')],
  ['gone', (path: string) => rmSync(path)],
])('the newest checkpoint with a file that is %s is set aside and the one before it taken', async (_, harm) => {
  write(5);
  const newest = write(10);
  await reconcile(catalog, run);
  harm(join(newest, 'netG_A.safetensors'));
  const told: RecastError[] = [];
  expect(await newestIntact(catalog, run.id, (error) => told.push(error))).toMatchObject({ step: 5 });
  expect(told).toMatchObject([{ code: 'CHECKPOINT_DAMAGED', message: expect.stringContaining('netG_A.safetensors') }]);
  expect(existsSync(join(run.folder, 'checkpoints', 'damaged-step-00000010', 'checkpoint.json'))).toBe(true);
  await reconcile(catalog, run);
  expect(steps()).toEqual([5]);
});

test('a checkpoint of a newer program is not passed over', async () => {
  const newest = write(10);
  await reconcile(catalog, run);
  writeFileSync(join(newest, 'checkpoint.json'), JSON.stringify({ formatVersion: 99 }));
  await expect(newestIntact(catalog, run.id, () => undefined)).rejects.toMatchObject({ code: 'CHECKPOINT_NEWER' });
  expect(existsSync(newest)).toBe(true);
});
