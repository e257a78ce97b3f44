import { spawn, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCheckpoint } from '../checkpoints/checkpoint.ts';
import type { FromEngine } from '../jobs/messages.ts';
import { checkpointsOf, finishRun, makePictures, smallTask, startRun } from './testing/runs.ts';

let folder: string;
/** The last checkpoint of 40 uninterrupted steps. */
let whole: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recast-'));
  await makePictures(folder);
  await finishRun(smallTask(join(folder, 'whole')));
  whole = (await checkpointsOf(join(folder, 'whole'))).at(-1)!;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const isPhase =
  (phase: string, done = 0) =>
  (message: FromEngine): boolean =>
    message.type === 'progress' && message.progress.phase === phase && message.progress.done >= done;

/** Every file of two checkpoints is the same, byte for byte. */
async function expectSame(checkpoint: string): Promise<void> {
  const names = (await readdir(whole)).sort();
  expect((await readdir(checkpoint)).sort()).toEqual(names);
  for (const name of names) expect((await readFile(join(checkpoint, name))).equals(await readFile(join(whole, name))), name).toBe(true);
}

/** Goes on from the newest checkpoint, or begins where there is none, and must land on the same weights. */
async function expectSameAfterResume(run: string): Promise<void> {
  const resumeFrom = (await checkpointsOf(run)).at(-1) ?? null;
  await finishRun(smallTask(run, { resumeFrom }));
  await expectSame((await checkpointsOf(run)).at(-1)!);
}

describe('a run that is killed goes on exactly', () => {
  it('has something to compare: weights that moved, a full pool, two optimizers', async () => {
    const [first, last] = [(await checkpointsOf(join(folder, 'whole')))[0], whole];
    expect((await readFile(join(first, 'netG_A.safetensors'))).equals(await readFile(join(last, 'netG_A.safetensors')))).toBe(false);
    const { manifest } = await readCheckpoint(last);
    expect(manifest.step).toBe(40);
    expect(Object.values(manifest.pools).map(({ pictures }) => pictures)).toEqual([5, 5]);
    expect(manifest.epoch).toBeGreaterThan(1);
  });

  it('20 steps, kill -9, resume, 20 steps', async () => {
    const run = join(folder, 'twenty');
    const engine = startRun(smallTask(run, { checkpointEvery: { minutes: null, steps: 20 } }));
    await engine.until((message) => message.type === 'checkpoint' && message.step === 20);
    await engine.kill();
    expect((await checkpointsOf(run)).map((path) => path.slice(-2))).toEqual(['20']);
    await expectSameAfterResume(run);
  });

  it('killed between checkpoints: the steps since the last one are done again', async () => {
    const run = join(folder, 'between');
    const engine = startRun(smallTask(run));
    await engine.until(isPhase('training', 23));
    await engine.kill();
    expect((await checkpointsOf(run)).length).toBeGreaterThanOrEqual(2);
    await expectSameAfterResume(run);
  });

  it('killed while saving: what is there under its name is whole, the half-written is swept', async () => {
    // Larger networks, so that saving takes long enough to be caught in it.
    const settings = { ...smallTask(folder).settings, ngf: 32, ndf: 32, steps: 8 };
    const run = join(folder, 'saving');
    await mkdir(join(run, 'checkpoints'), { recursive: true });
    const halves = async (): Promise<string[]> => (await readdir(join(run, 'checkpoints'))).filter((name) => name.startsWith('.writing-'));
    // Killed when a checkpoint has its folder, then when two and five of its files are there.
    for (const files of [0, 2, 5]) {
      const engine = startRun(
        smallTask(run, { settings, resumeFrom: (await checkpointsOf(run)).at(-1) ?? null, checkpointEvery: { minutes: null, steps: 2 } }),
      );
      await engine.until(isPhase('training'));
      killWhileWriting(engine.process.pid!, join(run, 'checkpoints'), files);
      await engine.death;
      expect(await halves()).toHaveLength(1);
      for (const path of await checkpointsOf(run)) {
        const checkpoint = await readCheckpoint(path);
        await Promise.all([checkpoint.parameters(), checkpoint.optimizer(), checkpoint.pools()]);
      }
    }
    const straight = join(folder, 'straight');
    for (const folderOf of [run, straight]) await finishRun(smallTask(folderOf, { settings, resumeFrom: (await checkpointsOf(folderOf)).at(-1) ?? null }));
    const [one, other] = await Promise.all([run, straight].map(async (folderOf) => readCheckpoint((await checkpointsOf(folderOf)).at(-1)!)));
    expect(other.manifest).toEqual(one.manifest);
    expect(await halves()).toEqual([]);
  });

  it('killed while reading pictures: begins again to the same weights', async () => {
    const run = join(folder, 'reading');
    const cacheFolder = join(folder, 'other-cache');
    const engine = startRun(smallTask(run, { cacheFolder }));
    await engine.until(isPhase('reading pictures', 1));
    await engine.kill();
    expect(await checkpointsOf(run)).toEqual([]);
    await finishRun(smallTask(run, { cacheFolder }));
    await expectSame((await checkpointsOf(run)).at(-1)!);
  });

  it('killed while compiling: begins again to the same weights', async () => {
    const run = join(folder, 'compiling');
    const engine = startRun(smallTask(run));
    await engine.until(isPhase('compiling'));
    await engine.kill();
    await expectSameAfterResume(run);
  });
});

