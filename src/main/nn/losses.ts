import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

/** Judges predictions of a discriminator (any shape) as a scalar: how far they are from calling the pictures real, or not. */
export interface AdversarialLoss {
  readonly real: (prediction: Tensor) => Tensor;
  readonly fake: (prediction: Tensor) => Tensor;
}

/** The adversarial losses by the name of their setting. */
export const adversarialLosses = {
  /** Least squares, Mao et al., ICCV 2017, eq. (2) with a = 0, b = c = 1, without the factor 1/2: E[(D(x) - 1)^2] and E[D(x)^2]. */
  lsgan: {
    real: (prediction) => tf.mean(tf.square(tf.sub(prediction, 1))),
    fake: (prediction) => tf.mean(tf.square(prediction)),
  },
  /**
   * Goodfellow et al., NIPS 2014, eq. (1), the generator by the non-saturating loss of section 3:
   * -E[log sigmoid(D(x))] and -E[log(1 - sigmoid(D(x)))], as softplus of logits, which cannot overflow.
   */
  vanilla: {
    real: (prediction) => tf.mean(tf.softplus(tf.neg(prediction))),
    fake: (prediction) => tf.mean(tf.softplus(prediction)),
  },
} as const satisfies Record<string, AdversarialLoss>;

/** The mean absolute difference, PyTorch's `L1Loss`. */
export function l1Loss(a: Tensor, b: Tensor): Tensor {
  return tf.mean(tf.abs(tf.sub(a, b)));
}
