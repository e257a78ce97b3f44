import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { CycleganSettings } from '../../../../shared/architectures/cyclegan.ts';
import { cycleganSchema } from '../../../../shared/architectures/cyclegan.ts';
import { fromPytorch, permute } from '../../../checkpoints/layouts.ts';
import { readSafetensors } from '../../../checkpoints/safetensors.ts';
import type { HostTensor, HostTensors } from '../../../engine/program.ts';
import type { Layer } from '../../../nn/layer.ts';
import type { ParameterTree } from '../../../nn/parameters.ts';
import { withPrefix } from '../../../nn/parameters.ts';
import { patchDiscriminator, pixelDiscriminator } from '../discriminators.ts';
import { resnetGenerator } from '../resnetGenerator.ts';
import { unetGenerator } from '../unetGenerator.ts';

/** A network with weights, an input and the output that PyTorch gave, in tfjs layouts. */
export interface GoldenForward {
  readonly kind: 'forward';
  readonly name: string;
  readonly layer: Layer;
  /** The name of the network in the file: `netG`. */
  readonly prefix: string;
  readonly parameters: HostTensors;
  readonly input: HostTensor;
  readonly output: HostTensor;
}

/** Steps of a whole CycleGAN as PyTorch took them, in tfjs layouts. */
export interface GoldenTraining {
  readonly kind: 'training';
  readonly name: string;
  readonly settings: CycleganSettings;
  readonly before: HostTensors;
  readonly after: HostTensors;
  /** Gradients of the first step, for some of the parameters. */
  readonly gradients: HostTensors;
  /** Losses by step, by their reference names. */
  readonly losses: readonly Readonly<Record<string, number>>[];
  /** For each step a batch of each side. */
  readonly batches: readonly { readonly realA: HostTensor; readonly realB: HostTensor }[];
}

/** Anything a golden file can hold. */
export type Golden = GoldenForward | GoldenTraining;

/** The folder of golden files: the repository's own, or the one named in RECAST_GOLDEN with others of the same form. */
export const goldenFolder = process.env.RECAST_GOLDEN ?? join(import.meta.dirname, '..', 'golden');

/** PyTorch's `[..., C, H, W]` pictures as `[N, H, W, C]`. */
function picture(tensor: HostTensor): HostTensor {
  const [channels, height, width] = tensor.shape.slice(-3);
  return permute({ shape: [tensor.values.length / (channels * height * width), channels, height, width], values: tensor.values }, [0, 2, 3, 1]);
}

/** The tensors of a tree out of a file, taken from `prefix` and brought into tfjs's layouts; the file must hold each, with its shape. */
function parametersIn(tensors: HostTensors, tree: ParameterTree, prefix = ''): HostTensors {
  return Object.fromEntries(
    Object.entries(tree).map(([name, { layout, shape }]) => {
      const stored = tensors[`${prefix}${name}`];
      if (stored === undefined) throw new Error(`the golden file has no ${prefix}${name}`);
      const tensor = fromPytorch(stored, layout);
      if (tensor.shape.join() !== shape.join()) throw new Error(`${prefix}${name} has shape [${tensor.shape.join()}], expected [${shape.join()}]`);
      return [name, tensor];
    }),
  );
}

const count = (tensors: HostTensors, prefix: string, ending: string): number =>
  Object.keys(tensors).filter((name) => name.startsWith(prefix) && name.endsWith(ending)).length;

type GeneratorSettings = Pick<CycleganSettings, 'ngf' | 'blocks' | 'upsampling'>;

/** What a file's weights say of a ResNet generator: names shift by two where it grows by resize-convolution. */
function resnetOf(tensors: HostTensors, prefix: string): GeneratorSettings {
  const blocks = count(tensors, `${prefix}.model.`, '.conv_block.1.weight');
  const upsampling = `${prefix}.model.${10 + blocks}.weight` in tensors ? 'transposed' : 'resize';
  return { ngf: tensors[`${prefix}.model.1.weight`].shape[0], blocks, upsampling };
}

/** What a file's weights say of a U-Net generator, if it is one. */
function unetOf(tensors: HostTensors, prefix: string): { ngf: number; downs: number } | undefined {
  const first = tensors[`${prefix}.model.model.0.weight`];
  return first === undefined ? undefined : { ngf: first.shape[0], downs: count(tensors, `${prefix}.`, '.weight') / 2 };
}

/** What a file's weights say of either generator of a training. */
function generatorOf(tensors: HostTensors, prefix: string): Partial<CycleganSettings> {
  const unet = unetOf(tensors, prefix);
  return unet === undefined ? resnetOf(tensors, prefix) : { generator: unet.downs === 7 ? 'unet-128' : 'unet-256', ngf: unet.ngf, upsampling: 'transposed' };
}

