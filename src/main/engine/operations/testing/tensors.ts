import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Random } from '../../random.ts';

/** Normal random values of a shape, for tests. */
export function randomTensor(random: Random, shape: readonly number[], scale = 1): Tensor {
  const values = Float32Array.from({ length: shape.reduce((product, extent) => product * extent, 1) }, () => scale * random.normal());
  return tf.tensor(values, [...shape]);
}

/** The largest difference of two arrays, relative to the largest value of the second. */
export function relativeDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Infinity;
  let difference = 0;
  let largest = 1e-30;
  for (let i = 0; i < expected.length; i++) {
    if (Number.isNaN(actual[i])) return Infinity;
    difference = Math.max(difference, Math.abs(actual[i] - expected[i]));
    largest = Math.max(largest, Math.abs(expected[i]));
  }
  return difference / largest;
}

/**
 * The derivative of `f(inputs) . weights` along a random direction, once from tfjs's tape and once from
 * central differences, for the input at `index`. Returned as `[tape, differences]`; they agree to about
 * 1e-3 in float32.
 */
export function directionalDerivatives(
  random: Random,
  f: (...inputs: Tensor[]) => Tensor,
  inputs: readonly Tensor[],
  index: number,
  step = 1e-2,
): [number, number] {
  return tf.tidy(() => {
    const weights = randomTensor(random, f(...inputs).shape);
    const direction = randomTensor(random, inputs[index].shape);
    const gradient = tf.grads((...values: Tensor[]) => f(...values))([...inputs], weights)[index];
    const moved = (by: number): Float32Array => {
      const values = inputs.map((input, at) => (at === index ? tf.add(input, tf.mul(direction, by)) : input));
      return f(...values).dataSync<'float32'>();
    };
    const ahead = moved(step);
    const behind = moved(-step);
    const w = weights.dataSync<'float32'>();
    let difference = 0;
    for (let i = 0; i < w.length; i++) difference += (w[i] * (ahead[i] - behind[i])) / (2 * step);
    const g = gradient.dataSync();
    const d = direction.dataSync();
    let along = 0;
    for (let i = 0; i < g.length; i++) along += g[i] * d[i];
    return [along, difference];
  });
}
