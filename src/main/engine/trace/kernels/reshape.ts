import { naturalLayout, toPhysical } from '../layout.ts';
import { sameShape } from '../operators/row.ts';
import type { Scope } from '../scope.ts';
import type { Traced } from '../traced.ts';
import { traced } from '../traced.ts';

/** The axes whose extent is not 1. */
const longAxes = (shape: readonly number[]): number[] => [...shape.keys()].filter((axis) => shape[axis] !== 1);

/**
 * The layout of a reshape that only adds or drops axes of extent 1: the others keep their physical
 * order, new ones come first. Undefined for any other reshape.
 */
function keptOrder(x: Traced, shape: readonly number[]): readonly number[] | undefined {
  const from = longAxes(x.shape);
  const to = longAxes(shape);
  if (
    !sameShape(
      from.map((axis) => x.shape[axis]),
      to.map((axis) => shape[axis]),
    )
  )
    return undefined;
  const moved = x.layout.axes.filter((axis) => x.shape[axis] !== 1).map((axis) => to[from.indexOf(axis)]);
  if (moved.every((axis, i) => i === 0 || moved[i - 1] < axis)) return naturalLayout(shape.length).axes;
  return [...[...shape.keys()].filter((axis) => shape[axis] === 1), ...moved];
}

/** The tensor with another logical shape of the same size. Only a real regrouping of axes needs the natural order. */
export function reshape(scope: Scope, x: Traced, shape: readonly number[]): Traced {
  if (sameShape(x.shape, shape)) return x;
  if (x.value.shape.length === 0) return traced(x.value, shape, naturalLayout(shape.length));
  const axes = keptOrder(x, shape);
  if (axes !== undefined) return traced(scope.reshape(scope.whole(x).value, toPhysical(shape, { axes })), shape, { axes });
  return traced(scope.reshape(scope.natural(x), shape), shape, naturalLayout(shape.length));
}
