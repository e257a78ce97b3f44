import type { ConvolutionGeometry } from '../../../operations/geometry.ts';
import type { Value } from '../../graph.ts';
import { NCHW, OIHW } from '../../layout.ts';
import type { Scope } from '../../scope.ts';
import type { Traced } from '../../traced.ts';
import { traced } from '../../traced.ts';
import { reflectPadValue } from './reflectPad.ts';

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

/** A tap's phase and its shift inside the phase, along one axis. */
const split = (offset: number, stride: number): { phase: number; shift: number } => ({ phase: offset % stride, shift: Math.floor(offset / stride) });

/** `[N, C, H, W]` flattened to `[C, N * H * W]`. */
function flatten(scope: Scope, x: Value): Value {
  const [batch, channels, height, width] = x.shape;
  return scope.reshape(scope.transpose(x, batch === 1 ? [0, 1, 2, 3] : [1, 0, 2, 3]), [channels, batch * height * width]);
}

/** The value cut or zero-padded behind to the given extents of H and W. */
function withExtents(scope: Scope, x: Value, height: number, width: number): Value {
  const cut = scope.slice(x, [
    { axis: 2, start: 0, end: Math.min(height, x.shape[2]) },
    { axis: 3, start: 0, end: Math.min(width, x.shape[3]) },
  ]);
  return scope.pad(cut, [
    { axis: 2, before: 0, after: height - cut.shape[2] },
    { axis: 3, before: 0, after: width - cut.shape[3] },
  ]);
}

/** One tap: which flattened phase it reads, and how far that is shifted. */
interface Tap {
  readonly source: Value;
  readonly shift: number;
}

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
  const { strides, dilations, padding } = geometry;
  const [kernelHeight, kernelWidth, channels, outputs] = filterShape;
  const [, outputHeight, outputWidth] = dy.shape;
  const pads = [
    { axis: 2, before: padding.top, after: padding.bottom },
    { axis: 3, before: padding.left, after: padding.right },
  ];
  const inner = scope.in(x, NCHW);
  const edged = padding.mode === 'reflect' ? reflectPadValue(scope, inner, padding) : scope.pad(inner, pads);
  // Rows and columns of a phase: every position shifted by every tap stays inside its picture.
  const lastY = split((kernelHeight - 1) * dilations[0], strides[0]).shift;
  const lastX = split((kernelWidth - 1) * dilations[1], strides[1]).shift;
  const width = outputWidth + lastX;
  const height = outputHeight + lastY;
  const phaseOf = (y: number, z: number): Value =>
    flatten(
      scope,
      withExtents(
        scope,
        scope.slice(edged, [
          { axis: 2, start: y, end: edged.shape[2], step: strides[0] },
          { axis: 3, start: z, end: edged.shape[3], step: strides[1] },
        ]),
        height,
        width,
      ),
    );
  const taps: Tap[] = [];
  for (let u = 0; u < kernelHeight; u++) {
    for (let v = 0; v < kernelWidth; v++) {
      const [vertical, horizontal] = [split(u * dilations[0], strides[0]), split(v * dilations[1], strides[1])];
      taps.push({ source: phaseOf(vertical.phase, horizontal.phase), shift: vertical.shift * width + horizontal.shift });
    }
  }
  // Positions lie in the same rows as the phases do; what lies between them is zero, also at the end of each picture.
  const spread = flatten(scope, withExtents(scope, scope.in(dy, NCHW), height, width));
  const used = spread.shape[1] - Math.max(...taps.map(({ shift }) => shift));
  const positions = scope.slice(spread, [{ axis: 1, start: 0, end: used }]);
  const onePhase = taps.every(({ source }) => source === taps[0].source);
  const gradient = outputs < FEW_CHANNELS && onePhase ? byStackedGradient(scope, positions, taps) : channels < FEW_CHANNELS ? byStackedInput(scope, positions, taps) : byTap(scope, positions, taps);
  return traced(scope.reshape(gradient, [outputs, channels, kernelHeight, kernelWidth]), filterShape, OIHW);
}
