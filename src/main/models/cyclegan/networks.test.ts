import { describe, expect, it } from 'vitest';
import { cycleganSchema } from '../../../shared/architectures/cyclegan.ts';
import type { CycleganSettings } from '../../../shared/architectures/cyclegan.ts';
import { createReferenceExecutor } from '../../engine/reference/referenceExecutor.ts';
import { Random } from '../../engine/random.ts';
import type { HostTensor } from '../../engine/program.ts';
import { sizeOf } from '../../engine/program.ts';
import { architectureOf, architectures } from '../index.ts';

const settingsOf = (given: Partial<CycleganSettings>): CycleganSettings => cycleganSchema.parse({ ngf: 4, ndf: 4, blocks: 1, size: 16, layers: 1, ...given });

const names = (given: Partial<CycleganSettings>, network: string): string[] =>
  Object.keys(architectures.cyclegan.recipe(settingsOf(given)).parameters)
    .filter((name) => name.startsWith(`${network}.`) && name.endsWith('weight'))
    .map((name) => name.slice(network.length + 1, -'.weight'.length));

const noise = (random: Random, shape: readonly number[]): HostTensor => ({
  shape,
  values: Float32Array.from({ length: sizeOf(shape) }, () => 2 * random.uniform() - 1),
});

describe('networks of CycleGAN', () => {
  it('names weights as the reference does', () => {
    expect(names({ upsampling: 'transposed', blocks: 2 }, 'netG_A')).toEqual(
      ['1', '4', '7', '10.conv_block.1', '10.conv_block.5', '11.conv_block.1', '11.conv_block.5', '12', '15', '19'].map((name) => `model.${name}`),
    );
    expect(names({ upsampling: 'resize' }, 'netG_B').slice(-3)).toEqual(['model.13', 'model.18', 'model.22']);
    expect(names({ layers: 3 }, 'netD_A')).toEqual(['model.0', 'model.2', 'model.5', 'model.8', 'model.11']);
    expect(names({ discriminator: 'pixel' }, 'netD_B')).toEqual(['net.0', 'net.2', 'net.5']);
    const unet = names({ generator: 'unet-128', upsampling: 'transposed', size: 128 }, 'netG_A');
    expect(unet).toHaveLength(14);
    expect(unet).toContain('model.model.1.model.3.model.3.model.3.model.3.model.3.model.3');
  });

  it('has the sizes of the paper: 11.378 million weights a generator, 2.765 million a discriminator, 70 pixels a patch', () => {
    const { parameters } = architectures.cyclegan.recipe(settingsOf({ ngf: 64, ndf: 64, blocks: 9, layers: 3, size: 256, upsampling: 'transposed' }));
    const count = (network: string): number =>
      Object.entries(parameters)
        .filter(([name]) => name.startsWith(network))
        .reduce((sum, [, { shape }]) => sum + sizeOf(shape), 0);
    expect(count('netG_A.')).toBe(11_378_179);
    expect(count('netD_A.')).toBe(2_764_737);
  });

  it('draws weights from N(0, 0.02), with biases at 0, the same for the same seed', () => {
    const settings = settingsOf({ ngf: 16 });
    const first = architectures.cyclegan.initialize(settings, Random.fromSeed(4));
    expect(architectures.cyclegan.initialize(settings, Random.fromSeed(4))).toEqual(first);
    const weight = Array.from(first['netG_A.model.10.conv_block.1.weight'].values);
    expect(Math.sqrt(weight.reduce((sum, value) => sum + value * value, 0) / weight.length)).toBeCloseTo(0.02, 3);
    expect(Array.from(first['netG_B.model.10.conv_block.1.weight'].values)).not.toEqual(weight);
    expect(Object.entries(first).every(([name, { values }]) => !name.endsWith('bias') || values.every((value) => value === 0))).toBe(true);
  });

  it('refuses settings it does not know', () => {
    expect(() => architectureOf('cyclegan', { depth: 3 })).toThrow();
    expect(architectureOf('cyclegan', {}).settings.size).toBe(64);
  });
});

describe('translators', () => {
  it.each([
    ['resnet', 'resize', 16, 12],
    ['resnet', 'transposed', 12, 20],
    ['unet-128', 'resize', 128, 128],
    ['unet-128', 'transposed', 128, 128],
  ] as const)('%s with %s keeps a picture of %i x %i and its range', async (generator, upsampling, height, width) => {
    const settings = settingsOf({ generator, upsampling, size: 128 });
    const { a2b, b2a } = architectures.cyclegan.translators(settings);
    expect([a2b.network, b2a.network]).toEqual(['netG_A', 'netG_B']);
    const program = a2b.program(2, height, width);
    const random = Random.fromSeed(1);
    const executor = await createReferenceExecutor();
    const state = await executor.createState(
      program.state,
      Object.fromEntries(Object.entries(architectures.cyclegan.initialize(settings, random)).filter(([name]) => name in program.state)),
    );
    const compiled = await executor.compile(program);
    const picture = noise(random, [2, height, width, 3]);
    const { translated } = await compiled.run(state, { picture }, ['translated']);
    expect(translated.shape).toEqual([2, height, width, 3]);
    expect(translated.values.every((value) => Math.abs(value) <= 1)).toBe(true);
    // The pictures of a batch do not see each other.
    const swapped = {
      shape: picture.shape,
      values: Float32Array.of(...picture.values.subarray(picture.values.length / 2), ...picture.values.subarray(0, picture.values.length / 2)),
    };
    const again = (await compiled.run(state, { picture: swapped }, ['translated'])).translated;
    const half = translated.values.length / 2;
    expect(again.values.slice(half).every((value, index) => Math.abs(value - translated.values[index]) < 1e-5)).toBe(true);
  });

  it('says how far a pixel sees: 12 + 8 a block where growing is by transposed convolution', () => {
    const reach = (given: Partial<CycleganSettings>): number => architectures.cyclegan.translators(settingsOf(given)).a2b.reach;
    expect(reach({ blocks: 6, upsampling: 'transposed' })).toBe(60);
    expect(reach({ blocks: 9, upsampling: 'transposed' })).toBe(84);
    // A doubling reaches one new pixel (2, then 1), its convolution another.
    expect(reach({ blocks: 6, upsampling: 'resize' })).toBe(63);
  });
});
