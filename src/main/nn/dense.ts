import * as tf from '@tensorflow/tfjs-core';
import type { Layer } from './layer.ts';

/** A dense layer; without a bias where a norm follows. */
export interface DenseOptions {
  readonly inputs: number;
  readonly outputs: number;
  readonly bias: boolean;
  /** Standard deviation of the initial weights; their mean is 0, biases start at 0. */
  readonly gain: number;
}

/** PyTorch's `Linear`, on rows `[N, inputs]`. Weight `[inputs, outputs]`. */
export function denseLayer({ inputs, outputs, bias, gain }: DenseOptions): Layer {
  return {
    parameters: {
      weight: { shape: [inputs, outputs], layout: 'dense', start: { kind: 'normal', mean: 0, deviation: gain }, trained: true },
      ...(bias && { bias: { shape: [outputs], layout: 'same', start: { kind: 'constant', value: 0 }, trained: true } }),
    },
    forward: (parameter, x) => {
      const y = tf.matMul(x, parameter('weight'));
      return bias ? tf.add(y, parameter('bias')) : y;
    },
    field: (before) => before,
  };
}
