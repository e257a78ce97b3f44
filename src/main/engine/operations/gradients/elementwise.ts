import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { row } from './row.ts';
import type { GradientRow, GradientTable } from './row.ts';

/** Sums the axes that broadcasting stretched, so that a gradient gets the shape of its input. */
export function reduceTo(gradient: Tensor, shape: readonly number[]): Tensor {
  const axes = tf.broadcast_util.getReductionAxes([...shape], gradient.shape);
  const summed = axes.length > 0 ? tf.sum(gradient, axes) : gradient;
  return summed.shape.length === shape.length && summed.shape.every((extent, axis) => extent === shape[axis]) ? summed : tf.reshape(summed, [...shape]);
}

/** A kernel of one input that needs its input `x`. */
const ofInput = (derivative: (dy: Tensor, x: Tensor) => Tensor): GradientRow => row({ keeps: ['x'], gradient: (dy, [x]) => ({ x: () => derivative(dy, x) }) });

/** A kernel of one input that needs its result `y`. */
const ofResult = (derivative: (dy: Tensor, y: Tensor) => Tensor): GradientRow =>
  row({ keepsResult: true, gradient: (dy, [y]) => ({ x: () => derivative(dy, y) }) });

/** A kernel of `a` and `b` that broadcast against each other. */
const ofPair = (toA: (dy: Tensor, a: Tensor, b: Tensor) => Tensor, toB: (dy: Tensor, a: Tensor, b: Tensor) => Tensor): GradientRow =>
  row({
    keeps: ['a', 'b'],
    gradient: (dy, [a, b]) => ({ a: () => reduceTo(toA(dy, a, b), a.shape), b: () => reduceTo(toB(dy, a, b), b.shape) }),
  });

/** A piecewise constant kernel: its gradient is zero wherever it has one. */
const flat = ofInput((dy) => tf.zerosLike(dy));

/** Klambauer et al., "Self-normalizing neural networks", 2017, section 2. */
const SELU_SCALE = 1.0507009873554805;
const SELU_ALPHA = 1.6732632423543772;

const maskOf = (condition: Tensor): Tensor => tf.cast(condition, 'float32');

