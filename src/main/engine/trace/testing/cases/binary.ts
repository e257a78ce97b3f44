import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { binaryKernels } from '../../kernels/binary.ts';
import type { Case } from '../compare.ts';
import type { Draw, Elements, Operand } from '../draw.ts';

/** Two tensors that broadcast against each other, either of them the smaller one. */
function pair(draw: Draw, left: Elements, right: Elements): [Operand, Operand] {
  const shape = draw.anyShape();
  const [a, b] = [shape, draw.broadcastable(shape)];
  return draw.truth() ? [draw.tensor(a, left), draw.tensor(b, right)] : [draw.tensor(b, left), draw.tensor(a, right)];
}

const of = (f: (a: Tensor, b: Tensor) => Tensor, left: Elements = 'halves', right: Elements = left): Case => {
  return (draw) => ({ operands: pair(draw, left, right), apply: f });
};

/** Whole numbers as often as others. */
const ofEither = (f: (a: Tensor, b: Tensor) => Tensor): Case => {
  return (draw) => of(f, draw.pick<Elements>(['halves', { below: 4 }]))(draw);
};

export const binaryCases: { readonly [Name in keyof typeof binaryKernels]: Case } = {
  Add: ofEither((a, b) => tf.add(a, b)),
  Sub: ofEither((a, b) => tf.sub(a, b)),
  Multiply: ofEither((a, b) => tf.mul(a, b)),
  RealDiv: of((a, b) => tf.div(a, b), 'any', 'positive'),
  Maximum: of((a, b) => tf.maximum(a, b)),
  Minimum: of((a, b) => tf.minimum(a, b)),
  Pow: of((a, b) => tf.pow(a, b), 'positive', 'small'),
  Greater: ofEither((a, b) => tf.greater(a, b)),
  GreaterEqual: ofEither((a, b) => tf.greaterEqual(a, b)),
  Less: ofEither((a, b) => tf.less(a, b)),
  LessEqual: ofEither((a, b) => tf.lessEqual(a, b)),
  Equal: ofEither((a, b) => tf.equal(a, b)),
  NotEqual: ofEither((a, b) => tf.notEqual(a, b)),
  LogicalAnd: of((a, b) => tf.logicalAnd(a, b), 'truth'),
  LogicalOr: of((a, b) => tf.logicalOr(a, b), 'truth'),
  SquaredDifference: of((a, b) => tf.squaredDifference(a, b)),
  FloorDiv: (draw) => {
    const shape = draw.anyShape();
    // Negative whole numbers, too; nothing is divided by zero.
    const [a, b] = [draw.tensor(shape, { below: 9 }), draw.tensor(shape, { below: 3 })];
    return { operands: [a, b], apply: (x, y) => tf.floorDiv(tf.sub(x, tf.scalar(4, 'int32')), tf.add(y, tf.scalar(1, 'int32'))) };
  },
  Mod: of((a, b) => tf.mod(tf.mul(a, 1.7), b), 'any', 'positive'),
  Select: (draw) => {
    const shape = draw.anyShape();
    const condition = draw.tensor(draw.broadcastable(shape), 'truth');
    return { operands: [condition, draw.tensor(shape), draw.tensor(draw.broadcastable(shape))], apply: (c, a, b) => tf.where(c, a, b) };
  },
  AddN: (draw) => {
    const shape = draw.anyShape();
    return { operands: Array.from({ length: draw.integer(1, 4) }, () => draw.tensor(shape)), apply: (...tensors) => tf.addN(tensors) };
  },
};
