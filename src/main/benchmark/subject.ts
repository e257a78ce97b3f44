import type { BenchConfig } from '../../shared/benchmark.ts';
import type { CycleganSettings } from '../../shared/architectures/cyclegan.ts';
import { cycleganSchema } from '../../shared/architectures/cyclegan.ts';
import { resolveSettings } from '../../shared/architectures/resolve.ts';
import { RecastError } from '../../shared/errors/index.ts';
import type { HostTensor, HostTensors, TensorSpec } from '../engine/program.ts';
import { sizeOf } from '../engine/program.ts';
import { Random } from '../engine/random.ts';
import type { InputSource, Recipe, Translator } from '../models/architecture.ts';
import { architectures } from '../models/index.ts';
import type { ParameterTree } from '../nn/parameters.ts';

/** A CycleGAN to measure: the reference's network at some size, with fresh weights and made-up pictures. */
export interface Subject {
  readonly settings: CycleganSettings;
  readonly recipe: Recipe;
  readonly translator: Translator;
  /** Every parameter. */
  readonly parameters: HostTensors;
  /** One set of inputs of the training step. */
  readonly inputs: HostTensors;
  /** One picture of the size. */
  readonly picture: HostTensor;
}

/** Made-up values in [-1, 1]: not so even that a norm has nothing to divide by. */
function picture(shape: readonly number[], random: Random): HostTensor {
  return { shape, values: Float32Array.from({ length: sizeOf(shape) }, () => 2 * random.uniform() - 1) };
}

function scalar(spec: TensorSpec, value: number): HostTensor {
  return { shape: spec.shape, values: new Float32Array(sizeOf(spec.shape)).fill(value) };
}

/** What each kind of input is while measuring: the pool gives pictures but they are not chosen. */
function inputOf(source: InputSource, spec: TensorSpec, random: Random): HostTensor {
  switch (source.from) {
    case 'pictures':
    case 'hinted':
    case 'pool':
      return picture(spec.shape, random);
    case 'hints':
      return picture(spec.shape, random);
    case 'hintMask':
      return scalar(spec, -0.5);
    case 'uniform':
      return { shape: spec.shape, values: Float32Array.from({ length: sizeOf(spec.shape) }, () => random.uniform()) };
    case 'normal':
    case 'embedding':
    case 'wrongEmbedding':
      return { shape: spec.shape, values: Float32Array.from({ length: sizeOf(spec.shape) }, () => random.normal()) };
    case 'tokens':
      return { shape: spec.shape, values: new Int32Array(sizeOf(spec.shape)).fill(1) };
    case 'sameCaption':
    case 'poolChoice':
      return scalar(spec, 0);
    case 'learningRate':
      return scalar(spec, 0.0002);
    case 'adamCorrection':
      return scalar(spec, 1 - source.beta);
  }
}

/** One set of inputs of a recipe's step. */
export const inputsOf = ({ inputs, step }: Recipe, random: Random): HostTensors =>
  Object.fromEntries(Object.entries(inputs).map(([name, source]) => [name, inputOf(source, step.inputs[name], random.split(name))]));

/**
 * Weights that look trained or fresh to a processor, which takes as long for either: a short random
 * pattern over and over, since drawing millions of numbers takes longer than measuring.
 */
function weightsOf(tree: ParameterTree, random: Random): HostTensors {
  const pattern = Float32Array.from({ length: 4099 }, () => 0.02 * random.normal());
  return Object.fromEntries(
    Object.entries(tree).map(([name, { shape }]): [string, HostTensor] => {
      const values = new Float32Array(sizeOf(shape));
      for (let at = 0; at < values.length; at += pattern.length) values.set(pattern.subarray(0, values.length - at), at);
      return [name, { shape, values }];
    }),
  );
}

/**
 * The settings of a configuration: transposed convolution, batch 1, everything else as by default.
 *
 * @throws BENCH_CONFIG_WRONG where a number is out of its range, and what the rules of the settings throw
 */
export function settingsOf({ size, ngf, blocks }: BenchConfig): CycleganSettings {
  const given = { size, ngf, blocks, upsampling: 'transposed' };
  if (!cycleganSchema.safeParse(given).success) throw RecastError.of('BENCH_CONFIG_WRONG', { given: `${size}/${ngf}/${blocks}` });
  return resolveSettings('cyclegan', null, given);
}

/** Makes the subject of a configuration. Throws as `settingsOf`. */
export function createSubject(config: BenchConfig): Subject {
  const settings = settingsOf(config);
  const architecture = architectures.cyclegan;
  const recipe = architecture.recipe(settings);
  const random = Random.fromSeed(config.size);
  return {
    settings,
    recipe,
    translator: architecture.translators(settings)['a2b'],
    parameters: weightsOf(recipe.parameters, random.split('weights')),
    inputs: inputsOf(recipe, random),
    picture: picture([1, config.size, config.size, 3], random.split('picture')),
  };
}
