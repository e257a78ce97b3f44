import * as tf from '@tensorflow/tfjs-core';
import type { Tensor1D } from '@tensorflow/tfjs-core';
import type { indexingKernels } from '../../kernels/indexing.ts';
import type { linearKernels } from '../../kernels/linear.ts';
import type { Case } from '../compare.ts';

export const indexingCases: { readonly [Name in keyof typeof indexingKernels]: Case } = {
  GatherV2: (draw) => {
    const shape = draw.shape(draw.integer(1, 3));
    const axis = draw.integer(-shape.length, shape.length - 1);
    const indices = draw.tensor(draw.shape(draw.integer(1, 2)), { below: shape[axis < 0 ? axis + shape.length : axis] });
    return { operands: [draw.tensor(shape), indices], apply: (x, at) => tf.gather(x, at, axis) };
  },
  UnsortedSegmentSum: (draw) => {
    const shape = draw.shape(draw.integer(1, 3));
    const segments = draw.integer(1, 4);
    return {
      operands: [draw.tensor(shape), draw.tensor([shape[0]], { below: segments })],
      apply: (x, ids) => tf.unsortedSegmentSum(x, ids as Tensor1D, segments),
    };
  },
  OneHot: (draw) => {
    const depth = draw.integer(2, 5);
    const [on, off] = draw.pick([
      [1, 0],
      [3, -1],
    ]);
    const type = draw.pick(['float32', 'int32'] as const);
    return { operands: [draw.tensor(draw.shape(draw.integer(1, 3)), { below: depth })], apply: (indices) => tf.oneHot(indices, depth, on, off, type) };
  },
};

export const linearCases: { readonly [Name in keyof typeof linearKernels]: Case } = {
  BatchMatMul: (draw) => {
    const [rows, inner, columns] = draw.shape(3, 5);
    const [transposeA, transposeB] = [draw.truth(), draw.truth()];
    const batch = draw.shape(draw.integer(0, 2), 3);
    // tfjs's cpu backend broadcasts only batch axes in front of all others that are longer than 1.
    const thin = (): number[] => {
      const ones = draw.integer(0, batch.length);
      return batch.map((extent, axis) => (axis < ones ? 1 : extent));
    };
    return {
      operands: [
        draw.tensor([...thin(), ...(transposeA ? [inner, rows] : [rows, inner])]),
        draw.tensor([...thin(), ...(transposeB ? [columns, inner] : [inner, columns])]),
      ],
      apply: (a, b) => tf.matMul(a, b, transposeA, transposeB),
    };
  },
};
