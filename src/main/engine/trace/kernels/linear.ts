import type { BatchMatMulAttrs, BatchMatMulInputs } from '@tensorflow/tfjs-core';
import { broadcastShapes, check } from '../operators/row.ts';
import type { Kernel } from '../kernel.ts';
import { kernel } from '../kernel.ts';
import { naturalLayout } from '../layout.ts';
import type { Value } from '../graph.ts';
import type { Scope } from '../scope.ts';
import type { Traced } from '../traced.ts';
import { traced } from '../traced.ts';

/** A stored matrix, or a batch of them, and whether its two last axes must be exchanged before use. */
interface Factor {
  readonly value: Value;
  readonly exchanged: boolean;
}

/** The matrices as they lie, where only their two last axes are exchanged; in logical order otherwise. */
function factor(scope: Scope, x: Traced, transpose: boolean): Factor {
  const rank = x.shape.length;
  const { axes } = x.layout;
  const liesExchanged = axes.slice(0, -2).every((axis, i) => axis === i) && axes[rank - 2] === rank - 1;
  return liesExchanged ? { value: scope.whole(x).value, exchanged: !transpose } : { value: scope.natural(x), exchanged: transpose };
}

/** The matrices with their last two axes exchanged in memory; ONNX Runtime fuses this into its product. */
function arranged(scope: Scope, { value, exchanged }: Factor): Value {
  const rank = value.shape.length;
  return exchanged ? scope.transpose(value, [...Array.from({ length: rank - 2 }, (_, axis) => axis), rank - 1, rank - 2]) : value;
}

/** `a b`, either of them transposed first, over broadcast batch axes. Two plain matrices are one Gemm without any Transpose. */
function matrixProduct(scope: Scope, a: Traced, b: Traced, transposeA: boolean, transposeB: boolean): Traced {
  check(a.value.type === 'float32' && b.value.type === 'float32', () => `a matrix product of ${a.value.type} and ${b.value.type}`);
  const [left, right] = [factor(scope, a, transposeA), factor(scope, b, transposeB)];
  const rows = a.shape[a.shape.length - (transposeA ? 1 : 2)];
  const columns = b.shape[b.shape.length - (transposeB ? 2 : 1)];
  const shape = [...broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2)), rows, columns];
  const plain = a.shape.length === 2 && b.shape.length === 2;
  const value = plain
    ? scope.graph.node('Gemm', [left.value, right.value], { transA: left.exchanged ? 1 : 0, transB: right.exchanged ? 1 : 0 })
    : scope.plain('MatMul', arranged(scope, left), arranged(scope, right));
  return traced(value, shape, naturalLayout(shape.length));
}

/** Matrix products. */
export const linearKernels = {
  BatchMatMul: kernel<BatchMatMulInputs, BatchMatMulAttrs>((scope, { a, b }, { transposeA, transposeB }) => matrixProduct(scope, a, b, transposeA, transposeB)),
} as const satisfies Record<string, Kernel>;
