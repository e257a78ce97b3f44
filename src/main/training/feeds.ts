import type { HintSampling, Hints } from '../data/hints.ts';
import { drawHints } from '../data/hints.ts';
import type { HostTensor, HostTensors, TensorSpec, TensorSpecs } from '../engine/program.ts';
import type { Random } from '../engine/random.ts';
import type { InputSource, Recipe } from '../models/architecture.ts';
import type { PoolDraw } from './imagePool.ts';

/** What the inputs of one step are made from. */
export interface StepMaterial {
  /** A batch of each side, `[N, H, W, 3] in [-1, 1]`. */
  readonly pictures: HostTensors;
  /** What each pool shows, by the name of its output. */
  readonly pools: ReadonlyMap<string, PoolDraw>;
  readonly learningRate: number;
  /** The step's number, counted from 1. */
  readonly step: number;
  /** Of this step alone: the same numbers whenever the step is taken. */
  readonly random: Random;
}

type Feed<Source> = (source: Source, material: StepMaterial, spec: TensorSpec, name: string) => HostTensor;

const scalar = (value: number): HostTensor => ({ shape: [], values: Float32Array.of(value) });

function drawOf(material: StepMaterial, output: string): PoolDraw {
  const draw = material.pools.get(output);
  if (draw === undefined) throw new Error(`the recipe has no pool of "${output}"`);
  return draw;
}

/** Colours and mask of a batch's hints are drawn together, and asked for one after the other. */
const drawn = new WeakMap<HostTensor, Hints>();

function hintsOf(side: string, sampling: HintSampling, { pictures, random }: StepMaterial): Hints {
  const batch = pictures[side];
  const hints = drawn.get(batch) ?? drawHints(batch, sampling, random.split('hints').split(side));
  drawn.set(batch, hints);
  return hints;
}

function uniformNumbers({ shape }: TensorSpec, random: Random): HostTensor {
  return { shape, values: Float32Array.from({ length: shape.reduce((product, extent) => product * extent, 1) }, () => random.uniform()) };
}

/** Every kind of input, and how its value is made. */
const feeds: { readonly [Kind in InputSource['from']]: Feed<Extract<InputSource, { from: Kind }>> } = {
  pictures: ({ side }, { pictures }) => pictures[side],
  pool: ({ of }, material) => drawOf(material, of).pictures,
  poolChoice: ({ of }, material) => drawOf(material, of).choice,
  hints: ({ side, sampling }, material) => hintsOf(side, sampling, material).colours,
  hintMask: ({ side, sampling }, material) => hintsOf(side, sampling, material).mask,
  uniform: (_, { random }, spec, name) => uniformNumbers(spec, random.split('uniform').split(name)),
  learningRate: (_, { learningRate }) => scalar(learningRate),
  adamCorrection: ({ beta }, { step }) => scalar(1 - beta ** step),
};

/** The values of all inputs of a step, each of the shape that the program says. */
export function feedInputs(inputs: Recipe['inputs'], specs: TensorSpecs, material: StepMaterial): HostTensors {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, source]) => {
      // One cast: TypeScript cannot follow that the row was looked up by the source's own kind.
      const feed = feeds[source.from] as Feed<InputSource>;
      return [name, feed(source, material, specs[name], name)];
    }),
  );
}
