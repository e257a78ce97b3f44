import type { ConvolutionGeometry, ConvolutionPadding } from '../../../operations/geometry.ts';
import { sizeOf } from '../../../program.ts';
import type { Value } from '../../graph.ts';
import { naturalLayout } from '../../layout.ts';
import type { Scope } from '../../scope.ts';
import type { Traced } from '../../traced.ts';

/*
 * Activations lie as rows: [N * H * W, C], a row a pixel. Everything that looks at neighbours is a
 * Gather of rows by constant indices, so that padding, tiles and strides cost no arithmetic.
 */

/** The row of a pixel, or of nothing: zero padding. */
export const NOTHING = -1;

/** The pixels of a batch of pictures. */
export interface Picture {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
}

/** The picture size of `[N, H, W, C]`. */
export const pictureOf = ([batch, height, width]: readonly number[]): Picture => ({ batch, height, width });

/** How many rows a picture has. */
export const rowCount = ({ batch, height, width }: Picture): number => batch * height * width;

/** An activation as rows `[N * H * W, C]`. */
export function asRows(scope: Scope, x: Traced): Value {
  const channels = x.shape[3];
  return scope.reshape(scope.in(x, naturalLayout(4)), [sizeOf(x.shape) / channels, channels]);
}

/** An activation as `[N, H * W, C]`: the rows of each picture apart. */
export function asPixels(scope: Scope, x: Traced): Value {
  return scope.reshape(asRows(scope, x), [x.shape[0], x.shape[1] * x.shape[2], x.shape[3]]);
}

/** Names a geometry between two pictures. */
export function keyOf(input: Picture, output: Picture, [height, width]: readonly number[], { strides, dilations, padding }: ConvolutionGeometry): string {
  const extents = [input.batch, input.height, input.width, output.height, output.width, height, width];
  return [...extents, ...strides, ...dilations, padding.top, padding.left, padding.mode].join();
}

/** True where every output sees just the pixel that it stands on: there is nothing to gather. */
export function isPointwise([height, width]: readonly number[], { strides, padding: { top, bottom, left, right } }: ConvolutionGeometry): boolean {
  return [height, width, ...strides].every((value) => value === 1) && [top, bottom, left, right].every((value) => value === 0);
}

/** A coordinate mirrored into `0..extent - 1` without repeating the edge. */
function mirrored(position: number, extent: number): number {
  const inside = position < 0 ? -position : position >= extent ? 2 * extent - 2 - position : position;
  // Far outside only where the result is cut away: any row of the picture will do.
  return Math.min(Math.max(inside, 0), extent - 1);
}

/** The row that stands at a position, which may lie in the padding. */
export function rowAt({ height, width }: Picture, picture: number, y: number, x: number, mode: ConvolutionPadding['mode']): number {
  if (mode === 'reflect') return (picture * height + mirrored(y, height)) * width + mirrored(x, width);
  return y < 0 || x < 0 || y >= height || x >= width ? NOTHING : (picture * height + y) * width + x;
}

/** Constant indices, made once for each key. */
function indices(scope: Scope, key: string, make: () => ArrayLike<number>): Value {
  return scope.memo(`indices ${key}`, () => {
    const values = make();
    return scope.graph.constant('int32', [values.length], values);
  });
}

/** The rows with a row of zeros behind them, which `NOTHING` is read from. */
function withZeroRow(scope: Scope, rows: Value): Value {
  return scope.pad(rows, [{ axis: 0, before: 0, after: 1 }]);
}

/** Rows picked by a list; `NOTHING` gives zeros. `key` names the list. */
export function gatherRows(scope: Scope, rows: Value, key: string, make: () => Int32Array): Value {
  const count = rows.shape[0];
  const list = scope.memo(`list ${key}`, make);
  const missing = list.includes(NOTHING);
  const picked = indices(scope, `${key} of ${count}`, () => (missing ? list.map((row) => (row === NOTHING ? count : row)) : list));
  return scope.graph.node('Gather', [missing ? withZeroRow(scope, rows) : rows, picked], { axis: 0 });
}

/**
 * The adjoint of a Gather: row i of the result is the sum of the rows in `lists[i]`, gathered as a stack of
 * whole layers and added by one product with ones. The last row of `rows` has to be zero: it fills short lists.
 */
export function sumRows(scope: Scope, rows: Value, key: string, make: () => readonly (readonly number[])[]): Value {
  const [count, channels] = rows.shape;
  const lists = scope.memo(`sums ${key}`, make);
  const layers = lists.reduce((most, list) => Math.max(most, list.length), 1);
  const picked = indices(scope, `sums ${key} of ${count}`, () =>
    Int32Array.from({ length: layers * lists.length }, (_, place) => lists[place % lists.length][Math.floor(place / lists.length)] ?? count - 1),
  );
  const stack = scope.graph.node('Gather', [rows, picked], { axis: 0 });
  if (layers === 1) return stack;
  const ones = scope.graph.constant('float32', [1, layers], new Array<number>(layers).fill(1));
  const sum = scope.plain('MatMul', ones, scope.reshape(stack, [layers, lists.length * channels]));
  return scope.reshape(sum, [lists.length, channels]);
}
