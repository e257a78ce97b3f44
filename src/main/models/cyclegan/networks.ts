import type { Tensor } from '@tensorflow/tfjs-core';
import type { CycleganSettings } from '../../../shared/architectures/cyclegan.ts';
import type { NamedTensors } from '../../engine/program.ts';
import type { Layer } from '../../nn/layer.ts';
import { lookupIn } from '../../nn/layer.ts';
import { withPrefix } from '../../nn/parameters.ts';
import type { ParameterTree } from '../../nn/parameters.ts';
import { patchDiscriminator, pixelDiscriminator } from './discriminators.ts';
import { resnetGenerator } from './resnetGenerator.ts';
import { unetGenerator } from './unetGenerator.ts';

/** The four networks by the reference's names: G_A turns A into B, G_B turns B into A, D_A judges B, D_B judges A. */
export type GeneratorName = 'netG_A' | 'netG_B';
export type DiscriminatorName = 'netD_A' | 'netD_B';

/** What the settings say of the networks. */
export type NetworkSettings = Pick<CycleganSettings, 'generator' | 'ngf' | 'blocks' | 'upsampling' | 'discriminator' | 'ndf' | 'layers' | 'initGain'>;

/** A kind of generator at some settings. */
export interface GeneratorRow {
  build(settings: NetworkSettings): Layer;
  /** Height and width must be multiples of this. */
  readonly multipleOf: number;
  /** The smallest height and width it can take. */
  readonly smallest: number;
}

function unetRow(downs: number): GeneratorRow {
  const side = 2 ** downs;
  return { build: ({ ngf, upsampling, initGain }) => unetGenerator({ ngf, downs, upsampling, gain: initGain }), multipleOf: side, smallest: side };
}

/** The generators by the name of their setting. */
export const generatorTable: { readonly [Kind in CycleganSettings['generator']]: GeneratorRow } = {
  resnet: {
    build: ({ ngf, blocks, upsampling, initGain }) => resnetGenerator({ ngf, blocks, upsampling, gain: initGain }),
    multipleOf: 4,
    // At 4 px the blocks would see a single pixel, which cannot be reflected.
    smallest: 8,
  },
  'unet-128': unetRow(7),
  'unet-256': unetRow(8),
};

/** The discriminators by the name of their setting. */
const discriminatorTable: { readonly [Kind in CycleganSettings['discriminator']]: (settings: NetworkSettings) => Layer } = {
  patchgan: ({ ndf, layers, initGain }) => patchDiscriminator({ ndf, layers, gain: initGain }),
  pixel: ({ ndf, initGain }) => pixelDiscriminator({ ndf, gain: initGain }),
};

/** The layers of a CycleGAN at some settings; both generators are alike, and both discriminators. */
export interface Networks {
  readonly generator: Layer;
  readonly discriminator: Layer;
}

/** Builds the layers; they hold no values. */
export function networksOf(settings: NetworkSettings): Networks {
  return { generator: generatorTable[settings.generator].build(settings), discriminator: discriminatorTable[settings.discriminator](settings) };
}

/** The parameters of some of the networks, each under its name. */
export function generatorParameters(networks: Networks, names: readonly GeneratorName[]): ParameterTree {
  return Object.fromEntries(names.flatMap((name) => Object.entries(withPrefix(name, networks.generator.parameters))));
}

/** The parameters of both discriminators. */
export function discriminatorParameters(networks: Networks): ParameterTree {
  return { ...withPrefix('netD_A', networks.discriminator.parameters), ...withPrefix('netD_B', networks.discriminator.parameters) };
}

/** A network with its values: pictures to pictures, or to judgements. */
export type Network = (x: Tensor) => Tensor;

/** A generator with values from `tensors`. */
export function generatorIn(networks: Networks, tensors: NamedTensors, name: GeneratorName): Network {
  const parameter = lookupIn(tensors, name);
  return (x) => networks.generator.forward(parameter, x);
}

/** A discriminator with values from `tensors`. */
export function discriminatorIn(networks: Networks, tensors: NamedTensors, name: DiscriminatorName): Network {
  const parameter = lookupIn(tensors, name);
  return (x) => networks.discriminator.forward(parameter, x);
}
