import type { HostTensor, HostTensors } from '../engine/program.ts';
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
}

type Feed<Source> = (source: Source, material: StepMaterial) => HostTensor;

const scalar = (value: number): HostTensor => ({ shape: [], values: Float32Array.of(value) });

function drawOf(material: StepMaterial, output: string): PoolDraw {
  const draw = material.pools.get(output);
  if (draw === undefined) throw new Error(`the recipe has no pool of "${output}"`);
  return draw;
}

/** Every kind of input, and how its value is made. */
const feeds: { readonly [Kind in InputSource['from']]: Feed<Extract<InputSource, { from: Kind }>> } = {
  pictures: ({ side }, { pictures }) => pictures[side],
  pool: ({ of }, material) => drawOf(material, of).pictures,
  poolChoice: ({ of }, material) => drawOf(material, of).choice,
  learningRate: (_, { learningRate }) => scalar(learningRate),
  adamCorrection: ({ beta }, { step }) => scalar(1 - beta ** step),
};

/** The values of all inputs of a step. */
export function feedInputs(inputs: Recipe['inputs'], material: StepMaterial): HostTensors {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, source]) => {
      // One cast: TypeScript cannot follow that the row was looked up by the source's own kind.
      const feed = feeds[source.from] as Feed<InputSource>;
      return [name, feed(source, material)];
    }),
  );
}
