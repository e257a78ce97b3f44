import * as tf from '@tensorflow/tfjs-core';
import type { Program } from '../engine/program.ts';
import { float32 } from '../engine/program.ts';

/**
 * The plain product of two square matrices, `left * right`: the yardstick of a machine's speed.
 * State: `left` and `right`, `[size, size]`; output `corner`, the product's first element, so that
 * measuring does not include copying the product.
 */
export function matrixProduct(size: number): Program {
  return {
    name: `matrix product ${size}`,
    state: { left: float32(size, size), right: float32(size, size) },
    inputs: {},
    body: ({ left, right }) => ({ state: {}, outputs: { corner: tf.slice(tf.matMul(left, right), [0, 0], [1, 1]) } }),
  };
}
