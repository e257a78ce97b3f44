import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { denseLayer } from '../../nn/dense.ts';
import type { ParameterLookup } from '../../nn/layer.ts';
import { named, within } from '../../nn/layer.ts';
import type { ParameterTree } from '../../nn/parameters.ts';

/** A Gaussian a sentence: its mean and the logarithm of its variance, `[N, condition]` both. */
export interface Gaussian {
  readonly mean: Tensor;
  readonly logVariance: Tensor;
}

/** Conditioning augmentation: a sentence's embedding becomes a Gaussian that conditions are drawn from. */
export interface Conditioning {
  readonly parameters: ParameterTree;
  /** From embeddings `[N, text]`. */
  forward(parameter: ParameterLookup, embedding: Tensor): Gaussian;
}

/** The reference's `CA_NET` (Zhang et al., ICCV 2017, section 3.2): a dense layer and a ReLU, halves of which are mean and log variance. */
export function conditioning({ text, condition, gain }: { readonly text: number; readonly condition: number; readonly gain: number }): Conditioning {
  const layer = named('fc', denseLayer({ inputs: text, outputs: 2 * condition, bias: true, gain }));
  return {
    parameters: layer.parameters,
    forward: (parameter, embedding) => {
      const both = tf.relu(layer.forward(parameter, embedding));
      const [batch] = both.shape;
      return { mean: tf.slice(both, [0, 0], [batch, condition]), logVariance: tf.slice(both, [0, condition], [batch, condition]) };
    },
  };
}

/** A condition drawn from the Gaussian with `noise [N, condition]` of the standard normal: mean + deviation * noise. */
export function drawCondition({ mean, logVariance }: Gaussian, noise: Tensor): Tensor {
  return tf.add(tf.mul(noise, tf.exp(tf.mul(logVariance, 0.5))), mean);
}

/** The Kullback-Leibler divergence from the standard normal, eq. (2), as a mean over elements as in the reference: -(1 + v - m^2 - e^v) / 2. */
export function divergence({ mean, logVariance }: Gaussian): Tensor {
  return tf.mul(tf.mean(tf.sub(tf.sub(tf.add(logVariance, 1), tf.square(mean)), tf.exp(logVariance))), -0.5);
}

/** The part of a lookup that the conditioning of a generator has. */
export const conditioningOf = (parameter: ParameterLookup): ParameterLookup => within(parameter, 'ca_net');
