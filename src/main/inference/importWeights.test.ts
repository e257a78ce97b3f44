import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCheckpoint } from '../checkpoints/checkpoint.ts';
import { encodeSafetensors, readSafetensors } from '../checkpoints/safetensors.ts';
import type { HostTensor, HostTensors } from '../engine/program.ts';
import { golden, goldenPicture } from '../weights/testing/picture.ts';
import { encodeTorch } from '../weights/torchWriter.ts';
import { temporaryFolder } from './testing/tiny.ts';
import { exportTo, farthest, importFiles, toChannelsFirst, translateWith } from './testing/weights.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let expected: HostTensors;
/** The state dict of a small generator that fits. */
let small: HostTensors;
beforeAll(async () => {
  folder = await temporaryFolder();
  expected = (await readSafetensors(golden('outputs.safetensors'))).tensors;
  const { written } = await importFiles(join(folder.path, 'small'), [golden('float64.pth')]);
  await exportTo(written.folder, join(folder.path, 'small.safetensors'));
  small = (await readSafetensors(join(folder.path, 'small.safetensors'))).tensors;
});
afterAll(() => folder[Symbol.asyncDispose]());

let runs = 0;
const newFolder = (): string => join(folder.path, `run-${runs++}`);

/** Imports files and gives the checkpoint's folder. */
const checkpointOf = async (...files: string[]): Promise<string> => (await importFiles(newFolder(), files)).written.folder;

/** The largest difference between what a direction makes of the golden picture and what PyTorch made of it. */
async function distance(
  checkpoint: string,
  direction: string,
  name: string,
  height: number,
  width: number,
  precision: 'fast' | 'exact' = 'exact',
): Promise<number> {
  return farthest(toChannelsFirst(await translateWith(checkpoint, direction, goldenPicture(height, width), precision)), expected[name].values);
}

/** What PyTorch gives to 1e-3 is asked for; nothing here comes nearer to that than a tenth. */
const NEAR = 1e-4;

describe("weights of PyTorch give PyTorch's own pictures", () => {
  it.each(['exact', 'fast'] as const)('from a new and an old file, told apart by their names, computed %s', async (precision) => {
    const checkpoint = await checkpointOf(golden('latest_net_G_B.pth'), golden('latest_net_G_A.pth'));
    expect(await distance(checkpoint, 'a2b', 'there', 24, 32, precision)).toBeLessThan(NEAR);
    expect(await distance(checkpoint, 'b2a', 'back', 24, 32, precision)).toBeLessThan(NEAR);
  });

  it('from both directions and a discriminator in one file, and from a wrapped old one', async () => {
    const both = await importFiles(newFolder(), [golden('wrapped.pth')], { steps: 5 });
    expect(both.networks.map(({ network, title }) => [network, title.replace(/ of .*/, '')])).toEqual([
      ['netG_A', 'the ResNet generator "netG_A"'],
      ['netG_B', 'the ResNet generator "netG_B"'],
      ['netD_A', 'the PatchGAN discriminator "netD_A"'],
    ]);
    expect(both).toMatchObject({
      directions: ['a2b', 'b2a'],
      missing: ['netD_B'],
      settings: { ngf: 4, blocks: 2, upsampling: 'transposed', ndf: 4, layers: 2, steps: 5 },
    });
    expect(await distance(both.written.folder, 'a2b', 'there', 24, 32)).toBeLessThan(NEAR);
    expect(await distance(both.written.folder, 'b2a', 'back', 24, 32)).toBeLessThan(NEAR);
    expect(await distance(await checkpointOf(golden('wrapped-old.pth')), 'a2b', 'there', 24, 32)).toBeLessThan(NEAR);
  });

  it.each(['float16', 'bfloat16', 'float64'])('stored as %s, in both kinds of files', async (name) => {
    for (const ending of ['pth', 'safetensors']) {
      expect(await distance(await checkpointOf(golden(`${name}.${ending}`)), 'a2b', name, 16, 24)).toBeLessThan(NEAR);
    }
  });

  it('a U-Net', async () => {
    const { written, settings } = await importFiles(newFolder(), [golden('unet_128.pth')]);
    expect(settings).toMatchObject({ generator: 'unet-128', ngf: 4, upsampling: 'transposed', size: 128 });
    const { values } = await translateWith(written.folder, 'a2b', goldenPicture(128, 128));
    const everyFourth: HostTensor = {
      shape: [1, 32, 32, 3],
      values: values.filter((_, i) => Math.floor(i / 3) % 4 === 0 && Math.floor(i / 3 / 128) % 4 === 0),
    };
    expect(farthest(toChannelsFirst(everyFourth), expected['unet'].values)).toBeLessThan(NEAR);
  });
});

