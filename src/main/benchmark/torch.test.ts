import { spawnSync } from 'node:child_process';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openTorch, openTorchColourist } from './torchProcess.ts';

const python = process.env['RECAST_PYTHON'] ?? 'python3';
const present = spawnSync(python, ['-c', 'import torch']).status === 0;
if (!present) process.stderr.write(`skipped: PyTorch itself, because ${python} has no torch\n`);

const TINY = { size: 32, ngf: 4, blocks: 1 };

describe('the PyTorch side of a comparison', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('says what is missing where there is no such Python', async () => {
    vi.stubEnv('RECAST_PYTHON', '/nowhere/python3');
    await expect(openTorch(TINY, 1, 'float32')).rejects.toMatchObject({
      code: 'TORCH_UNUSABLE',
      message: expect.stringContaining('/nowhere/python3') as string,
    });
  });

  it('says why where the script cannot run', async () => {
    // Node reads the script as JavaScript and fails at once: what a Python without torch does.
    vi.stubEnv('RECAST_PYTHON', process.execPath);
    await expect(openTorch(TINY, 1, 'float32')).rejects.toMatchObject({ code: 'TORCH_UNUSABLE' });
  });

  it.skipIf(!present)('colours', async () => {
    const torch = await openTorchColourist({ size: 32, width: 4 }, 1);
    expect(await torch.inferences(3)).toHaveLength(3);
    torch.close();
  });

  it.skipIf(!present)('trains and translates', async () => {
    const torch = await openTorch(TINY, 1, 'float32');
    expect(torch.version).toMatch(/^\d+\./);
    expect(await torch.steps(2)).toHaveLength(2);
    expect(await torch.inferences(3)).toHaveLength(3);
    expect(await torch.peakMemory()).toBeGreaterThan(10_000_000);
    torch.close();
  });
});
