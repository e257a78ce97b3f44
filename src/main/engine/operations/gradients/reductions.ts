import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { row } from './row.ts';
import type { GradientTable } from './row.ts';

interface AxisAttributes {
  readonly axis: number | number[];
}

/** The shape with the reduced axes kept at 1, which broadcasts against the input. */
function keptShape(shape: readonly number[], axis: number | number[]): number[] {
  const axes = tf.util.parseAxisParam(axis, [...shape]);
  return shape.map((extent, index) => (axes.includes(index) ? 1 : extent));
}

/** Repeats a reduced gradient along the reduced axes. */
function spread(dy: Tensor, shape: readonly number[], axis: number | number[]): Tensor {
  return tf.broadcastTo(tf.reshape(dy, keptShape(shape, axis)), [...shape]);
}

/** The gradient of the largest or the smallest element. Where several share that value, each gets the whole gradient (as in tfjs). */
const toExtreme = (dy: Tensor, x: Tensor, y: Tensor, axis: number | number[]): Tensor => {
  const kept = keptShape(x.shape, axis);
  return tf.mul(tf.reshape(dy, kept), tf.cast(tf.equal(x, tf.reshape(y, kept)), 'float32'));
};

/** Kernels that fold axes away or run along one, and softmax, whose gradient needs such a sum. tfjs differentiates `logSoftmax` by itself. */
export const reductionGradients = {
  Sum: row<AxisAttributes>({ keeps: ['x'], gradient: (dy, [x], { axis }) => ({ x: () => spread(dy, x.shape, axis) }) }),
  Mean: row<AxisAttributes>({
    keeps: ['x'],
    gradient: (dy, [x], { axis }) => {
      const count = x.size / keptShape(x.shape, axis).reduce((product, extent) => product * extent, 1);
      return { x: () => spread(tf.mul(dy, 1 / count), x.shape, axis) };
    },
  }),
  Max: row<{ reductionIndices: number | number[] }>({
    keeps: ['x'],
    keepsResult: true,
    gradient: (dy, [x, y], { reductionIndices }) => ({ x: () => toExtreme(dy, x, y, reductionIndices) }),
  }),
  Min: row<AxisAttributes>({ keeps: ['x'], keepsResult: true, gradient: (dy, [x, y], { axis }) => ({ x: () => toExtreme(dy, x, y, axis) }) }),
  Cumsum: row<{ axis: number; exclusive: boolean; reverse: boolean }>({
    gradient: (dy, _, { axis, exclusive, reverse }) => ({ x: () => tf.cumsum(dy, axis, exclusive, !reverse) }),
  }),
  Softmax: row<{ dim: number }>({
    keepsResult: true,
    gradient: (dy, [y], { dim }) => ({
      logits: () => {
        const weighted = tf.mul(dy, y);
        return tf.sub(weighted, tf.mul(tf.sum(weighted, [dim], true), y));
      },
    }),
  }),
} satisfies GradientTable;
