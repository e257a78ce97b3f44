import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ParameterTree } from '../nn/parameters.ts';
import { Random } from '../engine/random.ts';
import type { CheckpointContent } from './checkpoint.ts';
import { readCheckpoint, writeCheckpoint } from './checkpoint.ts';
import { readManifest } from './manifest.ts';
import { KEEP_FILE, removeOldCheckpoints } from './retention.ts';
import { readSafetensors } from './safetensors.ts';

const start = { kind: 'constant', value: 0 } as const;
const tree: ParameterTree = {
  'netG.model.1.weight': { shape: [1, 2, 3, 4], layout: 'convolution', start, trained: true },
  'netG.model.1.bias': { shape: [4], layout: 'same', start, trained: true },
  'netD.fc.weight': { shape: [2, 3], layout: 'dense', start, trained: true },
};

function contentAt(step: number, change: Partial<CheckpointContent['description']> = {}, length = 24): CheckpointContent {
  const count = (size: number, from: number): Float32Array => Float32Array.from({ length: size }, (_, i) => from + i);
  return {
    description: {
      architecture: 'cyclegan',
      settings: { size: 16, flip: true },
      seed: 7,
      step,
      epoch: 2,
      losses: { G: 0.25, D: 1e-9 },
      batches: { epoch: 2, order: [2, 0, 1] },
      pools: { fakeA: { size: 50, pictures: 2, random: Random.fromSeed(3).split('pool').state() } },
      ...change,
    },
    tree,
    parameters: {
      'netG.model.1.weight': { shape: [1, 2, 3, 4], values: count(24, step) },
      'netG.model.1.bias': { shape: [4], values: count(4, 0.5) },
      'netD.fc.weight': { shape: [2, 3], values: count(6, 9) },
    },
    optimizer: { 'adam.m.netD.fc.weight': { shape: [2, 3], values: count(6, -3) } },
    pools: { fakeA: { shape: [2, length / 2, 1, 1], values: count(length, 0) } },
  };
}

let parent: string;
beforeEach(async () => (parent = await mkdtemp(join(tmpdir(), 'recast-'))));
afterEach(() => rm(parent, { recursive: true, force: true }));

const names = async (): Promise<string[]> => (await readdir(parent)).sort();

