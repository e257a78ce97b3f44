import type { ConvolutionGeometry, SpatialPadding } from '../../../operations/geometry.ts';
import { NO_PADDING, paddedShape } from '../../../operations/geometry.ts';
import type { Value } from '../../graph.ts';
import { NCHW, OIHW } from '../../layout.ts';
import { BEFORE_FIRST } from '../../operators/shape.ts';
import type { Scope } from '../../scope.ts';
import type { Traced } from '../../traced.ts';
import { traced } from '../../traced.ts';
import { onnxPads } from './convolution.ts';
import { foldReflection } from './reflectPad.ts';

/** A filter OIHW as the one that runs the other way: in and out exchanged, taps turned by 180 degrees. */
function rotatedFilter(scope: Scope, filter: Value): Value {
  const [, , height, width] = filter.shape;
  const exchanged = scope.transpose(filter, [1, 0, 2, 3]);
  const turned = [
    { axis: 2, extent: height },
    { axis: 3, extent: width },
  ].filter(({ extent }) => extent > 1);
  return scope.slice(
    exchanged,
    turned.map(({ axis, extent }) => ({ axis, start: extent - 1, end: BEFORE_FIRST, step: -1 })),
  );
}

/** Stride 1: a forward Conv of the gradient with the rotated filter, faster than ConvTranspose. */
function byRotatedFilter(scope: Scope, dy: Value, filter: Value, { dilations }: ConvolutionGeometry, padding: SpatialPadding): Value {
  const [, , height, width] = filter.shape;
  const reachY = (height - 1) * dilations[0];
  const reachX = (width - 1) * dilations[1];
  const pads = onnxPads({ top: reachY - padding.top, bottom: reachY - padding.bottom, left: reachX - padding.left, right: reachX - padding.right });
  return scope.graph.node('Conv', [dy, rotatedFilter(scope, filter)], { kernel_shape: [height, width], strides: [1, 1], dilations, pads });
}

/** Any stride. Rows that no position of the filter reached get a zero gradient through the output padding. */
function byTransposedConvolution(
  scope: Scope,
  dy: Value,
  filter: Value,
  { strides, dilations }: ConvolutionGeometry,
  padding: SpatialPadding,
  extents: readonly number[],
): Value {
  const kernel = filter.shape.slice(2);
  const reached = [0, 1].map((i) => (dy.shape[2 + i] - 1) * strides[i] + (kernel[i] - 1) * dilations[i] + 1);
  const before = [padding.top, padding.left];
  const after = [0, 1].map((i) => reached[i] - before[i] - extents[i]);
  // What the padding beyond the end does not cover was never read: zeros, as output padding where the operator allows it.
  const unread = after.map((rows) => Math.max(0, -rows));
  const allowed = unread.map((rows, i) => Math.min(rows, Math.max(strides[i], dilations[i]) - 1));
  const value = scope.graph.node('ConvTranspose', [dy, filter], {
    kernel_shape: kernel,
    strides,
    dilations,
    pads: [...before, ...after.map((rows) => Math.max(0, rows))],
    output_padding: allowed,
  });
  return scope.pad(value, [
    { axis: 2, before: 0, after: unread[0] - allowed[0] },
    { axis: 3, before: 0, after: unread[1] - allowed[1] },
  ]);
}

/** The gradient of a convolution with respect to its input; a transposed convolution's forward pass. */
export function convolutionInputGradient(scope: Scope, dy: Traced, filter: Traced, geometry: ConvolutionGeometry, inputShape: readonly number[]): Traced {
  const { padding, strides, dilations } = geometry;
  const reflects = padding.mode === 'reflect';
  const shape = reflects ? paddedShape(inputShape, padding) : inputShape;
  const zeros = reflects ? NO_PADDING : padding;
  const reach = [0, 1].map((i) => (filter.shape[i] - 1) * dilations[i]);
  const rotates =
    strides.every((stride) => stride === 1) && zeros.top <= reach[0] && zeros.bottom <= reach[0] && zeros.left <= reach[1] && zeros.right <= reach[1];
  const [gradient, weights] = [scope.in(dy, NCHW), scope.in(filter, OIHW)];
  const value = rotates
    ? byRotatedFilter(scope, gradient, weights, geometry, zeros)
    : byTransposedConvolution(scope, gradient, weights, geometry, zeros, shape.slice(1, 3));
  return traced(reflects ? foldReflection(scope, value, padding) : value, inputShape, NCHW);
}
