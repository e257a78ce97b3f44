import type {
  AllInputs,
  ArgMaxAttrs,
  ArgMaxInputs,
  CumsumAttrs,
  CumsumInputs,
  MaxAttrs,
  MaxInputs,
  SoftmaxAttrs,
  SoftmaxInputs,
  SumAttrs,
  SumInputs,
} from '@tensorflow/tfjs-core';
import type { Value } from '../graph.ts';
import type { Kernel } from '../kernel.ts';
import { kernel } from '../kernel.ts';
import { physicalAxis, withoutAxes } from '../layout.ts';
import type { Scope } from '../scope.ts';
import type { Traced } from '../traced.ts';
import { traced } from '../traced.ts';

type Reduction = 'ReduceSum' | 'ReduceMean' | 'ReduceMax' | 'ReduceMin' | 'ReduceProd';

/** Logical axes as tfjs gives them (one, several, negative, or null for all). */
function axesOf(axis: number | readonly number[] | null | undefined, rank: number): number[] {
  if (axis === null || axis === undefined) return Array.from({ length: rank }, (_, i) => i);
  return (typeof axis === 'number' ? [axis] : axis).map((a) => (a < 0 ? a + rank : a));
}

/** A sum or mean over the first `count` axes, as a product with a constant row: several times as fast as the operators are over leading axes. */
function overLeading(scope: Scope, operator: 'ReduceSum' | 'ReduceMean', x: Value, count: number, keepDims: boolean): Value {
  const kept = x.shape.slice(count);
  const rows = x.shape.slice(0, count).reduce((product, extent) => product * extent, 1);
  const weight = operator === 'ReduceSum' ? 1 : 1 / rows;
  const row = scope.memo(`row of ${rows} times ${weight}`, () => scope.graph.constant('float32', [1, rows], new Float32Array(rows).fill(weight)));
  const columns = kept.reduce((product, extent) => product * extent, 1);
  const sums = scope.plain('MatMul', row, scope.reshape(x, [rows, columns]));
  return scope.reshape(sums, keepDims ? [...x.shape.slice(0, count).map(() => 1), ...kept] : kept);
}

/** Folds logical axes away; with `keepDims` they stay with extent 1. */
export function reduce(scope: Scope, operator: Reduction, x: Traced, axes: readonly number[], keepDims: boolean): Traced {
  const shape = x.shape.map((extent, axis) => (axes.includes(axis) ? 1 : extent));
  const keptShape = keepDims ? shape : shape.filter((_, axis) => !axes.includes(axis));
  const keptLayout = keepDims ? x.layout : withoutAxes(x.layout, axes);
  if (axes.length === 0) return x;
  const physical = axes.map((axis) => physicalAxis(axis, x.layout)).sort((a, b) => a - b);
  const leading = physical.length < x.shape.length && physical.every((axis, i) => axis === i);
  if (leading && (operator === 'ReduceSum' || operator === 'ReduceMean') && x.value.type === 'float32')
    return traced(overLeading(scope, operator, scope.whole(x).value, physical.length, keepDims), keptShape, keptLayout);
  return traced(scope.graph.node(operator, [scope.whole(x).value], { axes: physical, keepdims: keepDims ? 1 : 0 }), keptShape, keptLayout);
}

const reduction = (operator: Reduction): Kernel =>
  kernel<SumInputs, SumAttrs & { keepDims?: boolean }>((scope, { x }, { axis, keepDims }) =>
    reduce(scope, operator, x, axesOf(axis, x.shape.length), keepDims ?? false),
  );

const argument = (operator: 'ArgMax' | 'ArgMin'): Kernel =>
  kernel<ArgMaxInputs, ArgMaxAttrs>((scope, { x }, { axis }) => {
    const [logical] = axesOf(axis, x.shape.length);
    const index = scope.graph.node(operator, [scope.whole(x).value], { axis: physicalAxis(logical, x.layout), keepdims: 0 });
    return traced(
      scope.cast(index, 'int32'),
      x.shape.filter((_, i) => i !== logical),
      withoutAxes(x.layout, [logical]),
    );
  });

/** All and Any as the least and the largest of 0 and 1. */
const logical = (operator: 'ReduceMin' | 'ReduceMax'): Kernel =>
  kernel<AllInputs, SumAttrs & { keepDims?: boolean }>((scope, { x }, { axis, keepDims }) => {
    const numbers = traced(scope.cast(x.value, 'int32'), x.shape, x.layout);
    const result = reduce(scope, operator, numbers, axesOf(axis, x.shape.length), keepDims ?? false);
    return traced(scope.cast(result.value, 'bool'), result.shape, result.layout);
  });

/** Kernels that fold axes away, and those that run along one. */
export const reductionKernels = {
  Sum: reduction('ReduceSum'),
  /** In float32 whatever the type, as tfjs has it. */
  Mean: kernel<SumInputs, SumAttrs & { keepDims?: boolean }>((scope, { x }, { axis, keepDims }) => {
    const numbers = traced(scope.cast(x.value, 'float32'), x.shape, x.layout);
    return reduce(scope, 'ReduceMean', numbers, axesOf(axis, x.shape.length), keepDims ?? false);
  }),
  Prod: reduction('ReduceProd'),
  /** Only this one of tfjs's reductions calls its axes so. */
  Max: kernel<MaxInputs, MaxAttrs>((scope, { x }, { reductionIndices, keepDims }) =>
    reduce(scope, 'ReduceMax', x, axesOf(reductionIndices, x.shape.length), keepDims),
  ),
  Min: reduction('ReduceMin'),
  ArgMax: argument('ArgMax'),
  ArgMin: argument('ArgMin'),
  All: logical('ReduceMin'),
  Any: logical('ReduceMax'),
  Softmax: kernel<SoftmaxInputs, SoftmaxAttrs>((scope, { logits }, { dim }) => {
    const axis = physicalAxis(dim < 0 ? dim + logits.shape.length : dim, logits.layout);
    return traced(scope.graph.node('Softmax', [scope.whole(logits).value], { axis }), logits.shape, logits.layout);
  }),
  Cumsum: kernel<CumsumInputs, CumsumAttrs>((scope, { x }, { axis, exclusive, reverse }) => {
    const along = physicalAxis(axis < 0 ? axis + x.shape.length : axis, x.layout);
    return traced(
      scope.graph.node('CumSum', [scope.whole(x).value], { axis: along, exclusive: exclusive ? 1 : 0, reverse: reverse ? 1 : 0 }),
      x.shape,
      x.layout,
    );
  }),
} as const satisfies Record<string, Kernel>;
