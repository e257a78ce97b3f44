import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testedTensorflow } from '../src/main/engine/tensorflow/testing/installation.ts';
import { childrenOf, drawPictures, recast, startRecast, tiny } from './recast.ts';

const folder = mkdtempSync(join(tmpdir(), 'recast-'));
const a = join(folder, 'discs');
const b = join(folder, 'squares');
const home = join(folder, 'home');

describe.skipIf(testedTensorflow === null)('the command line on TensorFlow', () => {
  beforeAll(async () => {
    process.env['RECAST_TENSORFLOW'] = testedTensorflow ?? '';
    await drawPictures(a, 'disc', 6);
    await drawPictures(b, 'square', 5);
  });
  afterAll(() => {
    delete process.env['RECAST_TENSORFLOW'];
    rmSync(folder, { recursive: true, force: true });
  });

  it('lists it among the devices', async () => {
    const { lines } = await recast('doctor', '--json', '--home', home);
    expect(lines).toContainEqual(expect.objectContaining({ type: 'finding', area: 'device', name: 'tensorflow cpu', ok: true }));
  });

  it('says in words where it cannot run', async () => {
    const { code, lines } = await recast(
      'bench',
      '--json',
      '--home',
      home,
      '--executor',
      'tensorflow',
      '--device',
      'cuda',
      '--config',
      '64/8/1',
      '--steps',
      '1',
    );
    expect(code).toBe(1);
    expect(lines.at(-1)).toMatchObject({ type: 'error', code: 'DEVICE_UNUSABLE' });
  });

  it('is killed in a training, goes on from the checkpoint, goes over to ONNX Runtime and comes back', async () => {
    const train = ['train', 'cyclegan', '--home', home, '--a', a, '--b', b, ...tiny, '--json'];
    const running = startRecast(...train, '--steps', '10000000', '--checkpoint-steps', '5', '--executor', 'tensorflow');
    const { id } = await running.line('run');
    expect(await running.line('prepared')).toMatchObject({ executor: 'tensorflow', device: 'cpu' });
    const saved = await running.line('saved', ({ step }) => step >= 10);
    for (const engine of childrenOf(running.process.pid ?? 0)) process.kill(engine, 'SIGKILL');
    const killed = await running.ended;
    expect(killed.code).toBe(1);
    expect(killed.lines.at(-1)).toMatchObject({ type: 'error', code: 'ENGINE_OUT_OF_MEMORY' });

    let step = saved.step;
    for (const executor of ['tensorflow', 'onnx', 'tensorflow']) {
      step += 20;
      const resumed = await recast('resume', id, '--home', home, '--json', '--steps', String(step), '--executor', executor);
      expect(resumed.code, resumed.err).toBe(0);
      expect(resumed.lines.find(({ type }) => type === 'prepared')).toMatchObject({ executor });
      expect(resumed.lines.at(-1)).toMatchObject({ type: 'trained', ending: 'finished', step });
    }
  });

  it('converts with it', async () => {
    const out = join(folder, 'converted');
    const convert = ['convert', '--home', home, '--checkpoint', 'latest', '--direction', 'a2b', '--in', a, '--out', out, '--json', '--executor', 'tensorflow'];
    const { code, lines, err } = await recast(...convert);
    expect(code, err).toBe(0);
    expect(lines.at(-1)).toMatchObject({ type: 'conversion', written: 6, failed: 0 });
  });
});
