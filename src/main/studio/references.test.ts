import { afterEach, beforeEach, expect, test } from 'vitest';
import { recordCheckpoint } from '../catalog/checkpoints.ts';
import type { Catalog } from '../catalog/open.ts';
import { addTestRun, temporaryCatalog } from '../catalog/testing/temporaryCatalog.ts';
import { resolveCheckpoint, resolveRun } from './references.ts';

let catalog: Catalog;
let folder: string;
let remove: () => void;
beforeEach(() => ({ catalog, folder, remove } = temporaryCatalog()));
afterEach(() => remove());

const run = (name: string, created_at: number): string => addTestRun(catalog, folder, { name, created_at }).id;
const checkpoint = (run_id: string, step: number): void =>
  recordCheckpoint(catalog, { run_id, folder: `${folder}/${run_id}/step-${step}`, step, epoch: 0, hash: 'aa', bytes: 1, created_at: step });

test('a run by its id, a beginning of it, its name, or latest', () => {
  const older = run('cats', 1);
  const newer = run('dogs', 2);
  let prefix = 1;
  while (older[prefix - 1] === newer[prefix - 1]) prefix++;
  expect(resolveRun(catalog, older).id).toBe(older);
  expect(resolveRun(catalog, older.slice(0, prefix)).id).toBe(older);
  expect(resolveRun(catalog, 'cats').id).toBe(older);
  expect(resolveRun(catalog, 'latest').id).toBe(newer);
});

test('of runs with one name the newest is meant', () => {
  run('cats', 1);
  const newer = run('cats', 2);
  expect(resolveRun(catalog, 'cats').id).toBe(newer);
});

test('a beginning of several ids is refused with the ids, an unknown word as well', () => {
  const ids = [run('a', 1), run('b', 2)];
  expect(() => resolveRun(catalog, 'r')).toThrow(expect.objectContaining({ code: 'RUN_AMBIGUOUS', message: expect.stringContaining(ids[0] ?? '') }));
  for (const word of ['unknown', '']) expect(() => resolveRun(catalog, word)).toThrow(expect.objectContaining({ code: 'RUN_UNKNOWN' }));
});

test('latest without a run is unknown', () => {
  expect(() => resolveRun(catalog, 'latest')).toThrow(expect.objectContaining({ code: 'RUN_UNKNOWN' }));
  expect(() => resolveCheckpoint(catalog, 'latest')).toThrow(expect.objectContaining({ code: 'CHECKPOINT_UNKNOWN' }));
});

test('a checkpoint by its id, or the newest of a run; a newer run of the name without any is passed over', () => {
  const older = run('cats', 1);
  checkpoint(older, 5);
  checkpoint(older, 10);
  const newer = run('cats', 2);
  expect(resolveCheckpoint(catalog, `${older}-5`).step).toBe(5);
  expect(resolveCheckpoint(catalog, older).step).toBe(10);
  expect(resolveCheckpoint(catalog, 'cats').id).toBe(`${older}-10`);
  expect(() => resolveCheckpoint(catalog, newer)).toThrow(expect.objectContaining({ code: 'RUN_WITHOUT_CHECKPOINT' }));
});
