import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CycleganSettings } from '../../../shared/architectures/cyclegan.ts';
import { cycleganSchema } from '../../../shared/architectures/cyclegan.ts';
import { PYTORCH_AXES } from '../../nn/parameters.ts';
import { networksOf } from './networks.ts';
import { recognizeNetworks } from './recognize.ts';

type Shapes = Map<string, readonly number[]>;

/** What PyTorch's state dict of a network is called and shaped. */
function stateDict(settings: Partial<CycleganSettings>, role: 'generator' | 'discriminator' = 'generator', prefix = ''): Shapes {
  const { parameters } = networksOf(cycleganSchema.parse(settings))[role];
  return new Map(Object.entries(parameters).map(([name, { shape, layout }]) => [prefix + name, PYTORCH_AXES[layout]?.map((axis) => shape[axis]) ?? shape]));
}

const resnet = { ngf: 8, blocks: 2, upsampling: 'transposed' } as const;
const named = (shapes: Shapes, rename: (name: string) => string): Shapes => new Map([...shapes].map(([name, shape]) => [rename(name), shape]));

const generators = fc.record({
  generator: fc.constantFrom('resnet', 'unet-128', 'unet-256'),
  ngf: fc.integer({ min: 4, max: 256 }),
  blocks: fc.integer({ min: 0, max: 32 }),
  upsampling: fc.constantFrom('resize', 'transposed'),
} as const);

describe('networks are recognised', () => {
  it('with the settings they were built with, behind any prefix', () => {
    fc.assert(
      fc.property(generators, fc.constantFrom('', 'module.', 'state_dict.netG_A.module.', 'model.'), (settings, prefix) => {
        const [network, ...others] = recognizeNetworks(stateDict(settings, 'generator', prefix), 'file.pth');
        const { blocks, ...shared } = settings;
        expect(others).toEqual([]);
        expect(network).toMatchObject({ role: 'generator', prefix, settings: settings.generator === 'resnet' ? { ...shared, blocks } : shared });
        expect(network.absent.size).toBe(0);
      }),
      { numRuns: 40 },
    );
  });

  it('discriminators, too', () => {
    for (const settings of [
      { discriminator: 'patchgan', ndf: 16, layers: 1 },
      { discriminator: 'patchgan', ndf: 64, layers: 5 },
      { discriminator: 'pixel', ndf: 32 },
    ] as const) {
      const found = recognizeNetworks(stateDict(settings, 'discriminator', 'netD_B.'), 'file.pth');
      expect(found).toMatchObject([{ role: 'discriminator', prefix: 'netD_B.', settings }]);
    }
  });

  it('several in one file, whatever lies beside them', () => {
    const file = new Map([
      ...stateDict(resnet, 'generator', 'netG_A.'),
      ...stateDict(resnet, 'generator', 'netG_B.module.'),
      ...stateDict({ ndf: 8 }, 'discriminator', 'netD_A.'),
      ['optimizer.state.step', []] as const,
    ]);
    expect(recognizeNetworks(file, 'file.pth').map(({ role, prefix }) => [role, prefix])).toEqual([
      ['generator', 'netG_A.'],
      ['generator', 'netG_B.module.'],
      ['discriminator', 'netD_A.'],
    ]);
  });

  it('without biases that a norm takes out again, and with the statistics of old norms', () => {
    const shapes = stateDict(resnet);
    for (const name of [...shapes.keys()]) if (name.endsWith('.bias') && name !== 'model.19.bias') shapes.delete(name);
    for (const name of ['model.2.running_mean', 'model.2.running_var']) shapes.set(name, [8]);
    shapes.set('model.2.num_batches_tracked', []);
    const [network] = recognizeNetworks(shapes, 'file.pth');
    expect(network.settings).toEqual({ generator: 'resnet', ...resnet });
    expect(network.absent.size).toBe(9);
    shapes.delete('model.19.bias');
    expect(() => recognizeNetworks(shapes, 'file.pth')).toThrow('it lacks "model.19.bias" of the shape [3]');
  });
});

