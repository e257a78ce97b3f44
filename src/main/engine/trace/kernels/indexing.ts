import type { GatherV2Attrs, GatherV2Inputs, OneHotAttrs, OneHotInputs, UnsortedSegmentSumAttrs, UnsortedSegmentSumInputs } from '@tensorflow/tfjs-core';
import { sizeOf } from '../../program.ts';
import type { Value } from '../graph.ts';
import type { Kernel } from '../kernel.ts';
import { kernel } from '../kernel.ts';
import { naturalLayout } from '../layout.ts';
import { check } from '../operators/row.ts';
import type { Scope } from '../scope.ts';
import { traced } from '../traced.ts';

/** For each index, in a new last axis, whether it is 0, 1, ... depth - 1. */
function matches(scope: Scope, indices: Value, depth: number): Value {
  const classes = scope.graph.constant('int32', [depth], [...Array(depth).keys()]);
  return scope.plain('Equal', scope.reshape(indices, [...indices.shape, 1]), classes);
}

/** Looking up by index, and its adjoint. */
export const indexingKernels = {
  GatherV2: kernel<GatherV2Inputs, GatherV2Attrs>((scope, { x, indices }, { axis, batchDims }) => {
    check(batchDims === 0, () => `a gather with ${batchDims} batch axes`);
    const along = axis < 0 ? axis + x.shape.length : axis;
    const shape = [...x.shape.slice(0, along), ...indices.shape, ...x.shape.slice(along + 1)];
    return traced(scope.graph.node('Gather', [scope.natural(x), scope.natural(indices)], { axis: along }), shape, naturalLayout(shape.length));
  }),
  /**
   * Sums rows by segment as a product with a matrix of ones and zeros. ONNX Runtime's scattering adds
   * from several threads without locking, so that repeated segments lose rows; a product never does.
   * Rows of negative segments are left out.
   */
  UnsortedSegmentSum: kernel<UnsortedSegmentSumInputs, UnsortedSegmentSumAttrs>((scope, { x, segmentIds }, { numSegments }) => {
    check(segmentIds.shape.length === 1 && x.value.type === 'float32', () => `a sum of ${x.value.type}[${x.shape}] by segments [${segmentIds.shape}]`);
    const rest = x.shape.slice(1);
    const chosen = scope.cast(matches(scope, scope.natural(segmentIds), numSegments), 'float32');
    const rows = scope.reshape(scope.natural(x), [x.shape[0], sizeOf(rest)]);
    const sums = scope.graph.node('Gemm', [chosen, rows], { transA: 1, transB: 0 });
    return traced(scope.reshape(sums, [numSegments, ...rest]), [numSegments, ...rest], naturalLayout(x.shape.length));
  }),
  OneHot: kernel<OneHotInputs, OneHotAttrs>((scope, { indices }, { depth, onValue, offValue, dtype }) => {
    check(dtype === 'float32' || dtype === 'int32', () => `a one-hot tensor of type ${dtype}`);
    const isClass = matches(scope, scope.natural(indices), depth);
    const shape = [...indices.shape, depth];
    const value =
      onValue === 1 && offValue === 0 ? scope.cast(isClass, dtype) : scope.plain('Where', isClass, scope.scalar(onValue, dtype), scope.scalar(offValue, dtype));
    return traced(value, shape, naturalLayout(shape.length));
  }),
} as const satisfies Record<string, Kernel>;
