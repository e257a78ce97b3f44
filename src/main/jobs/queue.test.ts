import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { activeConversions, addConversion, listConversions } from '../catalog/conversions.ts';
import { listJobs, updateJob } from '../catalog/jobs.ts';
import type { Catalog } from '../catalog/open.ts';
import { getRun, updateRun } from '../catalog/runs.ts';
import { addTestRun, temporaryCatalog } from '../catalog/testing/temporaryCatalog.ts';
import type { JobQueue } from './queue.ts';
import { openQueue } from './queue.ts';

let catalog: Catalog;
let folder: string;
let remove: () => void;
let queue: JobQueue;
const children: ChildProcess[] = [];
beforeEach(() => {
  ({ catalog, folder, remove } = temporaryCatalog());
  queue = openQueue(catalog, { concurrent: 1 });
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  queue.close();
  remove();
});

/** Another process that waits for the engine and holds it; says `entered` and `granted`. */
async function otherHost(runId?: string): Promise<{ child: ChildProcess; said: (word: string) => Promise<void> }> {
  const program = `
    const { openCatalog } = await import(${JSON.stringify(join(import.meta.dirname, '../catalog/open.ts'))});
    const { openQueue } = await import(${JSON.stringify(join(import.meta.dirname, 'queue.ts'))});
    const queue = openQueue(openCatalog(${JSON.stringify(join(folder, 'catalog.sqlite'))}), { concurrent: 1 });
    const job = queue.add({ kind: 'train', runId: ${JSON.stringify(runId)} });
    console.log('entered');
    process.on('SIGTERM', () => { queue.release(job); process.exit(0); });
    await queue.acquire(job, new AbortController().signal, () => {});
    console.log('granted');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const words: string[] = [];
  createInterface({ input: child.stdout }).on('line', (word) => words.push(word));
  const said = (word: string): Promise<void> => expect.poll(() => words, { timeout: 20_000 }).toContain(word);
  await said('entered');
  return { child, said };
}

function waiting(): { job: number; positions: number[]; granted: Promise<boolean>; cancel: () => void; done: () => boolean } {
  const job = queue.add({ kind: 'bench' });
  const positions: number[] = [];
  const cancel = new AbortController();
  let done = false;
  const granted = queue.acquire(job, cancel.signal, (position) => positions.push(position));
  void granted.then(() => (done = true));
  return { job, positions, granted, cancel: () => cancel.abort(), done: () => done };
}

test('a free engine is taken at once, without a word about places', async () => {
  const only = waiting();
  expect(await only.granted).toBe(true);
  expect(only.positions).toEqual([]);
  queue.release(only.job);
  expect(listJobs(catalog)).toEqual([]);
});

test('jobs come one after another, and each hears its place', async () => {
  const first = waiting();
  await first.granted;
  const second = waiting();
  const third = waiting();
  await expect.poll(() => third.positions).toEqual([2]);
  queue.release(first.job);
  expect(await second.granted).toBe(true);
  await expect.poll(() => third.positions).toEqual([2, 1]);
  expect(third.done()).toBe(false);
  queue.release(second.job);
  expect(await third.granted).toBe(true);
});

test('several engines at once where that is chosen', async () => {
  const wide = openQueue(catalog, { concurrent: 2 });
  const jobs = [wide.add({ kind: 'bench' }), wide.add({ kind: 'bench' }), wide.add({ kind: 'bench' })];
  const cancel = new AbortController();
  const granted = jobs.map((job) => wide.acquire(job, cancel.signal, () => undefined));
  expect(await Promise.all(granted.slice(0, 2))).toEqual([true, true]);
  expect(listJobs(catalog).map(({ state }) => state)).toEqual(['running', 'running', 'waiting']);
  cancel.abort();
  expect(await granted[2]).toBe(false);
  wide.close();
});

test('the order of those that wait can be changed', async () => {
  const first = waiting();
  await first.granted;
  const runs = Array.from({ length: 3 }, () => addTestRun(catalog, folder).id);
  for (const runId of runs) queue.add({ kind: 'train', runId });
  const order = (): (string | null)[] => listJobs(catalog).flatMap((job) => (job.state === 'waiting' ? [job.run_id] : []));
  queue.move(runs[2] ?? '', 1);
  expect(order()).toEqual([runs[2], runs[0], runs[1]]);
  queue.move(runs[2] ?? '', 99);
  expect(order()).toEqual([runs[0], runs[1], runs[2]]);
  queue.move(runs[0] ?? '', 2);
  expect(order()).toEqual([runs[1], runs[0], runs[2]]);
  expect(() => queue.move('rnone', 1)).toThrow(expect.objectContaining({ code: 'RUN_NOT_QUEUED' }));
});

test('a waiting job leaves when it is told to', async () => {
  await waiting().granted;
  const second = waiting();
  await expect.poll(() => second.positions).toEqual([1]);
  second.cancel();
  expect(await second.granted).toBe(false);
  expect(listJobs(catalog)).toHaveLength(1);
});

test('two processes share one engine: the second gets it when the first lets go', async () => {
  const other = await otherHost();
  await other.said('granted');
  const mine = waiting();
  await expect.poll(() => mine.positions).toEqual([1]);
  other.child.kill('SIGTERM');
  expect(await mine.granted).toBe(true);
});

test('the lease of a killed host is taken over, and its run is marked interrupted', async () => {
  const { id } = addTestRun(catalog, folder, { state: 'running' });
  const other = await otherHost(id);
  await other.said('granted');
  queue.sweep();
  expect(getRun(catalog, id).state).toBe('running');
  const mine = waiting();
  await expect.poll(() => mine.positions).toEqual([1]);
  other.child.kill('SIGKILL');
  expect(await mine.granted).toBe(true);
  expect(getRun(catalog, id)).toMatchObject({ state: 'interrupted', reason: expect.stringContaining('was ended') });
});

test('the engine of a killed host keeps the lease until it has saved and ended', async () => {
  const { id } = addTestRun(catalog, folder, { state: 'running' });
  const other = await otherHost(id);
  await other.said('granted');
  const engine = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  children.push(engine);
  queue.running(listJobs(catalog)[0]?.id ?? 0, engine.pid ?? 0);
  other.child.kill('SIGKILL');
  await once(other.child, 'exit');
  queue.sweep();
  expect(getRun(catalog, id).state).toBe('running');
  engine.kill('SIGKILL');
  await once(engine, 'exit');
  queue.sweep();
  expect(getRun(catalog, id).state).toBe('interrupted');
});

test('an orphaned engine that does not end is killed after its grace', async () => {
  const engine = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  children.push(engine);
  const later = openQueue(catalog, { concurrent: 1, now: () => Date.now() + 10 * 60_000 });
  const job = queue.add({ kind: 'train', runId: addTestRun(catalog, folder).id });
  queue.running(job, engine.pid ?? 0);
  updateJob(catalog, job, { host_identity: 'a start long ago' });
  later.sweep();
  const [, signal] = await once(engine, 'exit');
  expect(signal).toBe('SIGKILL');
  later.close();
});

test('jobs of another machine are judged by their sign of life', () => {
  const { id } = addTestRun(catalog, folder, { state: 'running' });
  const elsewhere = openQueue(catalog, { concurrent: 1, machine: 'elsewhere' });
  elsewhere.add({ kind: 'train', runId: id });
  queue.sweep();
  expect(getRun(catalog, id).state).toBe('running');
  const later = openQueue(catalog, { concurrent: 1, now: () => Date.now() + 61_000 });
  later.sweep();
  expect(getRun(catalog, id).state).toBe('interrupted');
  for (const opened of [elsewhere, later]) opened.close();
});

test('runs and conversions that nobody stands for are marked, ended ones are not touched', () => {
  const lost = addTestRun(catalog, folder, { state: 'paused' });
  const ended = addTestRun(catalog, folder, { state: 'finished' });
  updateRun(catalog, ended.id, { ended_at: 5 });
  const conversion = { checkpoint_id: null, checkpoint_hash: 'aa', direction: 'a2b', input: '/i', output: '/o', state: 'running' as const, created_at: 1 };
  const held = addConversion(catalog, conversion);
  addConversion(catalog, conversion);
  queue.add({ kind: 'convert', conversionId: held });
  queue.sweep();
  expect(getRun(catalog, lost.id).state).toBe('interrupted');
  expect(getRun(catalog, ended.id)).toMatchObject({ state: 'finished', ended_at: 5 });
  expect(activeConversions(catalog).map(({ id }) => id)).toEqual([held]);
  expect(listConversions(catalog)[0]).toMatchObject({ state: 'interrupted' });
});

test('closing takes this process out of the queue', () => {
  queue.add({ kind: 'bench' });
  queue.close();
  expect(listJobs(catalog)).toEqual([]);
});
