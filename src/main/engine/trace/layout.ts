/**
 * How a traced tensor lies in memory: `axes[i]` is the logical axis that is the i-th physical one.
 * Pictures are logically `[N, H, W, C]`; in the layout NCHW they lie as `[N, C, H, W]`.
 */
export interface Layout {
  readonly axes: readonly number[];
}

/** Pictures and activations, logically NHWC, lying as NCHW. */
export const NCHW: Layout = { axes: [0, 3, 1, 2] };

/** Filters, logically `[kh, kw, in, out]`, lying as `[out, in, kh, kw]`. */
export const OIHW: Layout = { axes: [3, 2, 0, 1] };

/** Physical order equal to the logical one. */
export function naturalLayout(rank: number): Layout {
  return { axes: Array.from({ length: rank }, (_, axis) => axis) };
}

/** True if both layouts put elements in the same places. */
export function sameLayout(a: Layout, b: Layout): boolean {
  return a.axes.length === b.axes.length && a.axes.every((axis, i) => axis === b.axes[i]);
}

/** Physical numbers (extents, paddings, starts) from logical ones. */
export function toPhysical<T>(logical: readonly T[], layout: Layout): T[] {
  return layout.axes.map((axis) => logical[axis]);
}

/** Where a logical axis lies physically. */
export function physicalAxis(axis: number, layout: Layout): number {
  return layout.axes.indexOf(axis);
}

/** The layout that is left when logical axes are removed: the others keep their physical order. */
export function withoutAxes(layout: Layout, removed: readonly number[]): Layout {
  const kept = layout.axes.filter((axis) => !removed.includes(axis));
  const sorted = [...kept].sort((a, b) => a - b);
  return { axes: kept.map((axis) => sorted.indexOf(axis)) };
}

/** The layout with `count` new logical axes in front, which also lie in front. */
export function withLeadingAxes(layout: Layout, count: number): Layout {
  return { axes: [...Array.from({ length: count }, (_, axis) => axis), ...layout.axes.map((axis) => axis + count)] };
}

/** The permutation by which memory in layout `from` is transposed to layout `to`. */
export function transposition(from: Layout, to: Layout): number[] {
  return to.axes.map((axis) => from.axes.indexOf(axis));
}

/** True if the two layouts of this shape differ only in where extents of 1 stand: a Reshape does then. */
export function differOnlyInUnits(shape: readonly number[], a: Layout, b: Layout): boolean {
  const moving = (layout: Layout): string => layout.axes.filter((axis) => shape[axis] !== 1).join();
  return moving(a) === moving(b);
}