describe('a run that is asked to end', () => {
  it('saves at SIGTERM, hears no SIGINT, and goes on exactly', async () => {
    const run = join(folder, 'term');
    const engine = startRun(smallTask(run, { checkpointEvery: { minutes: null, steps: null } }));
    await engine.until(isPhase('training'));
    engine.process.kill('SIGINT');
    await engine.until(isPhase('training', 2));
    engine.process.kill('SIGTERM');
    expect(await engine.death).toEqual({ code: 0, signal: null });
    expect(engine.last).toMatchObject({ type: 'done', stopped: true, result: { end: 'stopped' } });
    expect(await checkpointsOf(run)).toHaveLength(1);
    await expectSameAfterResume(run);
  });

  it('saves when its host is killed', async () => {
    const run = join(folder, 'orphan');
    const task = smallTask(run, { settings: { ...smallTask(run).settings, steps: 100_000 }, checkpointEvery: { minutes: null, steps: null } });
    const script = `
      const { startRun } = await import(${JSON.stringify(new URL('./testing/runs.ts', import.meta.url).href)});
      const engine = startRun(${JSON.stringify(task)});
      await engine.until((message) => message.type === 'metrics');
      process.stdout.write(String(engine.process.pid));
      process.kill(process.pid, 'SIGKILL');`;
    const host = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    let pid = '';
    host.stdout.on('data', (chunk: Buffer) => (pid += chunk.toString()));
    await new Promise((resolve) => host.on('close', resolve));
    for (let tries = 0; tries < 100 && (await checkpointsOf(run)).length === 0; tries++) await wait(100);
    const [saved] = await checkpointsOf(run);
    expect((await readCheckpoint(saved)).manifest.step).toBeGreaterThan(0);
    for (let tries = 0; tries < 50 && isRunning(Number(pid)); tries++) await wait(100);
    expect(isRunning(Number(pid))).toBe(false);
  });

  it('stops on a full disk with its last checkpoint intact and says how much room is needed', async (test) => {
    const run = join(folder, 'full');
    await mkdir(run);
    const mounted = process.platform === 'linux' && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=600k', 'tmpfs', run]).status === 0;
    if (!mounted) {
      process.stderr.write('skipped: a small disk cannot be mounted here (that takes Linux and the rights of root)\n');
      test.skip();
      return;
    }
    try {
      const engine = startRun(smallTask(run));
      expect(await engine.death).toEqual({ code: 1, signal: null });
      const message: unknown = expect.stringMatching(/The disk is full: .* needs [\d.]+ KB and [\d.]+ KB are free\. The last checkpoint is intact\./);
      expect(engine.last).toMatchObject({ type: 'failed', error: { code: 'DISK_FULL', message } });
      const saved = await checkpointsOf(run);
      const last = await readCheckpoint(saved.at(-1)!);
      await Promise.all([last.parameters(), last.optimizer(), last.pools()]);
      expect((await readdir(join(run, 'checkpoints'))).filter((name) => name.startsWith('.'))).toEqual([]);
    } finally {
      spawnSync('umount', [run]);
    }
  });
});

/** Watches without giving up the thread, since the moment is short: kills the process when a checkpoint of at least so many files is being written. */
function killWhileWriting(pid: number, parent: string, files: number): void {
  const patience = performance.now() + 20_000;
  while (performance.now() < patience) {
    const half = readdirSync(parent).find((name) => name.startsWith(`.writing-${pid}-`));
    if (half === undefined || namesIn(join(parent, half)).length < files) continue;
    process.kill(pid, 'SIGKILL');
    return;
  }
  throw new Error('no checkpoint was being written');
}

/** Names in a folder that may be renamed at any moment. */
function namesIn(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
