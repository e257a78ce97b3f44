import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { manyRow, row } from './row.ts';
import type { GradientTable } from './row.ts';

interface StridedSliceAttributes {
  readonly begin: number[];
  readonly end: number[];
  readonly strides: number[];
  readonly beginMask: number;
  readonly endMask: number;
  readonly ellipsisMask: number;
  readonly newAxisMask: number;
  readonly shrinkAxisMask: number;
}

/** The tensor with `stride - 1` zeros after every element along an axis, but not after the last. */
function spaced(x: Tensor, axis: number, stride: number): Tensor {
  if (stride === 1) return x;
  const extent = x.shape[axis];
  const apart = tf.reshape(x, x.shape.toSpliced(axis, 1, extent, 1));
  const padded = tf.pad(
    apart,
    apart.shape.map((_, at): [number, number] => [0, at === axis + 1 ? stride - 1 : 0]),
  );
  const shape = x.shape.with(axis, extent * stride);
  return tf.slice(
    tf.reshape(padded, shape),
    shape.map(() => 0),
    shape.with(axis, (extent - 1) * stride + 1),
  );
}

/** The adjoint of taking every `stride`-th element from `begin` on (backwards for a negative stride) of an axis of `extent`. */
function scatter(dy: Tensor, axis: number, begin: number, stride: number, extent: number): Tensor {
  const forwards = stride < 0 ? tf.reverse(dy, axis) : dy;
  const apart = spaced(forwards, axis, Math.abs(stride));
  const first = stride < 0 ? begin + (dy.shape[axis] - 1) * stride : begin;
  return tf.pad(
    apart,
    apart.shape.map((length, at): [number, number] => (at === axis ? [first, extent - first - length] : [0, 0])),
  );
}

/** Kernels that take a tensor apart: steps through it, parts of it, its pixels' blocks. */
export const slicingGradients = {
  StridedSlice: row<StridedSliceAttributes>({
    keeps: ['x'],
    gradient: (dy, [x], { begin, end, strides, beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask }) => ({
      x: () => {
        const info = tf.slice_util.sliceInfo(x.shape, begin, end, strides, beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask);
        const counts = info.begin.map((first, axis) => Math.ceil((info.end[axis] - first) / info.strides[axis]));
        return x.shape.reduce((value, extent, axis) => scatter(value, axis, info.begin[axis], info.strides[axis], extent), tf.reshape(dy, counts));
      },
    }),
  }),
  SplitV: manyRow<{ axis: number }>({ gradientOfMany: (dys, _, { axis }) => ({ x: () => tf.concat([...dys], axis) }) }),
  Unpack: manyRow<{ axis: number }>({ gradientOfMany: (dys, _, { axis }) => ({ value: () => tf.stack([...dys], axis) }) }),
  // Every block of `size x size` pixels goes back to the channels it came from.
  DepthToSpace: row<{ blockSize: number }>({
    keeps: ['x'],
    gradient: (dy, [x], { blockSize }) => ({
      x: () => {
        const [batch, height, width, channels] = x.shape;
        const blocks = tf.reshape(dy, [batch, height, blockSize, width, blockSize, channels / (blockSize * blockSize)]);
        return tf.reshape(tf.transpose(blocks, [0, 1, 3, 2, 4, 5]), x.shape);
      },
    }),
  }),
} satisfies GradientTable;
