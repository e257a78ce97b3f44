import type { Layout } from '../trace/layout.ts';
import { naturalLayout, sameLayout, toPhysical } from '../trace/layout.ts';

type Numbers = Float32Array | Int32Array;

/** Row-major strides of a shape. */
function stridesOf(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length).fill(1);
  for (let axis = shape.length - 2; axis >= 0; axis--) strides[axis] = strides[axis + 1] * shape[axis + 1];
  return strides;
}

/** Elements read with the given strides, in row-major order of `extents`. */
function gather(values: Numbers, extents: readonly number[], strides: readonly number[]): Numbers {
  const result = values.slice();
  const position = new Array<number>(extents.length).fill(0);
  let from = 0;
  for (let to = 0; to < result.length; to++) {
    result[to] = values[from];
    for (let axis = extents.length - 1; axis >= 0; axis--) {
      from += strides[axis];
      if (++position[axis] < extents[axis]) break;
      from -= strides[axis] * extents[axis];
      position[axis] = 0;
    }
  }
  return result;
}

/** Elements of a tensor in logical order as they lie in `layout`. Returns `values` itself where that is the same. */
export function toLayout(values: Numbers, shape: readonly number[], layout: Layout): Numbers {
  if (sameLayout(layout, naturalLayout(shape.length))) return values;
  return gather(values, toPhysical(shape, layout), toPhysical(stridesOf(shape), layout));
}

/** The inverse of `toLayout`. */
export function fromLayout(values: Numbers, shape: readonly number[], layout: Layout): Numbers {
  if (sameLayout(layout, naturalLayout(shape.length))) return values;
  const strides = stridesOf(toPhysical(shape, layout));
  return gather(
    values,
    shape,
    shape.map((_, axis) => strides[layout.axes.indexOf(axis)]),
  );
}
