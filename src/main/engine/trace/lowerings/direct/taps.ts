import type { ConvolutionGeometry } from '../../../operations/geometry.ts';
import type { Value } from '../../graph.ts';
import type { Scope } from '../../scope.ts';
import { reflectPadValue } from './reflectPad.ts';

/** One tap of a filter: the flattened picture it reads, `[C, N * height * width]`, and how far it is shifted in it. */
export interface Tap {
  readonly source: Value;
  readonly shift: number;
}

/** The rows and columns of the flattened pictures: every position shifted by every tap stays inside its picture. */
export interface Grid {
  readonly height: number;
  readonly width: number;
}

/** An offset as the phase of a stride that it falls on, and its shift within that phase. */
const split = (offset: number, stride: number): { phase: number; shift: number } => ({ phase: offset % stride, shift: Math.floor(offset / stride) });

/** The grid that holds `outputs` positions and the shifts of all taps. */
export function gridOf(kernel: readonly number[], { strides, dilations }: ConvolutionGeometry, outputs: readonly number[]): Grid {
  const [height, width] = [0, 1].map((i) => outputs[i] + split((kernel[i] - 1) * dilations[i], strides[i]).shift);
  return { height, width };
}

/** `[N, C, H, W]` cut or zero-padded behind to the grid, then flattened to `[C, N * height * width]`. */
export function flattened(scope: Scope, x: Value, { height, width }: Grid): Value {
  const cut = scope.slice(x, [
    { axis: 2, start: 0, end: Math.min(height, x.shape[2]) },
    { axis: 3, start: 0, end: Math.min(width, x.shape[3]) },
  ]);
  const whole = scope.pad(cut, [
    { axis: 2, before: 0, after: height - cut.shape[2] },
    { axis: 3, before: 0, after: width - cut.shape[3] },
  ]);
  const [batch, channels] = whole.shape;
  return scope.reshape(scope.transpose(whole, batch === 1 ? [0, 1, 2, 3] : [1, 0, 2, 3]), [channels, batch * height * width]);
}

/** `[N, C, H, W]` with the edge that the geometry asks for. */
function withEdge(scope: Scope, x: Value, { padding }: ConvolutionGeometry): Value {
  if (padding.mode === 'reflect') return reflectPadValue(scope, x, padding);
  return scope.pad(x, [
    { axis: 2, before: padding.top, after: padding.bottom },
    { axis: 3, before: padding.left, after: padding.right },
  ]);
}

/**
 * The taps of a filter over `x [N, C, H, W]`, row by row. A stride is taken out first: the picture is
 * split into its stride x stride phases, in each of which a tap is a plain shift.
 */
export function tapsOf(scope: Scope, x: Value, kernel: readonly number[], geometry: ConvolutionGeometry, grid: Grid): Tap[] {
  const { strides, dilations } = geometry;
  const edged = withEdge(scope, x, geometry);
  const phase = (top: number, left: number): Value =>
    scope.slice(edged, [
      { axis: 2, start: top, end: edged.shape[2], step: strides[0] },
      { axis: 3, start: left, end: edged.shape[3], step: strides[1] },
    ]);
  const taps: Tap[] = [];
  for (let row = 0; row < kernel[0]; row++) {
    for (let column = 0; column < kernel[1]; column++) {
      const [vertical, horizontal] = [split(row * dilations[0], strides[0]), split(column * dilations[1], strides[1])];
      taps.push({ source: flattened(scope, phase(vertical.phase, horizontal.phase), grid), shift: vertical.shift * grid.width + horizontal.shift });
    }
  }
  return taps;
}