/** Kernels that work element by element. At kinks the gradient is PyTorch's: 0 for relu and abs at 0. */
export const elementwiseGradients = {
  Identity: row({ gradient: (dy) => ({ x: () => dy }) }),
  Cast: row({ gradient: (dy) => ({ x: () => dy }) }),
  Neg: row({ gradient: (dy) => ({ x: () => tf.neg(dy) }) }),
  Abs: ofInput((dy, x) => tf.mul(dy, tf.sign(x))),
  // The gradient of a mean is one number a channel: twice that is cheaper than twice the picture.
  Square: ofInput((dy, x) => tf.mul(tf.mul(dy, 2), x)),
  Sqrt: ofResult((dy, y) => tf.div(dy, tf.mul(y, 2))),
  Rsqrt: ofResult((dy, y) => tf.mul(dy, tf.mul(tf.mul(y, tf.square(y)), -0.5))),
  Reciprocal: ofResult((dy, y) => tf.neg(tf.mul(dy, tf.square(y)))),
  Exp: ofResult((dy, y) => tf.mul(dy, y)),
  Expm1: ofResult((dy, y) => tf.mul(dy, tf.add(y, 1))),
  Log: ofInput((dy, x) => tf.div(dy, x)),
  Log1p: ofInput((dy, x) => tf.div(dy, tf.add(x, 1))),
  Sin: ofInput((dy, x) => tf.mul(dy, tf.cos(x))),
  Cos: ofInput((dy, x) => tf.neg(tf.mul(dy, tf.sin(x)))),
  Relu: ofResult((dy, y) => tf.mul(dy, tf.step(y))),
  LeakyRelu: row<{ alpha: number }>({ keeps: ['x'], gradient: (dy, [x], { alpha }) => ({ x: () => tf.mul(dy, tf.step(x, alpha)) }) }),
  // y = exp(x) - 1 below zero, so the slope there is y + 1.
  Elu: ofResult((dy, y) => tf.mul(dy, tf.add(tf.minimum(y, 0), 1))),
  Selu: ofResult((dy, y) => tf.mul(dy, tf.where(tf.greater(y, 0), tf.fill(y.shape, SELU_SCALE), tf.add(y, SELU_SCALE * SELU_ALPHA)))),
  Relu6: ofResult((dy, y) => tf.mul(dy, maskOf(tf.logicalAnd(tf.greater(y, 0), tf.less(y, 6))))),
  Prelu: row({
    keeps: ['x', 'alpha'],
    gradient: (dy, [x, alpha]) => ({
      x: () => tf.mul(dy, tf.where(tf.greater(x, 0), tf.onesLike(x), alpha)),
      alpha: () => reduceTo(tf.mul(dy, tf.minimum(x, 0)), alpha.shape),
    }),
  }),
  Erf: ofInput((dy, x) => tf.mul(dy, tf.mul(tf.exp(tf.neg(tf.square(x))), 2 / Math.sqrt(Math.PI)))),
  Tanh: ofResult((dy, y) => tf.mul(dy, tf.sub(1, tf.square(y)))),
  Sigmoid: ofResult((dy, y) => tf.mul(dy, tf.mul(y, tf.sub(1, y)))),
  Softplus: ofInput((dy, x) => tf.mul(dy, tf.sigmoid(x))),
  ClipByValue: row<{ clipValueMin: number; clipValueMax: number }>({
    keeps: ['x'],
    gradient: (dy, [x], { clipValueMin, clipValueMax }) => ({
      x: () => tf.mul(dy, maskOf(tf.logicalAnd(tf.greaterEqual(x, clipValueMin), tf.lessEqual(x, clipValueMax)))),
    }),
  }),
  Sign: flat,
  Step: flat,
  Floor: flat,
  Ceil: flat,
  Round: flat,
  ZerosLike: flat,
  OnesLike: flat,
  Add: ofPair(
    (dy) => dy,
    (dy) => dy,
  ),
  // Summed before the sign is turned: there is less to turn.
  Sub: row({ keeps: ['a', 'b'], gradient: (dy, [a, b]) => ({ a: () => reduceTo(dy, a.shape), b: () => tf.neg(reduceTo(dy, b.shape)) }) }),
  Multiply: ofPair(
    (dy, _, b) => tf.mul(dy, b),
    (dy, a) => tf.mul(dy, a),
  ),
  RealDiv: ofPair(
    (dy, _, b) => tf.div(dy, b),
    (dy, a, b) => tf.neg(tf.div(tf.mul(dy, a), tf.square(b))),
  ),
  Maximum: ofPair(
    (dy, a, b) => tf.mul(dy, maskOf(tf.greaterEqual(a, b))),
    (dy, a, b) => tf.mul(dy, maskOf(tf.less(a, b))),
  ),
  Minimum: ofPair(
    (dy, a, b) => tf.mul(dy, maskOf(tf.lessEqual(a, b))),
    (dy, a, b) => tf.mul(dy, maskOf(tf.greater(a, b))),
  ),
  SquaredDifference: ofPair(
    (dy, a, b) => tf.mul(dy, tf.mul(tf.sub(a, b), 2)),
    (dy, a, b) => tf.mul(dy, tf.mul(tf.sub(b, a), 2)),
  ),
  // Through the exponent only where the base is positive: elsewhere the power is not defined around it.
  Pow: ofPair(
    (dy, a, b) => tf.mul(dy, tf.mul(b, tf.pow(a, tf.sub(b, 1)))),
    (dy, a, b) => tf.mul(dy, tf.mul(tf.pow(a, b), tf.log(tf.where(tf.greater(a, 0), a, tf.onesLike(a))))),
  ),
  AddN: row({ keeps: 'all', gradient: (dy, kept) => Object.fromEntries(kept.map((_, index) => [String(index), () => dy])) }),
  Select: row({
    keeps: ['condition'],
    gradient: (dy, [condition]) => ({
      t: () => tf.where(condition, dy, tf.zerosLike(dy)),
      e: () => tf.where(condition, tf.zerosLike(dy), dy),
    }),
  }),
} satisfies GradientTable;
