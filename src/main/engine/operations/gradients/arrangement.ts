import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { row } from './row.ts';
import type { GradientTable } from './row.ts';

const toShapeOf = (dy: Tensor, x: Tensor): Tensor => tf.reshape(dy, x.shape);

/** The inverse of a permutation of axes. */
function inverse(permutation: readonly number[]): number[] {
  const result = new Array<number>(permutation.length);
  permutation.forEach((from, to) => (result[from] = to));
  return result;
}

/** Kernels that move elements without changing them. */
export const arrangementGradients = {
  Reshape: row({ keeps: ['x'], gradient: (dy, [x]) => ({ x: () => toShapeOf(dy, x) }) }),
  ExpandDims: row({ keeps: ['input'], gradient: (dy, [input]) => ({ input: () => toShapeOf(dy, input) }) }),
  Transpose: row<{ perm: number[] }>({ gradient: (dy, _, { perm }) => ({ x: () => tf.transpose(dy, inverse(perm)) }) }),
  Concat: row<{ axis: number }>({
    keeps: 'all',
    gradient: (dy, kept, { axis }) => {
      const [concatenated] = tf.util.parseAxisParam(axis, dy.shape);
      let offset = 0;
      return Object.fromEntries(
        kept.map((part, index) => {
          const begin = dy.shape.map((_, at) => (at === concatenated ? offset : 0));
          offset += part.shape[concatenated];
          return [String(index), (): Tensor => tf.slice(dy, begin, part.shape)];
        }),
      );
    },
  }),
  Slice: row<{ begin: number[]; size: number[] }>({
    keeps: ['x'],
    gradient: (dy, [x], { begin }) => ({
      x: () =>
        tf.pad(
          dy,
          x.shape.map((extent, axis): [number, number] => [begin[axis], extent - begin[axis] - dy.shape[axis]]),
        ),
    }),
  }),
  PadV2: row<{ paddings: [number, number][] }>({
    keeps: ['x'],
    gradient: (dy, [x], { paddings }) => ({
      x: () =>
        tf.slice(
          dy,
          paddings.map(([before]) => before),
          x.shape,
        ),
    }),
  }),
  // Each axis of `reps` copies becomes [reps, extent], and the copies are summed.
  Tile: row<{ reps: number[] }>({
    keeps: ['x'],
    gradient: (dy, [x], { reps }) => ({
      x: () => {
        const pairs = x.shape.flatMap((extent, axis) => (reps[axis] === 1 ? [extent] : [reps[axis], extent]));
        const copies: number[] = [];
        x.shape.forEach((_, axis) => {
          if (reps[axis] !== 1) copies.push(axis + copies.length);
        });
        return copies.length === 0 ? dy : toShapeOf(tf.sum(tf.reshape(dy, pairs), copies), x);
      },
    }),
  }),
  Pack: row<{ axis: number }>({
    keeps: 'all',
    gradient: (dy, kept, { axis }) => {
      const stacked = axis < 0 ? axis + dy.shape.length : axis;
      return Object.fromEntries(
        kept.map((part, index) => [
          String(index),
          (): Tensor =>
            toShapeOf(
              tf.slice(
                dy,
                dy.shape.map((_, at) => (at === stacked ? index : 0)),
                dy.shape.map((extent, at) => (at === stacked ? 1 : extent)),
              ),
              part,
            ),
        ]),
      );
    },
  }),
  Reverse: row<{ dims: number[] }>({ gradient: (dy, _, { dims }) => ({ x: () => tf.reverse(dy, dims) }) }),
} satisfies GradientTable;
