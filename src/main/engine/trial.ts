import * as tf from '@tensorflow/tfjs-core';
import type { Executor } from './executor.ts';
import { convolution } from './operations/convolution.ts';
import { evenGeometry } from './operations/geometry.ts';
import type { HostTensor, Program } from './program.ts';
import { float32, sizeOf } from './program.ts';

const SIDE = 64;
const CHANNELS = 64;
const LAYERS = 4;
const RUNS = 2;

/** Averages of ones stay ones: the result shows that the device computes at all, and correctly. */
const workload: Program = {
  name: 'trial',
  state: { filter: float32(3, 3, CHANNELS, CHANNELS) },
  inputs: { picture: float32(1, SIDE, SIDE, CHANNELS) },
  body: ({ filter }, { picture }) => {
    let value = picture;
    for (let layer = 0; layer < LAYERS; layer++) value = convolution(value, filter, evenGeometry(1, 1, 'reflect'));
    return { state: {}, outputs: { mean: tf.mean(value) } };
  },
};

const filled = (shape: readonly number[], value: number): HostTensor => ({ shape, values: new Float32Array(sizeOf(shape)).fill(value) });

/**
 * Seconds that an executor takes for a small piece of real work, the best of a few runs; throws where it
 * fails or computes wrongly. `now` is a clock in seconds.
 */
export async function tryOut(executor: Executor, now: () => number): Promise<number> {
  const compiled = await executor.compile(workload);
  try {
    const { filter } = workload.state;
    const state = await executor.createState(workload.state, { filter: filled(filter.shape, 1 / (9 * CHANNELS)) });
    const inputs = { picture: filled(workload.inputs.picture.shape, 1) };
    let best = Infinity;
    for (let run = 0; run <= RUNS; run++) {
      const before = now();
      const { mean } = await compiled.run(state, inputs, ['mean']);
      if (Math.abs(mean.values[0] - 1) > 0.01) throw new Error(`it computes wrongly: ${mean.values[0]} instead of 1`);
      if (run > 0) best = Math.min(best, now() - before);
    }
    await state.dispose();
    return best;
  } finally {
    await compiled.dispose();
  }
}
