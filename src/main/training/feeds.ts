import type { HintSampling, Hinted } from '../data/hints.ts';
import { drawHints } from '../data/hints.ts';
import type { HostTensor, HostTensors, TensorSpec, TensorSpecs } from '../engine/program.ts';
import type { Random } from '../engine/random.ts';
import type { InputSource, Recipe } from '../models/architecture.ts';
import type { PoolDraw } from './imagePool.ts';
import type { StepWords } from './words.ts';

/** What the inputs of one step are made from. */
export interface StepMaterial {
  /** A batch of each side, `[N, H, W, 3] in [-1, 1]`. */
  readonly pictures: HostTensors;
  /** What each pool shows, by the name of its output. */
  readonly pools: ReadonlyMap<string, PoolDraw>;
  /** By side, which trained pictures they are. */
  readonly shown: Readonly<Record<string, readonly number[]>>;
  /** What their captions say; left out where nobody learns from words. */
  readonly words: StepWords | undefined;
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

/** Colours and mask of a batch's hints, and the pictures they are of, are drawn together, and asked for one after the other. */
const drawn = new WeakMap<HostTensor, Hinted>();

function hintsOf(side: string, sampling: HintSampling, { pictures, random }: StepMaterial): Hinted {
  const batch = pictures[side];
  const hints = drawn.get(batch) ?? drawHints(batch, sampling, random.split('hints').split(side));
  drawn.set(batch, hints);
  return hints;
}

function uniformNumbers({ shape }: TensorSpec, random: Random): HostTensor {
  return { shape, values: Float32Array.from({ length: shape.reduce((product, extent) => product * extent, 1) }, () => random.uniform()) };
}

function normalNumbers({ shape }: TensorSpec, random: Random): HostTensor {
  const values = new Float32Array(shape.reduce((product, extent) => product * extent, 1));
  random.fillNormal(values, 0, 1);
  return { shape, values };
}

/** The words of a batch's pictures, with numbers of their own for each purpose. */
function wordsOf(what: keyof StepWords, side: string, { words, shown, random }: StepMaterial, spec: TensorSpec): HostTensor {
  if (words === undefined) throw new Error('the recipe asks for captions, and the run has none');
  return words[what](shown[side] ?? [], random.split(what), spec);
}

/** Every kind of input, and how its value is made. */
const feeds: { readonly [Kind in InputSource['from']]: Feed<Extract<InputSource, { from: Kind }>> } = {
  pictures: ({ side }, { pictures }) => pictures[side],
  pool: ({ of }, material) => drawOf(material, of).pictures,
  poolChoice: ({ of }, material) => drawOf(material, of).choice,
  hints: ({ side, sampling }, material) => hintsOf(side, sampling, material).colours,
  hinted: ({ side, sampling }, material) => hintsOf(side, sampling, material).pictures,
  hintMask: ({ side, sampling }, material) => hintsOf(side, sampling, material).mask,
  uniform: (_, { random }, spec, name) => uniformNumbers(spec, random.split('uniform').split(name)),
  normal: (_, { random }, spec, name) => normalNumbers(spec, random.split('normal').split(name)),
  tokens: ({ side }, material, spec) => wordsOf('tokens', side, material, spec),
  sameCaption: ({ side }, material, spec) => wordsOf('sameCaption', side, material, spec),
  embedding: ({ side }, material, spec) => wordsOf('embedding', side, material, spec),
  wrongEmbedding: ({ side }, material, spec) => wordsOf('wrongEmbedding', side, material, spec),
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
