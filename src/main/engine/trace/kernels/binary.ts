import type { BinaryInputs, SelectInputs } from '@tensorflow/tfjs-core';
import type { Kernel } from '../kernel.ts';
import { kernel, variadicKernel } from '../kernel.ts';
import { broadcastShapes } from '../operators/row.ts';
import type { Scope } from '../scope.ts';
import type { Traced } from '../traced.ts';
import { traced } from '../traced.ts';
import type { BinaryOperator } from './broadcast.ts';
import { aligned, binary } from './broadcast.ts';

const plain = (operator: BinaryOperator): Kernel => kernel<BinaryInputs>((scope, { a, b }) => binary(scope, operator, a, b));

const floor = (scope: Scope, x: Traced): Traced => traced(scope.plain('Floor', x.value), x.shape, x.layout);
const cast = (scope: Scope, x: Traced, type: 'float32' | 'int32'): Traced => traced(scope.cast(x.value, type), x.shape, x.layout);

/** a / b rounded down. Integers go through float32, exact to 2^24. */
function floorDivide(scope: Scope, a: Traced, b: Traced): Traced {
  const quotient = floor(scope, binary(scope, 'Div', cast(scope, a, 'float32'), cast(scope, b, 'float32')));
  return a.value.type === 'int32' ? cast(scope, quotient, 'int32') : quotient;
}

/** Kernels of two tensors with broadcasting, and Select. */
export const binaryKernels = {
  Add: plain('Add'),
  Sub: plain('Sub'),
  Multiply: plain('Mul'),
  RealDiv: plain('Div'),
  Maximum: plain('Max'),
  Minimum: plain('Min'),
  Pow: plain('Pow'),
  Greater: plain('Greater'),
  GreaterEqual: plain('GreaterOrEqual'),
  Less: plain('Less'),
  LessEqual: plain('LessOrEqual'),
  Equal: plain('Equal'),
  NotEqual: kernel<BinaryInputs>((scope, { a, b }) => {
    const equal = binary(scope, 'Equal', a, b);
    return traced(scope.plain('Not', equal.value), equal.shape, equal.layout);
  }),
  LogicalAnd: plain('And'),
  LogicalOr: plain('Or'),
  SquaredDifference: kernel<BinaryInputs>((scope, { a, b }) => {
    const difference = binary(scope, 'Sub', a, b);
    return binary(scope, 'Mul', difference, difference);
  }),
  FloorDiv: kernel<BinaryInputs>((scope, { a, b }) => floorDivide(scope, a, b)),
  /** a - b * floor(a / b): the sign of b, as tfjs has it. */
  Mod: kernel<BinaryInputs>((scope, { a, b }) => binary(scope, 'Sub', a, binary(scope, 'Mul', b, floorDivide(scope, a, b)))),
  Select: kernel<SelectInputs>((scope, inputs) => {
    const [condition, t, e] = aligned(scope, [inputs.condition, inputs.t, inputs.e]);
    const shape = [condition, t, e].map((tensor) => [...tensor.shape]).reduce(broadcastShapes);
    return traced(scope.plain('Where', condition.value, t.value, e.value), shape, t.layout);
  }),
  AddN: variadicKernel((scope, tensors) => tensors.reduce((sum, tensor) => binary(scope, 'Add', sum, tensor))),
} as const satisfies Record<string, Kernel>;
