import type { ValueType } from '../graph.ts';

/** What an attribute of a node may hold. */
export type AttributeValue = number | string | readonly number[];

/** Attributes of a node by their ONNX name. */
export type Attributes = Readonly<Record<string, AttributeValue>>;

/** An attribute that ONNX takes as an input tensor of known numbers instead. */
export interface Operand {
  /** Place among the node's inputs; places left empty before it are written as absent. */
  readonly at: number;
  readonly type: 'int64' | 'float32';
  /** A scalar rather than a vector. */
  readonly scalar?: true;
}

/**
 * One ONNX operator: how the type and shape of its result follow from its inputs, and how its
 * attributes are written. Shapes and axes stand as attributes here, so that they can be checked and
 * printed; `operands` names those that the file format wants as inputs.
 */
export interface OperatorRow<A extends Attributes> {
  /** The operator's domain; ONNX's own where it is left out. */
  readonly domain?: 'com.microsoft';
  readonly operands?: Readonly<Partial<Record<keyof A & string, Operand>>>;
  /** Attributes written as float (numbers are written as int otherwise). */
  readonly floats?: readonly (keyof A & string)[];
  /** The type of the result. Throws if inputs and attributes do not fit. */
  infer(inputs: readonly ValueType[], attributes: A): ValueType;
}

/** Declares a row and keeps the type of its attributes. */
export function operator<A extends Attributes = Record<never, AttributeValue>>(definition: OperatorRow<A>): OperatorRow<A> {
  return definition;
}

/** Throws with a plain sentence unless `condition` holds: a fault in a kernel or a lowering. */
export function check(condition: boolean, message: () => string): asserts condition {
  if (!condition) throw new Error(`traced graph: ${message()}`);
}

/** NumPy's rule: the shape that both shapes are stretched to. */
export function broadcastShapes(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const x = a[a.length - rank + i] ?? 1;
    const y = b[b.length - rank + i] ?? 1;
    check(x === y || x === 1 || y === 1, () => `shapes [${a}] and [${b}] do not broadcast`);
    return x === 1 ? y : x;
  });
}

/** True if both shapes are the same. */
export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((extent, i) => extent === b[i]);
}
