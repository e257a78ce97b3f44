import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { scriptedEngine } from '../jobs/testing/tasks.ts';
import type { TestHome } from './testing/testHome.ts';
import { testHome, witness } from './testing/testHome.ts';

let place: TestHome;
const hosts: ChildProcess[] = [];
beforeEach(() => {
  place = testHome();
});
afterEach(async () => {
  for (const host of hosts.splice(0)) host.kill('SIGKILL');
  await place.remove();
});

/** Another host process that trains; says `<type>` for every message and `ended <ending>`. A line `stop` on its input stops the run. */
function trainElsewhere(script: string, name: string): { host: ChildProcess; heard: (line: string) => Promise<void> } {
  const program = `
    const { openStudio } = await import(${JSON.stringify(join(import.meta.dirname, 'studio.ts'))});
    const studio = await openStudio({ home: ${JSON.stringify(place.home)}, engineEntry: ${JSON.stringify(scriptedEngine)} });
    const observer = { event: (message) => console.log(message.type), queued: (position) => console.log('queued ' + position) };
    const handle = await studio.train(${JSON.stringify(place.request(script, { name }))}, observer);
    console.log('began');
    process.stdin.once('data', () => handle.stop());
    console.log('ended ' + (await handle.outcome).ending);
    await studio.close();
    process.exit(0);`;
  const host = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['pipe', 'pipe', 'inherit'] });
  hosts.push(host);
  const lines: string[] = [];
  createInterface({ input: host.stdout }).on('line', (line) => lines.push(line));
  return { host, heard: (line) => expect.poll(() => lines, { timeout: 20_000 }).toContain(line) };
}

test('two processes on one home: both list, both queue, one engine at a time', async () => {
  const other = trainElsewhere('works', 'theirs');
  await other.heard('progress');
  const studio = await place.open();
  expect(studio.runs()).toMatchObject([{ name: 'theirs', state: 'running' }]);
  const observer = witness();
  const mine = await studio.train(place.request('completes', { name: 'mine' }), observer);
  await expect.poll(() => observer.positions).toEqual([1]);
  expect(studio.runs().map(({ name, state }) => `${name} ${state}`)).toEqual(['mine queued', 'theirs running']);
  await expect(studio.resume('theirs', {}, witness())).rejects.toMatchObject({ code: 'RUN_BUSY' });
  other.host.stdin?.write('stop\n');
  await other.heard('ended stopped');
  expect((await mine.outcome).ending).toBe('finished');
  expect(studio.run('theirs')).toMatchObject({ state: 'stopped', checkpoints: 1 });
});

test('several processes train on a new home at the same moment: every run is done, one after another', { timeout: 60_000 }, async () => {
  const others = ['one', 'two', 'three'].map((name) => trainElsewhere('completes', name));
  await Promise.all(others.map(({ heard }) => heard('ended finished')));
  const studio = await place.open();
  const runs = studio.runs();
  expect(runs.map(({ state, checkpoints }) => `${state} ${checkpoints}`)).toEqual(['finished 2', 'finished 2', 'finished 2']);
  const spans = runs.map(({ startedAt, endedAt }) => [startedAt ?? '', endedAt ?? '']).sort();
  expect((spans[0]?.[1] ?? 'z') <= (spans[1]?.[0] ?? '')).toBe(true);
  expect((spans[1]?.[1] ?? 'z') <= (spans[2]?.[0] ?? '')).toBe(true);
});

test('a host that is killed: its engine saves and ends, the next one finds run and checkpoint and goes on', async () => {
  const other = trainElsewhere('works', 'theirs');
  await other.heard('progress');
  const studio = await place.open();
  const { folder } = studio.run('theirs');
  other.host.kill('SIGKILL');
  await once(other.host, 'exit');
  await expect.poll(() => studio.run('theirs').state, { timeout: 10_000 }).toBe('interrupted');
  expect(studio.run('theirs')).toMatchObject({ reason: expect.stringContaining('was ended'), remedy: expect.stringContaining('resume') });
  expect(existsSync(join(folder, 'checkpoints'))).toBe(true);
  const [saved] = readdirSync(join(folder, 'checkpoints'));
  const observer = witness();
  const resumed = await studio.resume('theirs', {}, observer);
  expect(studio.run('theirs').task.resumeFrom).toBe(join(folder, 'checkpoints', saved ?? ''));
  await observer.heard('progress');
  resumed.stop();
  expect((await resumed.outcome).ending).toBe('stopped');
});

test('a resume right after its host was killed waits until the engine has saved', async () => {
  const other = trainElsewhere('saves slowly', 'theirs');
  await other.heard('progress');
  const studio = await place.open();
  other.host.kill('SIGKILL');
  await once(other.host, 'exit');
  const observer = witness();
  const resumed = await studio.resume('theirs', {}, observer);
  expect(studio.run('theirs')).toMatchObject({ step: 7, task: { resumeFrom: expect.stringMatching(/step-00000007$/) } });
  expect(observer.messages[0]).toMatchObject({ type: 'note', text: expect.stringContaining('waiting until its engine has saved') });
  resumed.kill();
  await resumed.outcome;
});

test('a host that is killed while it waits leaves the queue', async () => {
  const studio = await place.open();
  const observer = witness();
  const mine = await studio.train(place.request('works', { name: 'mine' }), observer);
  await observer.heard('progress');
  const other = trainElsewhere('completes', 'theirs');
  await other.heard('queued 1');
  other.host.kill('SIGKILL');
  await once(other.host, 'exit');
  expect(studio.run('theirs').state).toBe('interrupted');
  mine.stop();
  await mine.outcome;
});
