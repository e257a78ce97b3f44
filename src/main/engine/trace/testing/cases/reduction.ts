import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { reductionKernels } from '../../kernels/reduction.ts';
import type { Case } from '../compare.ts';
import type { Elements } from '../draw.ts';

/** A function that folds some axes away, or all of them. */
const of = (f: (x: Tensor, axes: number[] | undefined, keepDims: boolean) => Tensor, elements: Elements = 'any'): Case => {
  return (draw) => {
    const shape = draw.anyShape();
    const axes = draw.axes(shape.length);
    const keepDims = draw.truth();
    return { operands: [draw.tensor(shape, elements)], apply: (x) => f(x, axes.length === 0 ? undefined : axes, keepDims) };
  };
};

/** A function along one axis, which may be counted from the end. */
const along = (f: (x: Tensor, axis: number) => Tensor): Case => {
  return (draw) => {
    const shape = draw.anyShape(1);
    const axis = draw.integer(-shape.length, shape.length - 1);
    return { operands: [draw.tensor(shape)], apply: (x) => f(x, axis) };
  };
};

export const reductionCases: { readonly [Name in keyof typeof reductionKernels]: Case } = {
  Sum: (draw) => of((x, axes, keepDims) => tf.sum(x, axes, keepDims), draw.pick<Elements>(['any', 'truth', { below: 4 }]))(draw),
  Mean: (draw) => of((x, axes, keepDims) => tf.mean(x, axes, keepDims), draw.pick<Elements>(['any', { below: 4 }]))(draw),
  Prod: of((x, axes, keepDims) => tf.prod(x, axes, keepDims), 'small'),
  // Equal largest values occur: each gets the whole gradient.
  Max: of((x, axes, keepDims) => tf.max(x, axes, keepDims), 'halves'),
  Min: of((x, axes, keepDims) => tf.min(x, axes, keepDims), 'halves'),
  ArgMax: along((x, axis) => tf.argMax(x, axis)),
  ArgMin: along((x, axis) => tf.argMin(x, axis)),
  All: of((x, axes, keepDims) => tf.all(x, axes, keepDims), 'truth'),
  Any: of((x, axes, keepDims) => tf.any(x, axes, keepDims), 'truth'),
  // tfjs's softmax works along the last axis only.
  Softmax: (draw) => ({ operands: [draw.tensor(draw.anyShape(1))], apply: (x) => tf.softmax(x) }),
  Cumsum: (draw) => {
    const [exclusive, reverse] = [draw.truth(), draw.truth()];
    return along((x, axis) => tf.cumsum(x, axis < 0 ? axis + x.rank : axis, exclusive, reverse))(draw);
  },
};
