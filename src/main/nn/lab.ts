import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { convolution, evenGeometry } from '../engine/operations/index.ts';

/**
 * CIE L*a*b* under D65 from sRGB and back, with the constants of the colorization reference (those of scikit-image), in
 * networks' scaled form: (L - 50) / 100, a / 110, b / 110. The same as `data/lab.ts` does on the host; no gradient is
 * ever taken of it.
 */
const TO_XYZ = [0.412453, 0.35758, 0.180423, 0.212671, 0.71516, 0.072169, 0.019334, 0.119193, 0.950227] as const;
const WHITE = [0.95047, 1, 1.08883] as const;
const AB = 110;

/** A chosen value where `x > threshold`, else another; both are computed everywhere, so neither may divide by zero. */
const above = (x: Tensor, threshold: number, yes: Tensor, no: Tensor): Tensor => tf.where(tf.greater(x, threshold), yes, no);

/** Rows of pixels times a matrix of three by three: `[N, H, W, 3]` to the same. As a convolution of 1 x 1, so that graphs hold for pictures of any size. */
function mixed(x: Tensor, matrix: readonly number[]): Tensor {
  return convolution(x, tf.tensor4d([...matrix], [1, 1, 3, 3]), evenGeometry(1, 0));
}

const transposed = ([a, b, c, d, e, f, g, h, i]: readonly number[]): number[] => [a, d, g, b, e, h, c, f, i];

function inverse([a, b, c, d, e, f, g, h, i]: readonly number[]): number[] {
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  return [e * i - f * h, c * h - b * i, b * f - c * e, f * g - d * i, a * i - c * g, c * d - a * f, d * h - e * g, b * g - a * h, a * e - b * d].map(
    (cofactor) => cofactor / determinant,
  );
}

/** A picture `[N, H, W, 3] in [-1, 1]` as scaled Lab, `[N, H, W, 3]`: L in [-0.5, 0.5], a and b within about [-1, 1]. */
export function toScaledLab(picture: Tensor): Tensor {
  const rgb = tf.mul(tf.add(picture, 1), 0.5);
  const linear = above(rgb, 0.04045, tf.pow(tf.div(tf.add(rgb, 0.055), 1.055), 2.4), tf.div(rgb, 12.92));
  const xyz = tf.div(mixed(linear, transposed(TO_XYZ)), tf.tensor1d([...WHITE]));
  const curved = above(xyz, 0.008856, tf.pow(tf.maximum(xyz, 0), 1 / 3), tf.add(tf.mul(xyz, 7.787), 16 / 116));
  // L = 116 y - 16, a = 500 (x - y), b = 200 (y - z), scaled: one matrix and one row added.
  const lab = mixed(curved, [0, 500 / AB, 0, 1.16, -500 / AB, 200 / AB, 0, 0, -200 / AB]);
  return tf.add(lab, tf.tensor1d([-0.16 - 0.5, 0, 0]));
}

/** Scaled Lab `[N, H, W, 3]` as a picture `[N, H, W, 3] in [-1, 1]`; what sRGB cannot show is clipped. */
export function fromScaledLab(lab: Tensor): Tensor {
  // y = (L + 16) / 116, x = y + a / 500, z = y - b / 200.
  const y = 100 / 116;
  const curves = tf.add(mixed(lab, [y, y, y, AB / 500, 0, 0, 0, 0, -AB / 200]), (50 + 16) / 116);
  const clipped = tf.maximum(curves, tf.tensor1d([-1e9, -1e9, 0]));
  const xyz = above(clipped, 0.2068966, tf.mul(tf.square(clipped), clipped), tf.div(tf.sub(clipped, 16 / 116), 7.787));
  const linear = tf.maximum(mixed(tf.mul(xyz, tf.tensor1d([...WHITE])), transposed(inverse(TO_XYZ))), 0);
  const rgb = above(linear, 0.0031308, tf.sub(tf.mul(tf.pow(linear, 1 / 2.4), 1.055), 0.055), tf.mul(linear, 12.92));
  return tf.sub(tf.mul(tf.clipByValue(rgb, 0, 1), 2), 1);
}

/** Scaled Lab's L, `[N, H, W, 1]`. */
export function lightnessOf(lab: Tensor): Tensor {
  const [batch, height, width] = lab.shape;
  return tf.slice(lab, [0, 0, 0, 0], [batch, height, width, 1]);
}

/** Scaled Lab's a and b, `[N, H, W, 2]`. */
export function chromaOf(lab: Tensor): Tensor {
  const [batch, height, width] = lab.shape;
  return tf.slice(lab, [0, 0, 0, 1], [batch, height, width, 2]);
}