/** What a file's weights say of a discriminator. */
function discriminatorOf(tensors: HostTensors, prefix: string): Pick<CycleganSettings, 'discriminator' | 'ndf' | 'layers'> {
  const first = tensors[`${prefix}.model.0.weight`];
  if (first === undefined) return { discriminator: 'pixel', ndf: tensors[`${prefix}.net.0.weight`].shape[0], layers: 3 };
  return { discriminator: 'patchgan', ndf: first.shape[0], layers: count(tensors, `${prefix}.model.`, '.weight') - 2 };
}

/** Initial values do not matter here. */
const gain = 0.02;

/** Which network a file of a forward pass holds, if any. */
function forwardLayer(tensors: HostTensors): { layer: Layer; prefix: string } | undefined {
  const unet = unetOf(tensors, 'netG');
  if (unet !== undefined) return { layer: unetGenerator({ ...unet, upsampling: 'transposed', gain }), prefix: 'netG' };
  if ('netG.model.1.weight' in tensors && 'netG.model.4.weight' in tensors)
    return { layer: resnetGenerator({ ...resnetOf(tensors, 'netG'), gain }), prefix: 'netG' };
  if ('netD.model.0.weight' in tensors || 'netD.net.0.weight' in tensors) {
    const { discriminator, ndf, layers } = discriminatorOf(tensors, 'netD');
    return { layer: discriminator === 'pixel' ? pixelDiscriminator({ ndf, gain }) : patchDiscriminator({ ndf, layers, gain }), prefix: 'netD' };
  }
  return undefined;
}

/** Settings other than the defaults, as the file's notes may name them. */
const settingsSchema = z.record(z.string(), z.unknown());
const lossesSchema = z.array(z.record(z.string(), z.number())).min(1);

/** The file's steps; batches are `[steps * batch, 3, H, W]` or `[steps, batch, 3, H, W]`. */
function trainingOf(
  name: string,
  tensors: HostTensors,
  metadata: Readonly<Record<string, string>>,
  treeOf: (settings: CycleganSettings) => ParameterTree,
): GoldenTraining {
  const losses = lossesSchema.parse(JSON.parse(metadata.losses));
  const sides = { realA: picture(tensors['batches.A']), realB: picture(tensors['batches.B']) };
  const [pictures, size] = sides.realA.shape;
  const batch = pictures / losses.length;
  const settings = cycleganSchema.parse({
    ...generatorOf(tensors, 'before.netG_A'),
    ...discriminatorOf(tensors, 'before.netD_A'),
    size,
    batch,
    poolSize: 0,
    ...settingsSchema.parse(JSON.parse(metadata.settings ?? '{}')),
  });
  const tree = treeOf(settings);
  const ofStep = ({ shape, values }: HostTensor, step: number): HostTensor => {
    const length = values.length / losses.length;
    return { shape: [batch, ...shape.slice(1)], values: values.slice(step * length, (step + 1) * length) };
  };
  const given = Object.fromEntries(Object.entries(tree).filter(([parameter]) => `step0.grad.${parameter}` in tensors));
  return {
    kind: 'training',
    name,
    settings,
    before: parametersIn(tensors, tree, 'before.'),
    after: parametersIn(tensors, tree, 'after.'),
    gradients: parametersIn(tensors, given, 'step0.grad.'),
    losses,
    batches: losses.map((_, step) => ({ realA: ofStep(sides.realA, step), realB: ofStep(sides.realB, step) })),
  };
}

/** Reads every golden file of the folder that holds something of CycleGAN; sizes are taken from the tensors themselves. */
export async function readGoldens(folder: string, treeOf: (settings: CycleganSettings) => ParameterTree): Promise<Golden[]> {
  const goldens: Golden[] = [];
  for (const file of (await readdir(folder)).filter((entry) => entry.endsWith('.safetensors')).sort()) {
    const { tensors, metadata } = await readSafetensors(join(folder, file));
    if ('batches.A' in tensors) {
      goldens.push(trainingOf(file, tensors, metadata, treeOf));
      continue;
    }
    const network = forwardLayer(tensors);
    if (network === undefined || !('input' in tensors)) continue;
    const parameters = parametersIn(tensors, withPrefix(network.prefix, network.layer.parameters));
    goldens.push({ kind: 'forward', name: file, ...network, parameters, input: picture(tensors.input), output: picture(tensors.output) });
  }
  return goldens;
}
