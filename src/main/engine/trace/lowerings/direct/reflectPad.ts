import type { SpatialPadding } from '../../../operations/geometry.ts';
import { paddedShape } from '../../../operations/geometry.ts';
import type { Value } from '../../graph.ts';
import { NCHW } from '../../layout.ts';
import { BEFORE_FIRST } from '../../operators/shape.ts';
import type { Scope } from '../../scope.ts';
import type { Traced } from '../../traced.ts';
import { traced } from '../../traced.ts';

/** Physical axes of NCHW with the padding of each. */
const spatial = ({ top, bottom, left, right }: SpatialPadding): { axis: number; before: number; after: number }[] => [
  { axis: 2, before: top, after: bottom },
  { axis: 3, before: left, after: right },
];

/** The NCHW value with mirrored edges. */
export function reflectPadValue(scope: Scope, x: Value, padding: SpatialPadding): Value {
  return scope.pad(x, spatial(padding), 'reflect');
}

/**
 * The adjoint of reflection along one axis: what fell on the `before` and `after` mirrored rows is
 * turned round and added to the rows that they are copies of, 1..before and the last but one upwards.
 */
function foldAxis(scope: Scope, dy: Value, axis: number, before: number, after: number): Value {
  const extent = dy.shape[axis] - before - after;
  const core = scope.slice(dy, [{ axis, start: before, end: before + extent }]);
  const parts = [core];
  if (before > 0) {
    const mirrored = scope.slice(dy, [{ axis, start: before - 1, end: BEFORE_FIRST, step: -1 }]);
    parts.push(scope.pad(mirrored, [{ axis, before: 1, after: extent - before - 1 }]));
  }
  if (after > 0) {
    const mirrored = scope.slice(dy, [{ axis, start: dy.shape[axis] - 1, end: before + extent - 1, step: -1 }]);
    parts.push(scope.pad(mirrored, [{ axis, before: extent - after - 1, after: 1 }]));
  }
  return parts.length === 1 ? core : scope.graph.node('Sum', parts, {});
}

/** The NCHW gradient with its mirrored edges folded back. tfjs's own gradient of mirrorPad is wrong. */
export function foldReflection(scope: Scope, dy: Value, padding: SpatialPadding): Value {
  return spatial(padding).reduce((value, { axis, before, after }) => foldAxis(scope, value, axis, before, after), dy);
}

/** Mirrored edges around H and W. */
export function reflectPad(scope: Scope, x: Traced, padding: SpatialPadding): Traced {
  return traced(reflectPadValue(scope, scope.in(x, NCHW), padding), paddedShape(x.shape, padding), NCHW);
}

/** The gradient of `reflectPad`. */
export function reflectPadGradient(scope: Scope, dy: Traced, padding: SpatialPadding, inputShape: readonly number[]): Traced {
  return traced(foldReflection(scope, scope.in(dy, NCHW), padding), inputShape, NCHW);
}
