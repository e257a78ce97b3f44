import { existsSync, mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonLineOf } from '../src/main/hosts/cli/json.ts';
import { childrenOf, drawPictures, recast, startRecast, tiny } from './recast.ts';

const folder = mkdtempSync(join(tmpdir(), 'recast-'));
const a = join(folder, 'discs');
const b = join(folder, 'squares');
const onLinux = process.platform === 'linux';
let homes = 0;

beforeAll(async () => {
  await drawPictures(a, 'disc', 6);
  await drawPictures(b, 'square', 5);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const freshHome = (): string => join(folder, `home ${homes++}`);
const train = (home: string, ...more: string[]): string[] => ['train', 'cyclegan', '--home', home, '--a', a, '--b', b, ...tiny, ...more];

/** Starts a training that would last for hours, and waits for its first steps. */
async function trainForLong(home: string, ...more: string[]) {
  const running = startRecast(...train(home, '--steps', '10000000', '--json', ...more));
  const { id } = await running.line('run');
  await running.line('progress', ({ phase, done }) => phase === 'training' && done > 3);
  return { ...running, id };
}

async function runsOf(home: string): Promise<JsonLineOf<'run'>[]> {
  return (await recast('runs', '--json', '--home', home)).lines.filter((line) => line.type === 'run');
}

describe('from two folders to converted pictures', () => {
  const home = join(folder, 'journey');

  it('trains, lists, converts, skips what is done, and trains on', async () => {
    const trained = await recast(...train(home, '--steps', '8', '--name', 'discs to squares', '--json'));
    expect(trained.code, trained.err).toBe(0);
    const types = trained.lines.map(({ type }) => type);
    expect(types[0]).toBe('run');
    expect(types.at(-1)).toBe('trained');
    expect(types).toEqual(expect.arrayContaining(['prepared', 'progress', 'saved']));
    const end = trained.lines.find((line) => line.type === 'trained')!;
    expect(end).toMatchObject({ ending: 'finished', step: 8, checkpoint: `${end.runId}-8` });
    expect(existsSync(join(end.folder!, 'netG_A.safetensors'))).toBe(true);

    expect(await runsOf(home)).toEqual([
      expect.objectContaining({ id: end.runId, name: 'discs to squares', state: 'finished', step: 8, totalSteps: 8, checkpoints: 1 }),
    ]);
    const shown = await recast('runs', '--home', home);
    expect(shown.out).toMatch(/discs to squares +finished +8 +8 +1 +cpu/);

    const kept = await recast('checkpoints', '--home', home, '--json', '--keep', `${end.runId}-8`);
    expect(kept.lines).toEqual([expect.objectContaining({ type: 'checkpoint', id: `${end.runId}-8`, kept: true })]);

    const out = join(folder, 'converted');
    const convert = ['convert', '--home', home, '--checkpoint', 'latest', '--direction', 'a2b', '--in', a, '--out', out, '--json'];
    const converted = await recast(...convert);
    expect(converted.code, converted.err).toBe(0);
    expect(converted.lines.at(-1)).toMatchObject({ type: 'conversion', ending: 'finished', written: 6, unchanged: 0, failed: 0 });
    expect((await readdir(out)).filter((name) => name.endsWith('.png')).sort()).toEqual((await readdir(a)).sort());
    expect((await recast(...convert)).lines.at(-1)).toMatchObject({ written: 0, unchanged: 6 });

    const longer = await recast('resume', 'discs to squares', '--home', home, '--steps', '11', '--json');
    expect(longer.code, longer.err).toBe(0);
    expect(longer.lines.at(-1)).toMatchObject({ type: 'trained', ending: 'finished', step: 11 });
  });

  it('says that a file could not be converted, converts the others and exits 1', async () => {
    const mixed = join(folder, 'mixed');
    await drawPictures(mixed, 'disc', 1);
    writeFileSync(join(mixed, 'letter.png'), 'Dear friend, I am no picture.');
    const { code, lines, err } = await recast(
      'convert',
      '--home',
      home,
      '--checkpoint',
      'latest',
      '--direction',
      'a2b',
      '--in',
      mixed,
      '--out',
      join(folder, 'mixed out'),
      '--json',
    );
    expect(code).toBe(1);
    expect(lines.at(-1)).toMatchObject({ type: 'conversion', written: 1, failed: 1 });
    expect(err).toMatch(/letter\.png/);
  });

  it('knows its directions', async () => {
    const { code, err } = await recast('convert', '--home', home, '--checkpoint', 'latest', '--direction', 'a2c', '--in', a, '--out', join(folder, 'nowhere'));
    expect(err).toMatch(/a2c.*a2b and b2a/);
    expect(code).toBe(2);
  });

  it('refuses a truncated checkpoint, naming the file', async () => {
    const [run] = await runsOf(home);
    const { lines } = await recast('checkpoints', run.id, '--home', home, '--json');
    const newest = lines.find((line) => line.type === 'checkpoint')!;
    const weights = join(newest.folder, 'netG_A.safetensors');
    truncateSync(weights, statSync(weights).size - 100);
    const { code, err } = await recast('convert', '--home', home, '--checkpoint', newest.id, '--direction', 'a2b', '--in', a, '--out', join(folder, 'damaged'));
    expect(err).toMatch(/netG_A\.safetensors|step-0*11/);
    expect(code).toBe(1);
  });
});

describe('an interrupted training', () => {
  it('saves at Ctrl-C, exits 130 and goes on where it stopped', async () => {
    const home = freshHome();
    const running = await trainForLong(home);
    running.process.kill('SIGINT');
    const { code, lines, err } = await running.ended;
    expect(code, err).toBe(130);
    const end = lines.find((line) => line.type === 'trained')!;
    expect(end).toMatchObject({ ending: 'stopped', checkpoint: `${running.id}-${end.step}` });
    expect(err).toMatch(/Stopping after this step[^]*Go on with: recast resume/);

    const resumed = await recast('resume', '--home', home, '--steps', String(end.step + 5), '--json');
    expect(resumed.code, resumed.err).toBe(0);
    expect(resumed.lines.at(-1)).toMatchObject({ type: 'trained', runId: running.id, ending: 'finished', step: end.step + 5 });
  });

  it('saves at SIGTERM too', async () => {
    const running = await trainForLong(freshHome());
    running.process.kill('SIGTERM');
    const { code, lines } = await running.ended;
    expect(code).toBe(130);
    expect(lines.at(-1)).toMatchObject({ type: 'trained', ending: 'stopped' });
  });

  it.runIf(onLinux)('leaves at once at a second Ctrl-C, with the last checkpoint intact', async () => {
    const home = freshHome();
    const running = await trainForLong(home, '--checkpoint-steps', '5');
    await running.line('saved');
    // A frozen engine stands for one that is deep in a long step: it cannot answer the first Ctrl-C.
    const [engine] = childrenOf(running.process.pid!);
    process.kill(engine, 'SIGSTOP');
    running.process.kill('SIGINT');
    await wait(1000);
    expect(running.process.exitCode).toBeNull();
    running.process.kill('SIGINT');
    const { code, err } = await running.ended;
    expect(code, err).toBe(130);
    expect(err).toMatch(/Left at once\. .*checkpoint \S+ .*is intact/);
    const resumed = await recast('resume', '--home', home, '--steps', '10000', '--minutes', '0.05', '--json');
    expect(resumed.code, resumed.err).toBe(0);
  });

  it.runIf(onLinux)('says in the catalog within a second that its engine was killed', async () => {
    const home = freshHome();
    const running = await trainForLong(home);
    const [engine] = childrenOf(running.process.pid!);
    const killedAt = Date.now();
    process.kill(engine, 'SIGKILL');
    const { code, err } = await running.ended;
    expect(Date.now() - killedAt).toBeLessThan(2000);
    expect(code, err).toBe(1);
    expect(err).toMatch(/Error: .*\n.*\n?.*recast resume/);
    const [run] = await runsOf(home);
    // The system kills like this when memory runs out, which is what the reason has to speak of.
    expect(run).toMatchObject({ state: 'failed', reason: expect.stringMatching(/SIGKILL/) });
    expect(Date.parse(run.endedAt!) - killedAt).toBeLessThan(1000);
  });

  it('is found interrupted after its host was killed, with a checkpoint saved by the engine', async () => {
    const home = freshHome();
    const running = await trainForLong(home);
    running.process.kill('SIGKILL');
    await running.ended;
    await expect.poll(async () => (await runsOf(home))[0], { timeout: 20_000, interval: 300 }).toMatchObject({ state: 'interrupted', checkpoints: 1 });
  });
});

describe('two processes on one home', () => {
  it('wait for one another, see one another and refuse to train one run twice', async () => {
    const home = freshHome();
    const first = await trainForLong(home);
    const second = startRecast(...train(home, '--steps', '4', '--json'));
    expect((await second.line('queued')).position).toBe(1);
    expect(await runsOf(home)).toMatchObject([
      { state: 'queued', reason: null },
      { state: 'running', reason: null },
    ]);
    const [waiting] = await runsOf(home);
    expect(await recast('runs', '--first', waiting.id, '--home', home)).toMatchObject({ code: 0 });
    expect(await recast('runs', '--first', first.id, '--home', home)).toMatchObject({ code: 2 });
    const refused = await recast('resume', first.id, '--home', home);
    expect(refused.err).toMatch(new RegExp(first.id));
    expect(refused.code).toBe(2);
    first.process.kill('SIGINT');
    expect((await first.ended).code).toBe(130);
    const { code, err } = await second.ended;
    expect(code, err).toBe(0);
  });
});

it('ends quietly when nobody reads the rest of its output', async () => {
  const running = startRecast('help', 'train');
  running.process.stdout?.destroy();
  expect((await running.ended).code).toBe(0);
});
