import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { BINS, BINS_A_SIDE } from './network.ts';

/** Scaled ab is ab / 110; the bins are squares of side 10 over [-110, 110]. */
const AB = 110;
const BIN = 10;

/**
 * Huber's loss with the delta of Zhang et al. (2017, eq. 1): d^2 / (2 delta) below it, |d| - delta / 2 above, summed over
 * the channels and averaged over pixels. Their implementation has it, too, but trains with 10 |d|, which differs by less than
 * half a unit of Lab: hence the default weight of 10. `[N, H, W, C]` both, scaled Lab. `turn` is delta in units of Lab, 1 in the paper.
 */
export function huberLoss(predicted: Tensor, truth: Tensor, turn: number): Tensor {
  const delta = turn / AB;
  const distance = tf.abs(tf.sub(predicted, truth));
  const square = tf.div(tf.square(tf.minimum(distance, delta)), 2 * delta);
  // Beyond delta the square part stays at delta / 2 and the rest grows straight: together |d| - delta / 2.
  const straight = tf.relu(tf.sub(distance, delta));
  return tf.mean(tf.sum(tf.add(square, straight), 3));
}

/** The bin of each pixel of scaled ab `[N, H, W, 2]`, as one-hot rows `[N H W, 529]`: a's bin times 23 plus b's. */
export function binsOf(chroma: Tensor): Tensor {
  const bins = tf.clipByValue(tf.round(tf.div(tf.add(tf.mul(chroma, AB), AB), BIN)), 0, BINS_A_SIDE - 1);
  const index = tf.sum(tf.mul(bins, tf.tensor1d([BINS_A_SIDE, 1])), 3);
  return tf.oneHot(tf.cast(tf.reshape<tf.Rank.R1>(index, [-1]), 'int32'), BINS);
}

/**
 * Cross-entropy of the bins against the one of every fourth pixel's true colour (hard targets, as the implementation of
 * Zhang et al. 2017 trains them). `bins [N, H/4, W/4, 529]` logits, `chroma [N, H, W, 2]` scaled ab.
 */
export function binLoss(bins: Tensor, chroma: Tensor): Tensor {
  const truth = binsOf(tf.stridedSlice(chroma, [0, 0, 0, 0], chroma.shape, [1, 4, 4, 1]));
  const logits = tf.reshape(bins, [-1, BINS]);
  const shifted = tf.sub(logits, tf.max(logits, 1, true));
  const logTotal = tf.log(tf.sum(tf.exp(shifted), 1, true));
  const chosen = tf.sum(tf.mul(tf.sub(shifted, logTotal), tf.cast(truth, 'float32')), 1);
  return tf.neg(tf.mean(chosen));
}
