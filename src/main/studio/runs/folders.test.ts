import { afterAll, beforeAll, expect, test } from 'vitest';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { RecastError } from '../../../shared/errors/index.ts';
import { endRun, getRun } from '../../catalog/runs.ts';
import { addTestRun, temporaryCatalog } from '../../catalog/testing/temporaryCatalog.ts';
import { scriptedTask } from '../../jobs/testing/tasks.ts';
import { foldersOf } from './folders.ts';

const { catalog, folder, remove } = temporaryCatalog();
const grey = join(folder, 'grey');
beforeAll(() => {
  mkdirSync(grey);
});
afterAll(() => remove());

test('folders of which nothing could be learned may be named anew; those that were learned from may not', () => {
  const { id } = addTestRun(catalog, folder);
  const task = { ...scriptedTask(folder, 'one'), folders: { images: grey } };
  const given = { images: join(folder, 'colour') };
  endRun(catalog, id, 'failed', RecastError.of('TRAINING_DIVERGED', { step: 3, what: 'colours', saved: 0 }), 1);
  expect(() => foldersOf(getRun(catalog, id), task, given)).toThrow(expect.objectContaining({ code: 'RESUME_WITH_FOLDERS' }));
  endRun(catalog, id, 'failed', RecastError.of('TOO_FEW_PICTURES', { path: grey, readable: 0, skipped: [] }), 2);
  expect(foldersOf(getRun(catalog, id), task, given)).toEqual(given);
});

test('what was moved is told of with the flags of all that was moved', () => {
  const { id } = addTestRun(catalog, folder);
  const task = { ...scriptedTask(folder, 'one'), folders: { images: join(folder, 'gone'), sketches: join(folder, 'gone, too') } };
  const only = { images: grey };
  expect(() => foldersOf(getRun(catalog, id), task, only)).toThrow(
    expect.objectContaining({ code: 'RESUME_FOLDER_MOVED', remedy: expect.stringContaining(`recast resume ${id} --images DIR --sketches DIR`) }),
  );
  expect(foldersOf(getRun(catalog, id), task, { ...only, sketches: folder })).toEqual({ images: grey, sketches: folder });
});
