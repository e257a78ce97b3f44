import { naturalLayout, withLeadingAxes } from '../layout.ts';
import { broadcastShapes } from '../operators/row.ts';
import type { Scope } from '../scope.ts';
import type { Traced } from '../traced.ts';
import { traced, uniformValue } from '../traced.ts';

/** ONNX operators of two tensors with NumPy's broadcasting. */
export type BinaryOperator =
  'Add' | 'Sub' | 'Mul' | 'Div' | 'Max' | 'Min' | 'Pow' | 'And' | 'Or' | 'Greater' | 'GreaterOrEqual' | 'Less' | 'LessOrEqual' | 'Equal';

/** The tensor with axes of extent 1 in front, up to `rank`; a stored scalar stays one. */
function withRank(scope: Scope, x: Traced, rank: number): Traced {
  const added = rank - x.shape.length;
  if (added === 0) return x;
  const shape = [...new Array<number>(added).fill(1), ...x.shape];
  if (x.value.shape.length === 0) return traced(x.value, shape, naturalLayout(rank));
  return traced(scope.reshape(x.value, [...new Array<number>(added).fill(1), ...x.value.shape]), shape, withLeadingAxes(x.layout, added));
}

const storedElements = (x: Traced): number => x.value.shape.reduce((product, extent) => product * extent, 1);

/** Brings tensors to one rank and to the layout of the one with the most stored elements. */
export function aligned(scope: Scope, tensors: readonly Traced[]): Traced[] {
  const rank = Math.max(...tensors.map((tensor) => tensor.shape.length));
  const lifted = tensors.map((tensor) => withRank(scope, tensor, rank));
  const lead = lifted.reduce((largest, tensor) => (storedElements(tensor) > storedElements(largest) ? tensor : largest));
  return lifted.map((tensor) => scope.relayout(tensor, lead.layout));
}

/** The element that leaves the other side as it is: x + 0, x * 1. */
const NEUTRAL_RIGHT: Partial<Record<BinaryOperator, number>> = { Add: 0, Sub: 0, Mul: 1, Div: 1, Pow: 1 };
const NEUTRAL_LEFT: Partial<Record<BinaryOperator, number>> = { Add: 0, Mul: 1 };

/** An operator of two tensors; what both only repeat is not stored. */
export function binary(scope: Scope, operator: BinaryOperator, left: Traced, right: Traced): Traced {
  const [a, b] = aligned(scope, [left, right]);
  const shape = broadcastShapes(a.shape, b.shape);
  const same = (x: Traced): Traced => traced(x.value, shape, x.layout);
  if (NEUTRAL_RIGHT[operator] !== undefined && uniformValue(b) === NEUTRAL_RIGHT[operator]) return same(a);
  if (NEUTRAL_LEFT[operator] !== undefined && uniformValue(a) === NEUTRAL_LEFT[operator]) return same(b);
  return traced(scope.plain(operator, a.value, b.value), shape, a.layout);
}
