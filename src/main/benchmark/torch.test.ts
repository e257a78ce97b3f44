import { spawnSync } from 'node:child_process';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { openExecutor } from '../engine/executors.ts';
import type { BenchTask } from '../jobs/messages.ts';
import { thisMachine } from '../machine.ts';
import { compareColourist } from './colourist.ts';
import type { BenchParts } from './parts.ts';
import { compareStackgan } from './stackgan.ts';
import { createSubject } from './subject.ts';
import type { TorchScript, WithTorch } from './torchProcess.ts';
import { openTorch } from './torchProcess.ts';

const python = process.env['RECAST_PYTHON'] ?? 'python3';
const present = spawnSync(python, ['-c', 'import torch']).status === 0;
if (!present) process.stderr.write(`skipped: PyTorch itself, because ${python} has no torch\n`);

const TINY = { size: 32, ngf: 4, blocks: 1 };
const tree = createSubject(TINY).recipe.parameters;
const script: TorchScript = { script: 'cyclegan_step.py', given: { ...TINY, mode: 'float32' } };
const PAINTER = { size: 16, largeSize: 32, width: 4, judgeWidth: 4, text: 8, condition: 4, noise: 4, blocks: 1, batch: 3, largeBatch: 2 };

describe('the PyTorch side of a comparison', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('says what is missing where there is no such Python', async () => {
    vi.stubEnv('RECAST_PYTHON', '/nowhere/python3');
    await expect(openTorch(script, 1, tree)).rejects.toMatchObject({
      code: 'TORCH_UNUSABLE',
      message: expect.stringContaining('/nowhere/python3') as string,
    });
  });

  it('says why where the script cannot run', async () => {
    // Node reads the script as JavaScript and fails at once: what a Python without torch does.
    vi.stubEnv('RECAST_PYTHON', process.execPath);
    await expect(openTorch(script, 1, tree)).rejects.toMatchObject({ code: 'TORCH_UNUSABLE' });
  });

  it.skipIf(!present)('trains and translates', async () => {
    const torch = await openTorch(script, 1, tree);
    expect(torch.version).toMatch(/^\d+\./);
    expect(await torch.work('step')(2)).toHaveLength(2);
    expect(await torch.work('inference')(3)).toHaveLength(3);
    expect(await torch.peakMemory()).toBeGreaterThan(10_000_000);
    torch.close();
  });

  it.skipIf(!present)('refuses networks that differ', async () => {
    const { parameters } = createSubject({ ...TINY, blocks: 2 }).recipe;
    await expect(openTorch(script, 1, parameters)).rejects.toMatchObject({ code: 'TORCH_DIFFERS', details: { network: 'netG_A' } });
  });
});

describe.skipIf(!present)('in turns with PyTorch', () => {
  const task: BenchTask = {
    kind: 'bench',
    configs: [TINY],
    steps: 1,
    sections: [],
    torchModes: ['float32'],
    colourist: false,
    stackgan: false,
    engine: { executor: 'onnx', device: 'cpu', threads: 1, precision: 'fast', memory: 'normal' },
  };
  const withTorch: WithTorch = async (script, parameters, work) => {
    const torch = await openTorch(script, 1, parameters);
    return work(torch).finally(() => torch.close());
  };
  let parts: BenchParts;
  beforeAll(async () => {
    parts = { executor: await openExecutor(task.engine, thisMachine), task, stop: new AbortController().signal, progress: { next: () => undefined } };
  });
  afterAll(() => parts.executor.dispose());

  const timings = { ours: { runs: 3 }, torch: { runs: 3 } };

  it('colours', async () => {
    expect(await compareColourist(parts, withTorch, { size: 32, width: 4 })).toMatchObject({ size: 32, width: 4, inference: timings });
  });

  it('paints small and large, with the same networks on both sides', async () => {
    const [small, large] = await compareStackgan(parts, withTorch, PAINTER);
    expect(small).toMatchObject({ stage: 'small', size: 16, width: 4, batch: 3, step: timings });
    expect(large).toMatchObject({ stage: 'large', size: 32, width: 4, batch: 2, step: timings });
    // Stage I is frozen in stage II, and its average draws there.
    expect(Object.keys(small.parameters).sort()).toEqual(['averageG1', 'netD1', 'netG1']);
    expect(Object.keys(large.parameters).sort()).toEqual(['averageG1', 'averageG2', 'netD2', 'netG2']);
  });
});
