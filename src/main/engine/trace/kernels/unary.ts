import type { CastAttrs, ClipByValueAttrs, EluGradInputs, LeakyReluAttrs, PreluInputs, StepAttrs, UnaryInputs } from '@tensorflow/tfjs-core';
import type { Value } from '../graph.ts';
import type { Kernel } from '../kernel.ts';
import { kernel } from '../kernel.ts';
import { check } from '../operators/row.ts';
import type { Scope } from '../scope.ts';
import type { Traced } from '../traced.ts';
import { traced } from '../traced.ts';
import { binary } from './broadcast.ts';

/** An element-by-element kernel: the result lies as its input does. */
function unary<Attributes = Record<never, never>>(body: (scope: Scope, x: Value, attributes: Attributes) => Value): Kernel {
  return kernel<UnaryInputs, Attributes>((scope, { x }, attributes) => traced(body(scope, x.value, attributes), x.shape, x.layout));
}

type Plain = Parameters<Scope['plain']>[0];
const plain = (operator: Plain): Kernel => unary((scope, x) => scope.plain(operator, x));

/** So steep that HardSigmoid, which stops at 0 and 1, is 1 for every positive number but the smallest (below 3e-39). */
const STEEP = 3e38;

/** 1 where x > 0, else alpha. Of floats in one pass, where Greater and Cast are two, and ONNX's Where is slower still. */
function step(scope: Scope, x: Value, alpha: number): Value {
  const positive =
    x.type === 'float32'
      ? scope.graph.node('HardSigmoid', [x], { alpha: STEEP, beta: 0 })
      : scope.cast(scope.plain('Greater', x, scope.scalar(0, x.type)), 'float32');
  return alpha === 0 ? positive : scope.plain('Add', scope.plain('Mul', positive, scope.scalar(1 - alpha)), scope.scalar(alpha));
}

/**
 * log(1 + x) with all digits for small x: with u = 1 + x as it is rounded, x log(u) / (u - 1), whose two errors
 * cancel (Kahan; Goldberg, "What every computer scientist should know about floating-point arithmetic", theorem 4).
 */
function log1p(scope: Scope, x: Value): Value {
  const u = scope.plain('Add', x, scope.scalar(1));
  const ratio = scope.plain('Div', scope.plain('Log', u), scope.plain('Sub', u, scope.scalar(1)));
  return scope.plain('Where', scope.plain('Equal', u, scope.scalar(1)), x, scope.plain('Mul', x, ratio));
}

/** exp(x) - 1 likewise, (u - 1) x / log(u) with u = exp(x); plain where |x| is large and nothing cancels. */
function expm1(scope: Scope, x: Value): Value {
  const u = scope.plain('Exp', x);
  const less = scope.plain('Sub', u, scope.scalar(1));
  const mended = scope.plain('Div', scope.plain('Mul', less, x), scope.plain('Log', u));
  const near = scope.plain('Where', scope.plain('Equal', u, scope.scalar(1)), x, mended);
  return scope.plain('Where', scope.plain('Less', scope.plain('Abs', x), scope.scalar(1)), near, less);
}

const clip = (scope: Scope, x: Value, low: number, high: number): Value =>
  scope.plain('Min', scope.plain('Max', x, scope.scalar(low, x.type)), scope.scalar(high, x.type));

/** Kernels with one tensor, element by element. Rows are named by tfjs's kernel names. */
export const unaryKernels = {
  Abs: plain('Abs'),
  Neg: plain('Neg'),
  Sqrt: plain('Sqrt'),
  Reciprocal: plain('Reciprocal'),
  Exp: plain('Exp'),
  Log: plain('Log'),
  Tanh: plain('Tanh'),
  Sigmoid: plain('Sigmoid'),
  Softplus: plain('Softplus'),
  Selu: plain('Selu'),
  Sign: plain('Sign'),
  Floor: plain('Floor'),
  Ceil: plain('Ceil'),
  Round: plain('Round'),
  Sin: plain('Sin'),
  Cos: plain('Cos'),
  Erf: plain('Erf'),
  LogicalNot: plain('Not'),
  IsNan: plain('IsNaN'),
  Identity: unary((_, x) => x),
  Square: unary((scope, x) => scope.plain('Mul', x, x)),
  Rsqrt: unary((scope, x) => scope.plain('Reciprocal', scope.plain('Sqrt', x))),
  Expm1: unary((scope, x) => expm1(scope, x)),
  Log1p: unary((scope, x) => log1p(scope, x)),
  /** Max(x, 0) is faster than ONNX's own Relu on the processor. */
  Relu: unary((scope, x) => scope.plain('Max', x, scope.scalar(0, x.type))),
  Relu6: unary((scope, x) => clip(scope, x, 0, 6)),
  LeakyRelu: unary<LeakyReluAttrs>((scope, x, { alpha }) => scope.graph.node('LeakyRelu', [x], { alpha })),
  Elu: unary((scope, x) => scope.graph.node('Elu', [x], { alpha: 1 })),
  Step: unary<StepAttrs>((scope, x, { alpha }) => step(scope, x, alpha)),
  ClipByValue: unary<ClipByValueAttrs>((scope, x, { clipValueMin, clipValueMax }) => clip(scope, x, clipValueMin, clipValueMax)),
  Cast: unary<CastAttrs>((scope, x, { dtype }) => {
    check(dtype === 'float32' || dtype === 'int32' || dtype === 'bool', () => `Cast to ${dtype}`);
    return scope.cast(x, dtype);
  }),
  Prelu: kernel<PreluInputs>((scope, { x, alpha }) => {
    const zero = traced(scope.scalar(0), x.shape, x.layout);
    const falling = binary(scope, 'Mul', binary(scope, 'Min', x, zero), alpha);
    return binary(scope, 'Add', binary(scope, 'Max', x, zero), falling);
  }),
  /** dy where y >= 0, else dy * (y + 1), from the result y of Elu. */
  EluGrad: kernel<EluGradInputs>((scope, { dy, y }) => {
    const slope: Traced = traced(scope.plain('Min', scope.plain('Add', y.value, scope.scalar(1)), scope.scalar(1)), y.shape, y.layout);
    return binary(scope, 'Mul', dy, slope);
  }),
} as const satisfies Record<string, Kernel>;
