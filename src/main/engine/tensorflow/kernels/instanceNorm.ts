import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import { accompany, companionsOf } from '../companions.ts';
import type { Attributes, NativeBackend } from '../native.ts';
import { executeMany, number, text, truth, type } from '../native.ts';

const attributesOf = (epsilon: number): Attributes => ({
  T: type('float32'),
  U: type('float32'),
  epsilon: number(epsilon),
  data_format: text('NHWC'),
  is_training: truth(true),
});

/** Results of TensorFlow's FusedBatchNormV3: y, mean, variance, and three that its gradient takes. */
const FORWARD_RESULTS = 6;
const GRADIENT_RESULTS = 5;

/** Normalizes one picture `[1, H, W, C]`: for it alone a batch norm is an instance norm. Gives the result and what the gradient takes. */
function normalizeOne(backend: NativeBackend, x: TensorInfo, epsilon: number): { y: Tensor; reserved: Tensor[] } {
  const channels = x.shape[3];
  const none = tf.tensor1d([]);
  const attributes = { ...attributesOf(epsilon), exponential_avg_factor: number(1) };
  const results = executeMany(backend, 'FusedBatchNormV3', attributes, [x, tf.ones([channels]), tf.zeros([channels]), none, none], FORWARD_RESULTS);
  return { y: results[0], reserved: results.slice(3) };
}

/** The pictures of a batch, each `[1, H, W, C]`. */
function picturesOf(batch: TensorInfo): TensorInfo[] {
  const [count, ...rest] = batch.shape;
  if (count === 1) return [batch];
  // A cast of type only: inputs of kernels are tensors under a narrower type.
  return Array.from({ length: count }, (_, n) => tf.slice(batch as Tensor, [n, ...rest.map(() => 0)], [1, ...rest]));
}

const together = (pictures: readonly Tensor[]): Tensor => (pictures.length === 1 ? pictures[0] : tf.concat([...pictures], 0));

/** `InstanceNorm`. What the gradient takes of each picture accompanies the result for as long as that lives. */
export function normalize(backend: NativeBackend, x: TensorInfo, epsilon: number): Tensor {
  const normalized = picturesOf(x).map((picture) => normalizeOne(backend, picture, epsilon));
  const result = together(normalized.map(({ y }) => y));
  accompany(
    backend,
    result,
    normalized.flatMap(({ reserved }) => reserved),
  );
  return result;
}

/** `InstanceNormGradient` by TensorFlow's FusedBatchNormGradV3. What that takes of the forward pass is computed again where it did not stay with `y`. */
export function normalizeGradient(backend: NativeBackend, x: TensorInfo, y: TensorInfo, dy: TensorInfo, epsilon: number): Tensor {
  const kept = companionsOf(backend, y);
  const dPictures = picturesOf(dy);
  const gradients = picturesOf(x).map((picture, n) => {
    const reserved = kept?.slice(3 * n, 3 * n + 3) ?? normalizeOne(backend, picture, epsilon).reserved;
    const inputs = [dPictures[n], picture, tf.ones([picture.shape[3]]), ...reserved];
    return executeMany(backend, 'FusedBatchNormGradV3', attributesOf(epsilon), inputs, GRADIENT_RESULTS)[0];
  });
  return together(gradients);
}
