import * as z from 'zod';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkpointId, checkpointsOf, findCheckpointRow, forgetCheckpoint, recordCheckpoint, setKept } from './checkpoints.ts';
import { activeConversions, addConversion, listConversions, updateConversion } from './conversions.ts';
import { readJson } from './json.ts';
import type { Catalog } from './open.ts';
import { countPictures, datasetOf, projectNamed } from './projects.ts';
import { addNote, addSample, addSkipped, clearSkipped, notesOf, samplesOf, skippedOf } from './records.ts';
import { endRun, getRun, listRuns, runsInState } from './runs.ts';
import type { Row } from './tables.ts';
import { addTestRun, temporaryCatalog } from './testing/temporaryCatalog.ts';

let catalog: Catalog;
let folder: string;
let remove: () => void;
let run: Row<'runs'>;
beforeEach(() => {
  ({ catalog, folder, remove } = temporaryCatalog());
  run = addTestRun(catalog, folder);
});
afterEach(() => remove());

function checkpoint(step: number, beside = ''): Parameters<typeof recordCheckpoint>[1] {
  const name = `step-${String(step).padStart(8, '0')}${beside}`;
  return { run_id: run.id, folder: `${run.folder}/checkpoints/${name}`, step, epoch: 0, hash: 'aa', bytes: 10, created_at: 5 };
}

test('projects and datasets are made once and found again, whatever the order of the sides', () => {
  const project = projectNamed(catalog, 'Emoji', 'cyclegan', 1);
  expect(projectNamed(catalog, 'Emoji', 'cyclegan', 2)).toEqual(project);
  const colourist = projectNamed(catalog, 'Emoji', 'colorize', 3);
  expect(colourist).toMatchObject({ name: 'Emoji 2', kind: 'colorize' });
  expect(projectNamed(catalog, 'Emoji', 'colorize', 4)).toEqual(colourist);
  const dataset = datasetOf(catalog, project.id, { b: '/b', a: '/a' }, 1);
  expect(datasetOf(catalog, project.id, { a: '/a', b: '/b' }, 2)).toEqual(dataset);
  expect(datasetOf(catalog, project.id, { a: '/a', b: '/c' }, 2).id).not.toBe(dataset.id);
  countPictures(catalog, dataset.id, { a: 3, b: 4 });
  expect(datasetOf(catalog, project.id, { a: '/a', b: '/b' }, 2).pictures).toBe('{"a":3,"b":4}');
});

test('runs get short ids, are listed newest first with their project and number of checkpoints, and end', () => {
  const second = addTestRun(catalog, folder, { created_at: 2 });
  expect(second.id).toMatch(/^r[2-9a-hjkmnp-z]{4}$/);
  recordCheckpoint(catalog, checkpoint(5));
  expect(listRuns(catalog)).toMatchObject([
    { id: second.id, project: 'Tests', checkpoints: 0 },
    { id: run.id, project: 'Tests', checkpoints: 1 },
  ]);
  endRun(catalog, run.id, 'failed', { code: 'BROKEN', message: 'It broke.', remedy: 'Mend it.', details: { part: 1 } }, 9);
  expect(getRun(catalog, run.id)).toMatchObject({
    state: 'failed',
    reason: 'It broke.',
    remedy: 'Mend it.',
    error: '{"code":"BROKEN","details":{"part":1}}',
    ended_at: 9,
  });
  expect(runsInState(catalog, ['queued', 'running']).map(({ id }) => id)).toEqual([second.id]);
});

test('checkpoints: recorded once a folder, marks survive, forgotten by folder', () => {
  recordCheckpoint(catalog, checkpoint(5));
  recordCheckpoint(catalog, checkpoint(10));
  const id = `${run.id}-5`;
  setKept(catalog, id, true);
  recordCheckpoint(catalog, { ...checkpoint(5), hash: 'bb' });
  expect(findCheckpointRow(catalog, id)).toMatchObject({ hash: 'bb', kept: 1, run_name: 'a to b' });
  expect(checkpointsOf(catalog, run.id).map(({ step }) => step)).toEqual([10, 5]);
  forgetCheckpoint(catalog, checkpoint(10).folder);
  expect(checkpointsOf(catalog, run.id).map(({ step }) => step)).toEqual([5]);
});

test('two checkpoints of one step in two folders have two ids', () => {
  recordCheckpoint(catalog, checkpoint(5));
  recordCheckpoint(catalog, checkpoint(5, '-1f3a0c77'));
  expect(checkpointsOf(catalog, run.id).map(({ id }) => id)).toEqual([`${run.id}-5-1f3a0c77`, `${run.id}-5`]);
  expect(checkpointId('r1', '/c/step-00000000')).toBe('r1-0');
});

test('samples, skipped files and notes', () => {
  addSample(catalog, { run_id: run.id, file: 'samples/a-10.png', side: 'a', step: 10, created_at: 1 });
  addSample(catalog, { run_id: run.id, file: 'samples/a-10.png', side: 'a', step: 10, created_at: 2 });
  expect(samplesOf(catalog, run.id)).toMatchObject([{ file: 'samples/a-10.png', created_at: 2 }]);
  addSkipped(catalog, run.id, 'a', [{ path: '/a/x', reason: 'cut off' }]);
  addSkipped(catalog, run.id, 'a', [{ path: '/a/x', reason: 'empty' }]);
  expect(skippedOf(catalog, run.id)).toMatchObject([{ path: '/a/x', reason: 'empty' }]);
  clearSkipped(catalog, run.id);
  expect(skippedOf(catalog, run.id)).toEqual([]);
  addNote(catalog, run.id, 'first', 1);
  addNote(catalog, run.id, 'second', 2);
  expect(notesOf(catalog, run.id).map(({ text }) => text)).toEqual(['first', 'second']);
});

test('a conversion outlives its checkpoint and knows its hash', () => {
  recordCheckpoint(catalog, checkpoint(5));
  const id = addConversion(catalog, {
    checkpoint_id: `${run.id}-5`,
    checkpoint_hash: 'aa',
    direction: 'a2b',
    input: '/i',
    output: '/o',
    state: 'queued',
    created_at: 1,
  });
  expect(activeConversions(catalog)).toHaveLength(1);
  updateConversion(catalog, id, { state: 'finished', written: 7, ended_at: 2 });
  forgetCheckpoint(catalog, checkpoint(5).folder);
  expect(listConversions(catalog)).toMatchObject([{ id, checkpoint_id: null, checkpoint_hash: 'aa', written: 7 }]);
  expect(activeConversions(catalog)).toEqual([]);
});

test('rows cannot point at a run that does not exist', () => {
  expect(() => addNote(catalog, 'rnone', 'text', 1)).toThrow(/FOREIGN KEY/);
});

test('a JSON column that holds something else is an error that names it', () => {
  const schema = z.object({ a: z.number() });
  expect(readJson(schema, '{"a":1}', 'runs.task')).toEqual({ a: 1 });
  for (const text of ['{"a":"one"}', '{']) expect(() => readJson(schema, text, 'runs.task')).toThrow('The catalog holds something unexpected in runs.task.');
});