describe('an import', () => {
  it('is a checkpoint of step 0 with what was given, and the size that such a network is trained at', async () => {
    const { written, settings, missing } = await importFiles(newFolder(), [golden('latest_net_G_B.pth')]);
    const { manifest } = await readCheckpoint(written.folder);
    expect(manifest).toMatchObject({ architecture: 'cyclegan', step: 0, networks: ['netG_B'], settings });
    expect(settings).toMatchObject({ size: 128, generator: 'resnet' });
    expect(missing).toEqual(['netG_A', 'netD_A', 'netD_B']);
  });

  it('takes directions as they are given, whatever the names say', async () => {
    const path = golden('latest_net_G_A.pth');
    const { networks } = await importFiles(newFolder(), [
      { path, direction: 'b2a' },
      { path: golden('latest_net_G_B.pth'), direction: 'a2b' },
    ]);
    expect(networks.map(({ network, file }) => [network, file])).toEqual([
      ['netG_A', golden('latest_net_G_B.pth')],
      ['netG_B', path],
    ]);
  });

  it('takes what is called nothing in order', async () => {
    const { networks } = await importFiles(newFolder(), [golden('float16.pth'), golden('float64.pth')]);
    expect(networks.map(({ network, file }) => [network, file])).toEqual([
      ['netG_A', golden('float16.pth')],
      ['netG_B', golden('float64.pth')],
    ]);
  });
});

describe('an import is refused, and nothing written,', () => {
  async function refusal(files: readonly string[], settings: Record<string, unknown> = {}): Promise<unknown> {
    const place = join(folder.path, 'refused', 'run');
    await mkdir(join(folder.path, 'refused'), { recursive: true });
    const error: unknown = await importFiles(place, files, settings).catch((thrown: unknown) => thrown);
    expect(existsSync(place)).toBe(false);
    expect(await readdir(join(folder.path, 'refused'))).toEqual([]);
    return error;
  }

  /** A file with these tensors. */
  async function fileOf(tensors: HostTensors, name: string): Promise<string> {
    const path = join(folder.path, name);
    await writeFile(path, name.endsWith('.pth') ? Buffer.concat(encodeTorch(tensors)) : encodeSafetensors(tensors));
    return path;
  }

  it('for values that are no numbers', async () => {
    const [, ...others] = small['model.4.weight'].values;
    const spoiled = { ...small, 'model.4.weight': { ...small['model.4.weight'], values: Float32Array.of(NaN, ...others) } };
    for (const name of ['nan.pth', 'nan.safetensors']) {
      const path = await fileOf(spoiled, name);
      expect(await refusal([path])).toMatchObject({
        code: 'WEIGHTS_NOT_NUMBERS',
        message: `${path}: "model.4.weight" holds values that are no finite numbers; a training that ran away leaves such files.`,
      });
    }
  });

  it('for whole numbers instead of weights', async () => {
    const whole = { ...small, 'model.4.weight': { ...small['model.4.weight'], values: Int32Array.from(small['model.4.weight'].values) } };
    expect(await refusal([await fileOf(whole, 'whole.safetensors')])).toMatchObject({
      code: 'WEIGHTS_MISFIT',
      message: expect.stringContaining('holds int32 values') as string,
    });
  });

  it('for weights of a translator where a colourist is wanted', async () => {
    await expect(importFiles(newFolder(), [golden('float64.pth')], {}, true)).rejects.toMatchObject({ code: 'WEIGHTS_NO_COLOURIST' });
  });

  it('for a file that runs a command, a damaged one, one of another network', async () => {
    expect(await refusal([golden('command.pth')])).toMatchObject({ code: 'WEIGHTS_FOREIGN_OBJECT' });
    expect(await refusal([golden('views.pth')])).toMatchObject({ code: 'WEIGHTS_NO_NETWORK' });
    expect(await refusal([await fileOf({ 얼룩말: { shape: [1], values: new Float32Array(1) } }, '말.pth')])).toMatchObject({
      code: 'WEIGHTS_NO_NETWORK',
      message: expect.stringContaining('말.pth holds no CycleGAN network. Found: "얼룩말" [1].') as string,
    });
    expect(await refusal([golden('latest_net_G_A.pth'), join(folder.path, 'nowhere.pth')])).toMatchObject({ code: 'WEIGHTS_MISSING' });
  });

  it('for directions that are different networks, too many, or discriminators alone', async () => {
    expect(await refusal([golden('latest_net_G_A.pth'), golden('float16.pth')])).toMatchObject({
      code: 'WEIGHTS_DIFFER',
      message: expect.stringContaining('(blocks 2 and 1)') as string,
    });
    expect(await refusal([golden('latest_net_G_A.pth'), golden('wrapped.pth')])).toMatchObject({ code: 'WEIGHTS_TOO_MANY' });
    const layers: HostTensors = {
      'model.0.weight': { shape: [4, 3, 4, 4], values: new Float32Array(192) },
      'model.0.bias': { shape: [4], values: new Float32Array(4) },
      'model.2.weight': { shape: [8, 4, 4, 4], values: new Float32Array(512) },
      'model.5.weight': { shape: [1, 8, 4, 4], values: new Float32Array(128) },
      'model.5.bias': { shape: [1], values: new Float32Array(1) },
    };
    expect(await refusal([await fileOf(layers, 'latest_net_D_A.pth')])).toMatchObject({ code: 'WEIGHTS_NO_GENERATOR' });
  });

  it('for settings that do not go together', async () => {
    expect(await refusal([golden('unet_128.pth')], { size: 64 })).toMatchObject({ code: 'SIZE_NOT_FOR_GENERATOR' });
  });
});
