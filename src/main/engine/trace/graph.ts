import type { AttributesOf, Operator } from './operators/index.ts';

/** Element types of traced values. `int64` is ONNX's type of indices; tfjs itself never sees it. */
export type ElementType = 'float32' | 'int32' | 'int64' | 'bool';

/** The type and static shape of a value, as it lies in memory (physical, row-major). */
export interface ValueType {
  readonly type: ElementType;
  readonly shape: readonly number[];
}

/** A value of the graph: an input, a constant, or the result of a node. */
export interface Value extends ValueType {
  /** Unique in its graph and the name it has in the ONNX file. */
  readonly name: string;
  readonly source: Node | Constant | 'input';
}

/** Numbers that are known when the program is traced. */
export interface Constant {
  readonly kind: 'constant';
  readonly values: Float32Array | Int32Array | BigInt64Array | Uint8Array;
}

/** One operation of the graph, with one result. */
export interface Node<Op extends Operator = Operator> {
  readonly kind: 'node';
  readonly operator: Op;
  readonly inputs: readonly Value[];
  readonly attributes: AttributesOf<Op>;
  readonly result: Value;
}

/** A named result of the graph. Several names may stand for the same value. */
export interface GraphOutput {
  readonly name: string;
  readonly value: Value;
}

/** A finished graph: nodes in an order in which every input is computed before it is used. */
export interface Graph {
  readonly name: string;
  readonly inputs: readonly Value[];
  readonly constants: readonly Value[];
  readonly nodes: readonly Node[];
  readonly outputs: readonly GraphOutput[];
}

/** Bytes of one element of each type. */
export const BYTES_PER_ELEMENT: Readonly<Record<ElementType, number>> = { float32: 4, int32: 4, int64: 8, bool: 1 };

/** Bytes that a value takes. */
export function bytesOf(value: ValueType): number {
  return value.shape.reduce((product, extent) => product * extent, BYTES_PER_ELEMENT[value.type]);
}