describe('networks are refused with what was found and what was expected', () => {
  const refused = (change: (shapes: Shapes) => void, settings: Partial<CycleganSettings> = resnet): (() => unknown) => {
    const shapes = stateDict(settings);
    change(shapes);
    return () => recognizeNetworks(shapes, 'file.pth');
  };

  it('antialiased ones, by that name', () => {
    expect(refused((shapes) => shapes.set('model.5.filt', [16, 1, 3, 3]))).toThrow(
      'file.pth: the ResNet generator is antialiased (its pictures are blurred before they are halved or after they are doubled), which Recast Studio does not have (it holds "model.5.filt").',
    );
    expect(refused((shapes) => shapes.set('model.model.1.model.2.filt', [16, 1, 3, 3]), { generator: 'unet-256', ngf: 4 })).toThrow(
      'the U-Net generator is antialiased',
    );
  });

  it('batch norm, norms with scales, dropout', () => {
    const batchNorm = refused((shapes) => void shapes.set('model.2.weight', [8]).set('model.2.bias', [8]).set('model.2.running_mean', [8]));
    expect(batchNorm).toThrow('uses batch norm');
    expect(refused((shapes) => void shapes.set('model.2.weight', [8]).set('model.2.bias', [8]))).toThrow('uses a norm with learned scales');
    const dropout = named(stateDict(resnet), (name) => name.replace('conv_block.5', 'conv_block.6'));
    expect(() => recognizeNetworks(dropout, 'file.pth')).toThrow(
      'was built with dropout, which Recast Studio does not have (it holds "model.10.conv_block.6.weight")',
    );
  });

  it('what is grey, cut off, widened or filled up', () => {
    expect(refused((shapes) => shapes.set('model.1.weight', [8, 1, 7, 7]))).toThrow('it takes pictures of 1 channels, expected were 3');
    expect(refused((shapes) => shapes.delete('model.7.weight'))).toThrow(
      'as a ResNet of 8 channels and 2 blocks, growing by transposed convolution: it lacks "model.7.weight" of the shape [32, 16, 3, 3].',
    );
    expect(refused((shapes) => shapes.set('model.7.weight', [32, 17, 3, 3]))).toThrow(
      'its "model.7.weight" has the shape [32, 17, 3, 3], expected was [32, 16, 3, 3].',
    );
    expect(refused((shapes) => shapes.set('model.99.weight', [1, 2]))).toThrow(
      'it has a "model.99.weight" of the shape [1, 2], which such a network does not have.',
    );
    expect(refused((shapes) => shapes.set('model.1.weight', [5000, 3, 7, 7]))).toThrow('its size is out of range (ngf: ');
    expect(
      refused((shapes) => [...shapes.keys()].forEach((name) => name.includes('3.model.'.repeat(5)) && shapes.delete(name)), {
        generator: 'unet-128',
        ngf: 4,
      }),
    ).toThrow('it halves the picture 6 times, expected were 7 (for 128 px) or 8 (for 256 px)');
  });

  it('files with no network', () => {
    expect(() => recognizeNetworks(new Map(), 'file.pth')).toThrow(
      'holds no CycleGAN network. Found: no tensors. Expected: "model.1.weight" of the shape [n, 3, 7, 7]',
    );
    const other = new Map<string, readonly number[]>([
      ['conv1.weight', [64, 3, 7, 7]],
      ['bn1.bias', [64]],
      ['fc.weight', [1000, 512]],
      ['fc.bias', [1000]],
    ]);
    expect(() => recognizeNetworks(other, 'file.pth')).toThrow(
      'Found: "conv1.weight" [64, 3, 7, 7], "bn1.bias" [64], "fc.weight" [1000, 512] and 1 more tensors.',
    );
    expect(() => recognizeNetworks(new Map([['가중치', [3]]]), 'file.pth')).toThrow('Found: "가중치" [3].');
  });
});
