import type { ElementType, Value } from './graph.ts';
import type { Layout } from './layout.ts';
import { toPhysical } from './layout.ts';
import { check } from './operators/row.ts';

/**
 * A tensor of the program being traced: a logical shape as tfjs sees it, and the value of the graph
 * that holds its elements in some layout.
 *
 * The value may be smaller than the shape: extents of 1, or a scalar, stand for a repeated element.
 * Ones, zeros and tiled tensors so cost nothing until an operation needs them whole.
 */
export interface Traced {
  readonly value: Value;
  readonly shape: readonly number[];
  readonly layout: Layout;
}

/** Makes a traced tensor; throws if value, shape and layout do not belong together. */
export function traced(value: Value, shape: readonly number[], layout: Layout): Traced {
  const physical = toPhysical(shape, layout);
  const fits = value.shape.length === 0 || (value.shape.length === physical.length && value.shape.every((extent, i) => extent === physical[i] || extent === 1));
  check(fits && layout.axes.length === shape.length, () => `value [${value.shape}] cannot hold shape [${shape}] in layout [${layout.axes}]`);
  return { value, shape, layout };
}

/** True if every element is stored, none only by repetition. */
export function isWhole({ value, shape, layout }: Traced): boolean {
  return value.shape.length === shape.length && toPhysical(shape, layout).every((extent, i) => extent === value.shape[i]);
}

/** The number that every element of the tensor is known to have, if there is one. */
export function uniformValue({ value }: Traced): number | undefined {
  if (value.source === 'input' || value.source.kind !== 'constant' || value.source.values.length !== 1) return undefined;
  return Number(value.source.values[0]);
}

/** The tfjs type of an element type. */
export function tensorType(type: ElementType): 'float32' | 'int32' | 'bool' {
  check(type !== 'int64', () => 'an int64 value left the graph');
  return type;
}
