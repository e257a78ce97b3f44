import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { sizeOf } from '../../../program.ts';
import type { shapeKernels } from '../../kernels/shape.ts';
import type { Case } from '../compare.ts';
import type { Draw, Operand } from '../draw.ts';

/** Where a part of an axis begins and ends (exclusive); never empty. */
const part = (draw: Draw, extent: number): { begin: number; end: number } => {
  const begin = draw.integer(0, extent - 1);
  return { begin, end: draw.integer(begin + 1, extent) };
};

/** A shape of the same size: some axes merged, some of extent 1 added or dropped. */
function regrouped(draw: Draw, shape: readonly number[]): number[] {
  const result: number[] = [];
  for (const extent of shape) {
    const merges = result.length > 0 && draw.integer(0, 2) === 0;
    if (merges) result[result.length - 1] *= extent;
    else if (extent !== 1 || draw.truth()) result.push(extent);
    if (draw.integer(0, 3) === 0) result.push(1);
  }
  return result;
}

/** Tensors that differ in one axis only. */
function alike(draw: Draw, shape: readonly number[], axis: number, count: number): Operand[] {
  return Array.from({ length: count }, () => draw.tensor(shape.with(axis, draw.integer(1, 3))));
}

const paddings = (draw: Draw, shape: readonly number[], most: (extent: number) => number): [number, number][] =>
  shape.map((extent) => [draw.integer(0, most(extent)), draw.integer(0, most(extent))]);

export const shapeCases: { readonly [Name in keyof typeof shapeKernels]: Case } = {
  Reshape: (draw) => {
    const shape = draw.anyShape();
    const next = regrouped(draw, shape);
    return { operands: [draw.tensor(shape)], apply: (x) => tf.reshape(x, next) };
  },
  ExpandDims: (draw) => {
    const shape = draw.anyShape();
    const axis = draw.integer(-shape.length - 1, shape.length);
    return { operands: [draw.tensor(shape)], apply: (x) => tf.expandDims(x, axis) };
  },
  Transpose: (draw) => {
    const shape = draw.shape(3);
    const perm = draw.pick([
      [0, 2, 1],
      [2, 0, 1],
      [1, 0, 2],
      [1, 2, 0],
    ]);
    return { operands: [draw.tensor(shape)], apply: (x) => tf.transpose(x, perm) };
  },
  Tile: (draw) => {
    const shape = draw.anyShape(1);
    const reps = shape.map(() => draw.integer(1, 3));
    return { operands: [draw.tensor(shape)], apply: (x) => tf.tile(x, reps) };
  },
  Slice: (draw) => {
    const shape = draw.anyShape(1);
    const parts = shape.map((extent) => part(draw, extent));
    return {
      operands: [draw.tensor(shape)],
      apply: (x) =>
        tf.slice(
          x,
          parts.map(({ begin }) => begin),
          parts.map(({ begin, end }, axis) => (end === shape[axis] ? -1 : end - begin)),
        ),
    };
  },
  StridedSlice: (draw) => {
    const shape = draw.shape(draw.integer(1, 3), 7);
    const steps = shape.map((extent) => ({ ...part(draw, extent), stride: draw.integer(1, 3), backwards: draw.truth() }));
    const [begin, end, strides] = [
      steps.map((step) => (step.backwards ? step.end - 1 : step.begin)),
      // Counted from behind, the element before the first is -extent - 1.
      steps.map((step, axis) => (step.backwards ? step.begin - 1 - (step.begin === 0 ? shape[axis] : 0) : step.end)),
      steps.map((step) => (step.backwards ? -step.stride : step.stride)),
    ];
    return { operands: [draw.tensor(shape)], apply: (x) => tf.stridedSlice(x, begin, end, strides) };
  },
  Concat: (draw) => {
    const shape = draw.anyShape(1);
    const axis = draw.integer(0, shape.length - 1);
    const counted = draw.truth() ? axis : axis - shape.length;
    return { operands: alike(draw, shape, axis, draw.integer(1, 3)), apply: (...tensors) => tf.concat(tensors, counted) };
  },
  Pack: (draw) => {
    const shape = draw.shape(draw.integer(0, 3));
    const axis = draw.integer(0, shape.length);
    return { operands: Array.from({ length: draw.integer(1, 3) }, () => draw.tensor(shape)), apply: (...tensors) => tf.stack(tensors, axis) };
  },
  Unpack: (draw) => {
    const shape = draw.anyShape(1);
    const axis = draw.integer(0, shape.length - 1);
    return { operands: [draw.tensor(shape)], apply: (x) => tf.unstack(x, axis) };
  },
  SplitV: (draw) => {
    const shape = draw.anyShape(1);
    const axis = draw.integer(0, shape.length - 1);
    const sizes = Array.from({ length: draw.integer(1, 3) }, () => draw.integer(1, 3));
    return {
      operands: [
        draw.tensor(
          shape.with(
            axis,
            sizes.reduce((sum, size) => sum + size),
          ),
        ),
      ],
      apply: (x) => tf.split(x, sizes, axis),
    };
  },
  PadV2: (draw) => {
    const shape = draw.anyShape(1);
    const around = paddings(draw, shape, () => 2);
    const value = draw.pick([0, 0, 1.5]);
    return { operands: [draw.tensor(shape)], apply: (x) => tf.pad(x, around, value) };
  },
  MirrorPad: (draw) => {
    const shape = draw.shape(draw.integer(1, 4), 5);
    const around = paddings(draw, shape, (extent) => Math.min(2, extent - 1));
    return { operands: [draw.tensor(shape)], apply: (x) => tf.mirrorPad(x, around, 'reflect') };
  },
  DepthToSpace: (draw) => {
    const [batch, height, width, channels] = draw.shape(4, 3);
    const block = draw.integer(2, 3);
    // One cast of type only: the rank is 4.
    return { operands: [draw.tensor([batch, height, width, channels * block * block])], apply: (x) => tf.depthToSpace(x as tf.Tensor4D, block) };
  },
  Reverse: (draw) => {
    const shape = draw.anyShape(1);
    const axes = draw.axes(shape.length);
    return { operands: [draw.tensor(shape)], apply: (x) => tf.reverse(x, axes) };
  },
  ZerosLike: (draw) => ({ operands: [draw.tensor(draw.anyShape())], apply: (x) => tf.zerosLike(x) }),
  OnesLike: (draw) => ({ operands: [draw.tensor(draw.anyShape())], apply: (x) => tf.onesLike(x) }),
  Fill: (draw) => {
    const shape = draw.anyShape();
    const type = draw.pick(['float32', 'int32'] as const);
    return { operands: [draw.tensor(shape)], apply: (x) => [tf.fill(shape, 3, type), tf.add(x, tf.fill(shape, 0.5))] };
  },
  Range: (draw) => {
    const shape = draw.anyShape();
    const numbers = (): Tensor => tf.reshape(tf.range(2, 2 + 3 * sizeOf(shape), 3), shape);
    return { operands: [draw.tensor(shape)], apply: (x) => [tf.mul(x, numbers()), tf.range(5, -4, -2, 'int32')] };
  },
};
