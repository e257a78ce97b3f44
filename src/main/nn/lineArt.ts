import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { convolution, evenGeometry } from '../engine/operations/index.ts';

/** Widths of the pencils, as deviations of the inner blur in pixels. */
const SIGMAS = [0.5, 0.8, 1.2] as const;

/** How many pencils there are: the last axis of `pencil`. */
export const PENCILS = SIGMAS.length;

/** The outer blur is this many times as wide: a difference of Gaussians then is nearest to a Laplacian. */
const OUTER = 1.6;

/** How hard edges turn from paper to ink. */
const HARDNESS = 10;

function gaussian(sigma: number): number[] {
  const reach = Math.ceil(3 * sigma);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-((i - reach) ** 2) / (2 * sigma * sigma)));
  const total = weights.reduce((sum, weight) => sum + weight);
  return weights.map((weight) => weight / total);
}

/** A picture of one channel blurred, mirrored at its borders. */
function blurred(x: Tensor, sigma: number): Tensor {
  const weights = gaussian(sigma);
  const reach = (weights.length - 1) / 2;
  const filter = tf.tensor4d(
    weights.flatMap((down) => weights.map((across) => down * across)),
    [weights.length, weights.length, 1, 1],
  );
  return convolution(x, filter, evenGeometry(1, reach, 'reflect'));
}

/**
 * Line art out of lightness by the extended difference of Gaussians (Winnemöller, Kyprianidis, Olsen, "XDoG", Computers &
 * Graphics 2012, eq. 7): with D = (1 + p) G(s) - p G(1.6 s), 1 where D >= e, else 1 + tanh(hardness (D - e)).
 *
 * @param lightness scaled, `[N, H, W, 1] in [-0.5, 0.5]`
 * @param pencil weights of the pencils' widths a picture, `[N, 1, 1, 3]`, of sum 1
 * @param pressure p a picture, `[N, 1, 1, 1]`: 10 draws faint lines, 40 strong ones
 * @returns the drawing as scaled lightness, `[N, H, W, 1]`: 0.5 paper, -0.5 ink
 */
export function lineArt(lightness: Tensor, pencil: Tensor, pressure: Tensor): Tensor {
  const paper = tf.add(lightness, 0.5);
  const [batch] = lightness.shape;
  const drawn = SIGMAS.map((sigma, at) => {
    const inner = blurred(paper, sigma);
    const edges = tf.add(inner, tf.mul(pressure, tf.sub(inner, blurred(paper, OUTER * sigma))));
    // Dark areas would be all ink: the threshold follows the area's own lightness.
    const threshold = tf.mul(blurred(paper, 4 * sigma), 0.9);
    const ink = tf.add(1, tf.tanh(tf.mul(tf.minimum(tf.sub(edges, threshold), 0), HARDNESS)));
    return tf.mul(ink, tf.slice(pencil, [0, 0, 0, at], [batch, 1, 1, 1]));
  });
  return tf.sub(
    drawn.reduce((sum, one) => tf.add(sum, one)),
    0.5,
  );
}
