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
  // Rows of a table by index (an embedding): the gradient adds up per row. Only along the first axis.
  GatherV2: row<{ axis: number; batchDims: number }>({
    keeps: ['x', 'indices'],
    gradient: (dy, [x, indices], { axis, batchDims }) => ({
      x: () => {
        if (axis !== 0 || batchDims !== 0) throw new Error(`gather is differentiated along axis 0 only, not along ${axis} with ${batchDims} batch axes`);
        const rows = tf.reshape(dy, [indices.size, ...x.shape.slice(1)]);
        // A cast of type only: `indices` is int32 of rank 1 after the reshape.
        return tf.unsortedSegmentSum(rows, tf.reshape(indices, [indices.size]) as tf.Tensor1D, x.shape[0]);
      },
    }),
  }),
  UnsortedSegmentSum: row({ keeps: ['segmentIds'], gradient: (dy, [segmentIds]) => ({ x: () => tf.gather(dy, segmentIds as tf.Tensor1D) }) }),
  ResizeNearestNeighbor: row<ResizeAttributes>({
    keeps: ['images'],
    gradient: (dy, [images], { alignCorners, halfPixelCenters, size }) => ({
      images: () => tf.engine().runKernel('ResizeNearestNeighborGrad', { images, dy }, { alignCorners, halfPixelCenters, size }) as Tensor,
    }),
  }),
} satisfies GradientTable;
