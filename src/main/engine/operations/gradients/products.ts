import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { reduceTo } from './elementwise.ts';
import { row } from './row.ts';
import type { GradientTable } from './row.ts';

interface ResizeAttributes {
  readonly alignCorners: boolean;
  readonly halfPixelCenters: boolean;
  readonly size: number[];
}

/** `a b`, either of them transposed, batch axes broadcast. */
const product = (a: Tensor, b: Tensor, transposeA: boolean, transposeB: boolean): Tensor => tf.matMul(a, b, transposeA, transposeB);

/** Matrix products, lookups in tables and their sums, and nearest-neighbour resizing. */
export const productGradients = {
  BatchMatMul: row<{ transposeA: boolean; transposeB: boolean }>({
    keeps: ['a', 'b'],
    gradient: (dy, [a, b], { transposeA, transposeB }) => ({
      a: () => reduceTo(transposeA ? product(b, dy, transposeB, true) : product(dy, b, false, !transposeB), a.shape),
      b: () => reduceTo(transposeB ? product(dy, a, true, transposeA) : product(a, dy, !transposeA, false), b.shape),
    }),
  }),
  // Rows of a table by index (an embedding): the gradient adds up per row.
  GatherV2: row<{ axis: number; batchDims: number }>({
    keeps: ['x', 'indices'],
    gradient: (dy, [x, indices], { axis, batchDims }) => ({
      x: () => {
        if (batchDims !== 0) throw new Error(`gather is differentiated without batch axes, not with ${batchDims}`);
        const along = axis < 0 ? axis + x.shape.length : axis;
        const before = x.shape.slice(0, along);
        const after = x.shape.slice(along + 1);
        const size = (shape: readonly number[]): number => shape.reduce((product, extent) => product * extent, 1);
        const segments = tf.reshape<tf.Rank.R1>(indices, [indices.size]);
        const rows = tf.transpose(tf.reshape(dy, [size(before), indices.size, size(after)]), [1, 0, 2]);
        const sums = tf.unsortedSegmentSum(rows, segments, x.shape[along]);
        return tf.reshape(tf.transpose(sums, [1, 0, 2]), x.shape);
      },
    }),
  }),
  UnsortedSegmentSum: row({ keeps: ['segmentIds'], gradient: (dy, [segmentIds]) => ({ x: () => tf.gather(dy, segmentIds) }) }),
  ResizeNearestNeighbor: row<ResizeAttributes>({
    keeps: ['images'],
    gradient: (dy, [images], { alignCorners, halfPixelCenters, size }) => ({
      images: () => tf.engine().runKernel<Tensor>('ResizeNearestNeighborGrad', { images, dy }, { alignCorners, halfPixelCenters, size }),
    }),
  }),
} satisfies GradientTable;
