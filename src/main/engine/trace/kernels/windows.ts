import type { Value } from '../graph.ts';
import type { Scope } from '../scope.ts';

/** Where the windows of a pooling lie; pairs are `[vertical, horizontal]`. */
export interface Windows {
  readonly extents: readonly [number, number];
  readonly strides: readonly [number, number];
  /** Padding above and to the left. */
  readonly before: readonly [number, number];
  /** Padding below and to the right. */
  readonly after: readonly [number, number];
  /** How many windows there are. */
  readonly results: readonly [number, number];
}

/** A place inside the windows, and a value `[N, C, oh, ow]` for it in every window. */
export interface Tap {
  readonly offset: readonly [number, number];
  readonly value: Value;
}

/** The places inside a window, row by row. */
export function offsetsOf({ extents: [height, width] }: Windows): [number, number][] {
  return Array.from({ length: height * width }, (_, i) => [Math.floor(i / width), i % width]);
}

/** How many pixels of the picture each window holds, window by window. */
export function countsOf({ extents, strides, before, results }: Windows, picture: readonly number[]): number[] {
  const along = (i: number): number[] =>
    Array.from({ length: results[i] }, (_, window) => {
      const start = window * strides[i] - before[i];
      return Math.min(start + extents[i], picture[i]) - Math.max(start, 0);
    });
  const [rows, columns] = [along(0), along(1)];
  return rows.flatMap((row) => columns.map((column) => row * column));
}

/** The pixel at one place of every window, of a picture `[N, C, H, W]` that has its padding. */
export function gathered(scope: Scope, padded: Value, [y, x]: readonly [number, number], { strides, results }: Windows): Value {
  return scope.slice(padded, [
    { axis: 2, start: y, end: y + (results[0] - 1) * strides[0] + 1, step: strides[0] },
    { axis: 3, start: x, end: x + (results[1] - 1) * strides[1] + 1, step: strides[1] },
  ]);
}

/** Pictures of the same shape woven into one: that of `phases[p][q]` gives the pixels at `(p, q)` of every block. */
function woven(scope: Scope, phases: readonly (readonly Value[])[]): Value {
  const [batch, channels, height, width] = phases[0][0].shape;
  const across = phases[0].length;
  const rows = phases.map((row) => {
    const columns = row.map((phase) => scope.reshape(phase, [batch, channels, height, width, 1]));
    return scope.reshape(scope.concat(columns, 4), [batch, channels, height, 1, width * across]);
  });
  return scope.reshape(scope.concat(rows, 3), [batch, channels, height * phases.length, width * across]);
}

/**
 * The adjoint of `gathered` for all taps together, without the padding: a picture `[N, C, H, W]` in which
 * every pixel is the sum of what was given to it. Taps that are a stride apart fall on the same phase
 * of the picture, where they are added; then the phases are woven together.
 */
export function scattered(scope: Scope, taps: readonly Tap[], { strides, before, after, results }: Windows, picture: readonly number[]): Value {
  const [batch, channels] = taps[0].value.shape;
  const extent = [0, 1].map((i) => Math.ceil((before[i] + picture[i] + after[i]) / strides[i]));
  const phase = (p: number, q: number): Value => {
    const parts = taps
      .filter(({ offset }) => offset[0] % strides[0] === p && offset[1] % strides[1] === q)
      .map(({ offset, value }) => {
        const shift = [0, 1].map((i) => Math.floor(offset[i] / strides[i]));
        return scope.pad(
          value,
          [0, 1].map((i) => ({ axis: 2 + i, before: shift[i], after: extent[i] - results[i] - shift[i] })),
        );
      });
    if (parts.length === 0) return scope.graph.node('Expand', [scope.scalar(0)], { shape: [batch, channels, ...extent] });
    return parts.length === 1 ? parts[0] : scope.graph.node('Sum', parts, {});
  };
  const phases = Array.from({ length: strides[0] }, (_, p) => Array.from({ length: strides[1] }, (__, q) => phase(p, q)));
  return scope.slice(
    woven(scope, phases),
    [0, 1].map((i) => ({ axis: 2 + i, start: before[i], end: before[i] + picture[i] })),
  );
}
