import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { unaryKernels } from '../../kernels/unary.ts';
import type { Case } from '../compare.ts';
import type { Elements } from '../draw.ts';

/** A function of one tensor of any shape. */
const of = (f: (x: Tensor) => Tensor, elements: Elements = 'any'): Case => {
  return (draw) => ({ operands: [draw.tensor(draw.anyShape(), elements)], apply: f });
};

/** A function that must keep all digits of numbers close to zero, and of others. */
const nearZero = (f: (x: Tensor) => Tensor): Case => {
  return (draw) => {
    const scale = draw.pick([1e-5, 1e-2, 1]);
    return { operands: [draw.tensor(draw.anyShape(), 'halves')], apply: (x) => f(tf.mul(tf.abs(x), scale)), magnitude: 1e-6 };
  };
};

export const unaryCases: { readonly [Name in keyof typeof unaryKernels]: Case } = {
  Abs: of((x) => tf.abs(x), 'halves'),
  Neg: of((x) => tf.neg(x)),
  Sqrt: of((x) => tf.sqrt(x), 'positive'),
  Rsqrt: of((x) => tf.rsqrt(x), 'positive'),
  Reciprocal: of((x) => tf.reciprocal(x), 'positive'),
  Exp: of((x) => tf.exp(x)),
  Expm1: nearZero((x) => tf.expm1(x)),
  Log: of((x) => tf.log(x), 'positive'),
  Log1p: nearZero((x) => tf.log1p(x)),
  Tanh: of((x) => tf.tanh(x)),
  Sigmoid: of((x) => tf.sigmoid(x)),
  Softplus: of((x) => tf.softplus(x)),
  Sin: of((x) => tf.sin(x)),
  Cos: of((x) => tf.cos(x)),
  Erf: of((x) => tf.erf(x)),
  Square: of((x) => tf.square(x)),
  Sign: of((x) => tf.sign(x), 'halves'),
  Floor: of((x) => tf.floor(x), 'halves'),
  Ceil: of((x) => tf.ceil(x), 'halves'),
  Round: of((x) => tf.round(x), 'halves'),
  LogicalNot: of((x) => tf.logicalNot(x), 'truth'),
  IsNan: of((x) => tf.isNaN(tf.log(x)), 'halves'),
  Identity: of((x) => tf.clone(x)),
  Relu: of((x) => tf.relu(x), 'halves'),
  Relu6: of((x) => tf.relu6(tf.mul(x, 4)), 'halves'),
  LeakyRelu: (draw) => {
    const alpha = draw.pick([0, 0.01, 0.2]);
    return { operands: [draw.tensor(draw.anyShape(), 'halves')], apply: (x) => tf.leakyRelu(x, alpha) };
  },
  Elu: of((x) => tf.elu(x)),
  EluGrad: (draw) => {
    const shape = draw.anyShape();
    // Two casts of type only: the kernel has one result, and tfjs types its inputs openly.
    return { operands: [draw.tensor(shape), draw.tensor(shape, 'small')], apply: (dy, y) => tf.engine().runKernel<Tensor>('EluGrad', { dy, y }) };
  },
  Selu: of((x) => tf.selu(x)),
  Prelu: (draw) => {
    const shape = draw.anyShape(1);
    return { operands: [draw.tensor(shape, 'halves'), draw.tensor(draw.broadcastable(shape))], apply: (x, alpha) => tf.prelu(x, alpha) };
  },
  Step: (draw) => {
    const alpha = draw.pick([0, 0.2]);
    return { operands: [draw.tensor(draw.anyShape(), 'halves')], apply: (x) => tf.step(x, alpha) };
  },
  ClipByValue: of((x) => tf.clipByValue(x, -1, 0.5), 'halves'),
  Cast: (draw) => {
    const from = draw.pick<Elements>(['any', 'halves', 'truth', { below: 5 }]);
    const to = draw.pick(['float32', 'int32', 'bool'] as const);
    return { operands: [draw.tensor(draw.anyShape(), from)], apply: (x) => tf.cast(x, to) };
  },
};
