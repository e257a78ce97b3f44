import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EngineProcess } from './engineProcess.ts';
import { engineEntry, startEngine } from './engineProcess.ts';
import type { FromEngine } from './messages.ts';
import { isAlive } from './processIdentity.ts';
import { scriptedEngine, scriptedTask } from './testing/tasks.ts';

let folder: string;
let messages: FromEngine[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recast-'));
  messages = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function start(script: string, onMessage: (message: FromEngine) => void = () => undefined): EngineProcess {
  return startEngine({
    task: scriptedTask(folder, script),
    reportFolder: join(folder, 'reports'),
    entry: scriptedEngine,
    nodeFlags: ['--max-old-space-size=64'],
    onMessage: (message) => {
      messages.push(message);
      onMessage(message);
    },
  });
}

/** Settles when a message of this type comes. */
function started(script: string, type: FromEngine['type']): Promise<EngineProcess> {
  return new Promise((resolve) => {
    const engine = start(script, (message) => {
      if (message.type === type) resolve(engine);
    });
  });
}

test('an engine that does its task: every message in order, then its result', async () => {
  expect(await start('completes').end).toEqual({ ending: 'finished', result: { steps: 10 } });
  expect(messages[0]).toMatchObject({ type: 'prepared', pictures: { a: 10, b: 12 } });
  expect(messages.flatMap((message) => (message.type === 'metrics' ? [message.step] : []))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(messages.at(-1)).toMatchObject({ type: 'sample' });
});

test.each([
  ['aborts', 'failed', 'ENGINE_OUT_OF_MEMORY', /while training, after step 4 \(SIGABRT\)/],
  ['killed', 'failed', 'ENGINE_OUT_OF_MEMORY', /while training, after step 4 \(SIGKILL\)/],
  ['fills the heap', 'failed', 'ENGINE_OUT_OF_MEMORY', /while starting/],
  ['terminated', 'interrupted', 'ENGINE_KILLED', /from outside while starting \(SIGTERM\)/],
  ['throws', 'failed', 'ENGINE_EXITED', /code 1.*Error: The scripted engine has a fault\./],
  ['exits at once', 'failed', 'ENGINE_EXITED', /code 3 and without a word\./],
  ['fails', 'failed', 'SIDE_EMPTY', /^The folder holds no pictures\.$/],
  ['talks nonsense', 'failed', 'ENGINE_MISUNDERSTOOD', /does not understand/],
])('an engine that %s', async (script, ending, code, sentence) => {
  const engine = start(script);
  const end = await engine.end;
  expect(end).toMatchObject({ ending, error: { code, message: expect.stringMatching(sentence) } });
  expect(isAlive({ pid: engine.pid ?? 0, identity: null })).toBe(false);
});

test.skipIf(process.platform === 'win32')('a native abort leaves a report of Node without the environment', async () => {
  await start('fills the heap').end;
  const [report] = readdirSync(join(folder, 'reports'));
  expect(report).toMatch(/^report\..*\.json$/);
});

test('stop: it finishes what it does and says that it was stopped', async () => {
  const engine = await started('works', 'progress');
  engine.send({ type: 'stop' });
  expect(await engine.end).toEqual({ ending: 'stopped', result: null });
  expect(messages.at(-1)).toMatchObject({ type: 'checkpoint' });
});

test('pause and continue: steps cease and go on', async () => {
  const engine = await started('works', 'progress');
  engine.send({ type: 'pause' });
  await new Promise((resolve) => setTimeout(resolve, 200));
  const whenPaused = messages.length;
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(messages.length).toBe(whenPaused);
  engine.send({ type: 'continue' });
  await expect.poll(() => messages.length).toBeGreaterThan(whenPaused);
  engine.send({ type: 'stop' });
  await engine.end;
});

test('kill: a process that answers nothing is gone within a second, and a message sent to it afterwards does no harm', async () => {
  const engine = await started('hangs', 'progress');
  const before = performance.now();
  engine.kill();
  expect(await engine.end).toMatchObject({ ending: 'interrupted', error: { code: 'JOB_KILLED' } });
  expect(performance.now() - before).toBeLessThan(1000);
  engine.send({ type: 'stop' });
  engine.kill();
});

test('a death is known within a second of it', async () => {
  let seen = 0;
  const engine = start('killed', () => (seen = performance.now()));
  await engine.end;
  expect(performance.now() - seen).toBeLessThan(1000);
});

test('an engine that said it was done counts as done, even if it must be helped to end', { timeout: 30_000 }, async () => {
  expect(await start('lingers').end).toEqual({ ending: 'finished', result: 'lingering' });
});

test('a task that is not one is refused before a process is started', () => {
  expect(() => startEngine({ task: { ...scriptedTask(folder, 'completes'), seed: -1 }, reportFolder: folder, onMessage: () => undefined })).toThrow();
});

test('the engine program lies beside the sources, or beside the bundle', () => {
  expect(engineEntry('file:///r/src/main/jobs/engineProcess.ts')).toMatch(/[\\/]r[\\/]src[\\/]main[\\/]worker[\\/]entry\.ts$/);
  expect(engineEntry('file:///r/out/main/cli.js')).toMatch(/[\\/]r[\\/]out[\\/]main[\\/]worker\.js$/);
});
