import type { BenchConfig } from '../../shared/benchmark.ts';
import type { CycleganSettings } from '../../shared/architectures/cyclegan.ts';
import { cycleganSchema } from '../../shared/architectures/cyclegan.ts';
import type { HostTensor, HostTensors, TensorSpec } from '../engine/program.ts';
import { sizeOf } from '../engine/program.ts';
import { Random } from '../engine/random.ts';
import type { InputSource, Recipe, Translator } from '../models/architecture.ts';
import { architectures } from '../models/index.ts';

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
    case 'pool':
      return picture(spec.shape, random);
    case 'poolChoice':
      return scalar(spec, 0);
    case 'learningRate':
      return scalar(spec, 0.0002);
    case 'adamCorrection':
      return scalar(spec, 1 - source.beta);
  }
}

/** Makes the subject of a configuration: transposed convolution, batch 1, everything else as by default. */
export function createSubject({ size, ngf, blocks }: BenchConfig): Subject {
  const settings = cycleganSchema.parse({ size, ngf, blocks, upsampling: 'transposed' });
  const architecture = architectures.cyclegan;
  const recipe = architecture.recipe(settings);
  const random = Random.fromSeed(size);
  const inputs = Object.fromEntries(
    Object.entries(recipe.inputs).map(([name, source]) => [name, inputOf(source, recipe.step.inputs[name], random.split(name))]),
  );
  return {
    settings,
    recipe,
    translator: architecture.translators(settings)['a2b'],
    parameters: architecture.initialize(settings, random),
    inputs,
    picture: picture([1, size, size, 3], random.split('picture')),
  };
}
