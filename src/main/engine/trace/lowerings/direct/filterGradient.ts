import type { ConvolutionGeometry } from '../../../operations/geometry.ts';
import type { Value } from '../../graph.ts';
import { NCHW, OIHW } from '../../layout.ts';
import type { Scope } from '../../scope.ts';
import type { Traced } from '../../traced.ts';
import { traced } from '../../traced.ts';
import type { Tap } from './taps.ts';
import { flattened, gridOf, tapsOf } from './taps.ts';

/*
 * dW[o, c, u, v] = sum over pictures and positions p of dy[o, p] * x[c, p * stride + (u, v) * dilation].
 *
 * ONNX has no operator for it. With pictures flattened to rows of one width, a tap is a shift of the
 * flattened picture, so every tap is one contiguous slice and one matrix product over all positions.
 * Strides are taken out first by splitting the picture into its stride x stride phases; batches lie
 * behind one another in the flattened picture.
 */

/** Below this many channels on a side all taps go into one product instead of one product each. */
const FEW_CHANNELS = 16;

/** Columns `shift` to `shift + length` of a flattened phase. */
const columns = (scope: Scope, { source, shift }: Tap, length: number): Value => scope.slice(source, [{ axis: 1, start: shift, end: shift + length }]);

/** Many channels on both sides: one product `[O, P] x [P, C]` a tap. Result `[O, C, taps]`. */
function byTap(scope: Scope, dy: Value, taps: readonly Tap[]): Value {
  const products = taps.map((tap) => scope.graph.node('Gemm', [dy, columns(scope, tap, dy.shape[1])], { transA: 0, transB: 1 }));
  return scope.concat(
    products.map((product) => scope.reshape(product, [...product.shape, 1])),
    2,
  );
}

/** Few input channels: all taps of x stacked, one product `[O, P] x [P, taps * C]`. Result `[O, C, taps]`. */
function byStackedInput(scope: Scope, dy: Value, taps: readonly Tap[]): Value {
  const stacked = scope.concat(
    taps.map((tap) => columns(scope, tap, dy.shape[1])),
    0,
  );
  const product = scope.graph.node('Gemm', [dy, stacked], { transA: 0, transB: 1 });
  const channels = taps[0].source.shape[0];
  return scope.transpose(scope.reshape(product, [dy.shape[0], taps.length, channels]), [0, 2, 1]);
}

/**
 * Few output channels: dy is shifted the other way instead, so that one product
 * `[taps * O, P] x [P, C]` serves all taps that read the same phase. Result `[O, C, taps]`.
 */
function byStackedGradient(scope: Scope, dy: Value, taps: readonly Tap[]): Value {
  const outputs = dy.shape[0];
  const length = taps[0].source.shape[1];
  const farthest = Math.max(...taps.map(({ shift }) => shift));
  const room = scope.pad(dy, [{ axis: 1, before: farthest, after: Math.max(0, length - dy.shape[1]) }]);
  const stacked = taps.map(({ shift }) => scope.slice(room, [{ axis: 1, start: farthest - shift, end: farthest - shift + length }]));
  const product = scope.graph.node('Gemm', [scope.concat(stacked, 0), taps[0].source], { transA: 0, transB: 1 });
  return scope.transpose(scope.reshape(product, [taps.length, outputs, product.shape[1]]), [1, 2, 0]);
}

/** The gradient of a convolution with respect to its filter `[kh, kw, C, O]`. */
export function convolutionFilterGradient(scope: Scope, x: Traced, dy: Traced, geometry: ConvolutionGeometry, filterShape: readonly number[]): Traced {
  const [kernelHeight, kernelWidth, channels, outputs] = filterShape;
  const kernel = [kernelHeight, kernelWidth];
  const grid = gridOf(kernel, geometry, dy.shape.slice(1, 3));
  const taps = tapsOf(scope, scope.in(x, NCHW), kernel, geometry, grid);
  // Positions lie in the same rows as the phases do; between them stands zero.
  const spread = flattened(scope, scope.in(dy, NCHW), grid);
  const positions = scope.slice(spread, [{ axis: 1, start: 0, end: spread.shape[1] - Math.max(...taps.map(({ shift }) => shift)) }]);
  const arrange = productOf(taps, channels, outputs);
  return traced(scope.reshape(arrange(scope, positions, taps), [outputs, channels, kernelHeight, kernelWidth]), filterShape, OIHW);
}

/** Which of the three products suits the numbers of channels. */
function productOf(taps: readonly Tap[], channels: number, outputs: number): typeof byTap {
  const onePhase = taps.every(({ source }) => source === taps[0].source);
  if (outputs < FEW_CHANNELS && onePhase) return byStackedGradient;
  return channels < FEW_CHANNELS ? byStackedInput : byTap;
}
