import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Layer, ParameterLookup } from './layer.ts';
import type { ParameterSpec } from './parameters.ts';

/** A batch norm over pictures. */
export interface BatchNormOptions {
  readonly channels: number;
  /** Standard deviation of the initial scales around 1; 0 where left out, as in PyTorch. */
  readonly gain?: number;
}

/** PyTorch's `BatchNorm2d`: what keeps the root from zero, and the share of a batch in the running statistics. */
const EPSILON = 1e-5;
const MOMENTUM = 0.1;

function spec(channels: number, mean: number, deviation: number, trained: boolean): ParameterSpec {
  const start = deviation > 0 ? ({ kind: 'normal', mean, deviation } as const) : ({ kind: 'constant', value: mean } as const);
  return { shape: [channels], layout: 'same', start, trained };
}

/** The statistics of a batch over all but the channels, and the running ones moved towards them; the running variance is unbiased. */
function statisticsOf(parameter: ParameterLookup, x: Tensor): { mean: Tensor; variance: Tensor } {
  const { update } = parameter;
  if (update === undefined) return { mean: parameter('running_mean'), variance: parameter('running_var') };
  const [batch, height, width] = x.shape;
  const count = batch * height * width;
  const mean = tf.mean(x, [0, 1, 2]);
  const variance = tf.mean(tf.square(tf.sub(x, mean)), [0, 1, 2]);
  const moved = (name: string, value: Tensor): Tensor => tf.add(tf.mul(parameter(name), 1 - MOMENTUM), tf.mul(value, MOMENTUM));
  update('running_mean', moved('running_mean', mean));
  update('running_var', moved('running_var', tf.mul(variance, count / Math.max(1, count - 1))));
  return { mean, variance };
}

/**
 * PyTorch's `BatchNorm2d` (Ioffe & Szegedy, ICML 2015): `weight (x - mean) / sqrt(variance + 1e-5) + bias` a channel.
 * While training (the lookup takes updates) by the batch's own statistics, which also move the running ones; else by
 * the running ones. `num_batches_tracked`, which PyTorch counts and nothing reads, is left out.
 */
export function batchNormLayer({ channels, gain = 0 }: BatchNormOptions): Layer {
  return {
    parameters: {
      weight: spec(channels, 1, gain, true),
      bias: spec(channels, 0, 0, true),
      running_mean: spec(channels, 0, 0, false),
      running_var: spec(channels, 1, 0, false),
    },
    forward: (parameter, x) => {
      const { mean, variance } = statisticsOf(parameter, x);
      const scale = tf.div(parameter('weight'), tf.sqrt(tf.add(variance, EPSILON)));
      // By running statistics it is one factor and one term a channel, known beforehand: a pass over the picture less.
      if (parameter.update === undefined) return tf.add(tf.mul(x, scale), tf.sub(parameter('bias'), tf.mul(mean, scale)));
      return tf.add(tf.mul(tf.sub(x, mean), scale), parameter('bias'));
    },
    field: (before) => before,
  };
}