describe('checkpoints', () => {
  it('give back what was saved, exactly', async () => {
    const content = contentAt(123);
    const written = await writeCheckpoint(parent, content);
    expect(written.folder).toBe(join(parent, 'step-00000123'));
    expect(await names()).toEqual(['step-00000123']);
    const read = await readCheckpoint(written.folder);
    expect(read.manifest).toMatchObject({ ...content.description, hash: written.hash, networks: ['netG', 'netD'] });
    expect(await read.parameters()).toEqual(content.parameters);
    expect(Object.keys(await read.parameters(['netD']))).toEqual(['netD.fc.weight']);
    expect(await read.optimizer()).toEqual(content.optimizer);
    expect(await read.pools()).toEqual(content.pools);
  });

  it('hold a state dict: short names, PyTorch shapes', async () => {
    const { folder } = await writeCheckpoint(parent, contentAt(1));
    const { tensors, metadata } = await readSafetensors(join(folder, 'netG.safetensors'));
    expect(Object.entries(tensors).map(([name, { shape }]) => [name, shape])).toEqual([
      ['model.1.weight', [4, 3, 1, 2]],
      ['model.1.bias', [4]],
    ]);
    expect(metadata).toMatchObject({ format: 'pt', network: 'netG' });
  });

  it('have equal hashes when and only when everything is equal', async () => {
    const { hash } = await writeCheckpoint(join(parent, 'one'), contentAt(5));
    expect((await writeCheckpoint(join(parent, 'two'), contentAt(5))).hash).toBe(hash);
    expect((await writeCheckpoint(join(parent, 'three'), contentAt(5, { seed: 8 }))).hash).not.toBe(hash);
  });

  it('are refused with the file and the reason when a byte changes, a file is cut off or missing', async () => {
    const { folder } = await writeCheckpoint(parent, contentAt(1));
    const checkpoint = await readCheckpoint(folder);
    const file = join(folder, 'netG.safetensors');
    const bytes = await readFile(file);
    bytes[bytes.length - 1] ^= 1;
    await writeFile(file, bytes);
    await expect(checkpoint.parameters()).rejects.toThrow(`${file} cannot be read: its contents were changed`);
    await expect(checkpoint.parameters(['netD'])).resolves.toBeDefined();
    await truncate(file, 20);
    await expect(checkpoint.parameters()).rejects.toThrow(`it has 20 bytes instead of ${bytes.length}`);
    await rm(file);
    await expect(checkpoint.parameters()).rejects.toMatchObject({ code: 'CHECKPOINT_DAMAGED' });
  });

  it('are refused when the description is missing, cut off, edited or of a later version', async () => {
    const { folder } = await writeCheckpoint(parent, contentAt(1));
    const file = join(folder, 'checkpoint.json');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('"step": 1', '"step": 2'));
    await expect(readManifest(folder)).rejects.toThrow('was changed after it was written');
    await writeFile(file, text.slice(0, text.length / 2));
    await expect(readManifest(folder)).rejects.toThrow('not JSON');
    await writeFile(file, '{}');
    await expect(readManifest(folder)).rejects.toThrow('not complete');
    await writeFile(file, text.replace('"formatVersion": 1', '"formatVersion": 2'));
    await expect(readManifest(folder)).rejects.toMatchObject({ code: 'CHECKPOINT_NEWER' });
    await rm(file);
    await expect(readManifest(folder)).rejects.toMatchObject({ code: 'CHECKPOINT_DAMAGED' });
  });

  it('keep the last ones and the marked ones; those left behind by an earlier resume go first', async () => {
    for (const step of [10, 20, 30, 40, 50]) await writeCheckpoint(parent, contentAt(step));
    await writeFile(join(parent, 'step-00000010', KEEP_FILE), '');
    const removed = await removeOldCheckpoints(parent, 2, 40);
    expect(removed.map((folder) => folder.slice(-2))).toEqual(['50', '20']);
    expect(await names()).toEqual(['step-00000010', 'step-00000030', 'step-00000040']);
  });

  it('replace one of the same step, but never a marked one that differs', async () => {
    const first = await writeCheckpoint(parent, contentAt(10));
    const second = await writeCheckpoint(parent, contentAt(10, { epoch: 3 }));
    expect(second.folder).toBe(first.folder);
    expect((await readManifest(first.folder)).epoch).toBe(3);
    await writeFile(join(first.folder, KEEP_FILE), '');
    const third = await writeCheckpoint(parent, contentAt(10, { epoch: 4 }));
    expect(await names()).toEqual(['step-00000010', `step-00000010-${third.hash.slice(0, 8)}`]);
    await writeCheckpoint(parent, contentAt(10, { epoch: 3 }));
    expect(await readdir(first.folder)).toContain(KEEP_FILE);
  });

  it('sweep what killed writers left and nothing else', async () => {
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    await mkdir(join(parent, `.writing-${dead}-step-00000009`));
    await mkdir(join(parent, `.removing-${dead}-step-00000001`));
    await mkdir(join(parent, `.writing-${process.ppid}-step-00000008`));
    await mkdir(join(parent, 'mine'));
    await writeCheckpoint(parent, contentAt(10));
    expect(await names()).toEqual([`.writing-${process.ppid}-step-00000008`, 'mine', 'step-00000010']);
  });

  it('say what stands in the way where nothing may be written, and leave nothing behind', async () => {
    const blocked = join(parent, 'file');
    await writeFile(blocked, '');
    await expect(writeCheckpoint(blocked, contentAt(1))).rejects.toThrow();
    expect(await names()).toEqual(['file']);
    if (process.platform === 'linux') await expect(writeCheckpoint('/sys/kernel', contentAt(1))).rejects.toMatchObject({ code: 'CHECKPOINT_UNWRITABLE' });
  });

  it('leave the last one intact on a full disk and say how much room is needed', async (test) => {
    const disk = join(parent, 'disk');
    await mkdir(disk);
    const mounted = process.platform === 'linux' && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', disk]).status === 0;
    if (!mounted) {
      process.stderr.write('skipped: a small disk cannot be mounted here (that takes Linux and the rights of root)\n');
      test.skip();
      return;
    }
    try {
      const first = await writeCheckpoint(disk, contentAt(1));
      await expect(writeCheckpoint(disk, contentAt(2, {}, 80_000))).rejects.toMatchObject({
        code: 'DISK_FULL',
        message: expect.stringMatching(/needs 313 KB and \d+ KB are free\. The last checkpoint is intact\./) as string,
      });
      expect(await readdir(disk)).toEqual(['step-00000001']);
      expect(await (await readCheckpoint(first.folder)).parameters()).toEqual(contentAt(1).parameters);
    } finally {
      spawnSync('umount', [disk]);
    }
  });
});
