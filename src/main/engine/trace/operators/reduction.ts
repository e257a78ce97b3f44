import type { ElementType, ValueType } from '../graph.ts';
import { check, operator } from './row.ts';

/** `keepdims` as ONNX writes it: 1 keeps reduced axes with extent 1. */
interface ReductionAttributes {
  readonly axes: readonly number[];
  readonly keepdims: number;
  readonly [name: string]: number | readonly number[];
}

function reduce(x: ValueType, axes: readonly number[], keepdims: number, type: ElementType): ValueType {
  check(
    axes.every((axis) => axis >= 0 && axis < x.shape.length),
    () => `reduction over axes [${axes}] of a value of rank ${x.shape.length}`,
  );
  const shape = x.shape.map((extent, axis) => (axes.includes(axis) ? 1 : extent));
  return { type, shape: keepdims === 1 ? shape : shape.filter((_, axis) => !axes.includes(axis)) };
}

const reduction = operator<ReductionAttributes>({ infer: ([x], { axes, keepdims }) => reduce(x, axes, keepdims, x.type) });
const argument = operator<{ axis: number; keepdims: number }>({ infer: ([x], { axis, keepdims }) => reduce(x, [axis], keepdims, 'int64') });

/** Operators that fold axes away. */
export const reductionOperators = {
  ReduceSum: operator<ReductionAttributes>({
    operands: { axes: { at: 1, type: 'int64' } },
    infer: ([x], { axes, keepdims }) => reduce(x, axes, keepdims, x.type),
  }),
  ReduceMean: reduction,
  ReduceMax: reduction,
  ReduceMin: reduction,
  ReduceProd: reduction,
  ArgMax: argument,
  ArgMin: argument,
  CumSum: operator<{ axis: number; exclusive: number; reverse: number }>({ operands: { axis: { at: 1, type: 'int64', scalar: true } }, infer: ([x]) => x }),
};
