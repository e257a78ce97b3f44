import type { ConvolutionGeometry } from '../../../operations/geometry.ts';
import { convolutionOutputShape, paddedShape } from '../../../operations/geometry.ts';
import type { Value } from '../../graph.ts';
import { NCHW, OIHW, naturalLayout } from '../../layout.ts';
import { BEFORE_FIRST } from '../../operators/shape.ts';
import type { Scope } from '../../scope.ts';
import type { Traced } from '../../traced.ts';
import { traced } from '../../traced.ts';
import { direct } from '../direct/index.ts';
import { foldReflection, reflectPadValue } from '../direct/reflectPad.ts';
import { asPixels, asRows, gatherRows, isPointwise, pictureOf, rowAt } from './rows.ts';

/*
 * The image layers: few channels (3 colours, 1 verdict) on one side. From few channels to many a standard Conv
 * is fastest; from many to few a ConvTranspose, which multiplies first and then shifts and adds the few planes
 * of every tap. For the filter's gradient the side with few channels is spread into a plane a tap and channel,
 * the rows of one matrix product `[kw c kh, pixels]`.
 */

/** Up to this many channels count as few. */
export const FEW_CHANNELS = 4;

const withEdge = (scope: Scope, planes: Value, { padding }: ConvolutionGeometry): Value =>
  padding.mode === 'reflect'
    ? reflectPadValue(scope, planes, padding)
    : scope.pad(planes, [
        { axis: 2, before: padding.top, after: padding.bottom },
        { axis: 3, before: padding.left, after: padding.right },
      ]);

/**
 * Windows of planes `[N, c, H, W]`, one a tap: `[N, kw c kh, oh ow]`. Columns are shifted first, while the planes
 * are few; rows are then copied as they lie. `starts` gives the first row or column of each tap's window.
 */
function windows(
  scope: Scope,
  planes: Value,
  starts: readonly [readonly number[], readonly number[]],
  extents: readonly number[],
  strides: readonly number[],
): Value {
  const [batch, channels, height] = planes.shape;
  const [tops, lefts] = starts;
  const columns = scope.concat(
    lefts.map((left) => scope.slice(planes, [{ axis: 3, start: left, end: left + (extents[1] - 1) * strides[1] + 1, step: strides[1] }])),
    1,
  );
  const rows = Array.from({ length: tops.length * extents[0] }, (_, place) => tops[Math.floor(place / extents[0])] + (place % extents[0]) * strides[0]);
  const picked = scope.memo(`rows ${rows.join()} of ${height}`, () => scope.graph.constant('int32', [rows.length], rows));
  const taps = scope.graph.node('Gather', [columns, picked], { axis: 2 });
  return scope.reshape(taps, [batch, lefts.length * channels * tops.length, extents[0] * extents[1]]);
}

const tapOffsets = (taps: number, dilation: number): number[] => Array.from({ length: taps }, (_, tap) => tap * dilation);

/** Sums the batch out of `[N, a, b]`. */
const overBatch = (scope: Scope, value: Value): Value =>
  value.shape[0] === 1 ? scope.reshape(value, value.shape.slice(1)) : scope.graph.node('ReduceSum', [value], { axes: [0], keepdims: 0 });

/**
 * What every pixel of `x` adds to its neighbours under the filter OIHW, without any padding: `[N, c, H + reach, W + reach]`.
 * ONNX Runtime adds whole rows where there is none.
 */
function spreadOut(scope: Scope, x: Value, filter: Value, { dilations }: ConvolutionGeometry): Value {
  return scope.graph.node('ConvTranspose', [x, filter], {
    kernel_shape: filter.shape.slice(2),
    strides: [1, 1],
    dilations,
    pads: [0, 0, 0, 0],
    output_padding: [0, 0],
  });
}

/** As rows at once, as everything behind it wants it: once, instead of each of the values that follow. */
const asRowsAtOnce = (scope: Scope, planes: Traced): Traced => scope.relayout(planes, naturalLayout(4));

/** Few input channels. */
export const fewInputs = {
  convolution: (scope: Scope, x: Traced, filter: Traced, geometry: ConvolutionGeometry): Traced =>
    asRowsAtOnce(scope, direct.convolution(scope, x, filter, geometry)),

  convolutionFilterGradient(scope: Scope, x: Traced, dy: Traced, geometry: ConvolutionGeometry, filterShape: readonly number[]): Traced {
    const [kernelHeight, kernelWidth, channels, outputs] = filterShape;
    const { dilations, strides } = geometry;
    const starts = [tapOffsets(kernelHeight, dilations[0]), tapOffsets(kernelWidth, dilations[1])] as const;
    const planes = windows(scope, withEdge(scope, scope.in(x, NCHW), geometry), starts, dy.shape.slice(1, 3), strides);
    const taps = overBatch(scope, scope.plain('MatMul', planes, asPixels(scope, dy)));
    const gradient = scope.transpose(scope.reshape(taps, [kernelWidth, channels, kernelHeight, outputs]), [2, 0, 1, 3]);
    return traced(gradient, filterShape, naturalLayout(4));
  },

  /** Stride 1. */
  convolutionInputGradient(scope: Scope, dy: Traced, filter: Traced, geometry: ConvolutionGeometry, inputShape: readonly number[]): Traced {
    const { padding } = geometry;
    const padded = spreadOut(scope, scope.in(dy, NCHW), scope.in(filter, OIHW), geometry);
    const value =
      padding.mode === 'reflect'
        ? foldReflection(scope, padded, padding)
        : scope.slice(padded, [
            { axis: 2, start: padding.top, end: padding.top + inputShape[1] },
            { axis: 3, start: padding.left, end: padding.left + inputShape[2] },
          ]);
    return traced(value, inputShape, NCHW);
  },
};

/** The rows of the padded picture, `[N, Hp Wp, C]`. */
function paddedRows(scope: Scope, x: Traced, { padding }: ConvolutionGeometry): Value {
  if ([padding.top, padding.bottom, padding.left, padding.right].every((pixels) => pixels === 0)) return asPixels(scope, x);
  const input = pictureOf(x.shape);
  const [batch, height, width, channels] = paddedShape(x.shape, padding);
  const key = `padded ${[...x.shape.slice(0, 3), padding.top, padding.bottom, padding.left, padding.right, padding.mode].join()}`;
  const sources = (): Int32Array => {
    const rows = new Int32Array(batch * height * width);
    let place = 0;
    for (let picture = 0; picture < batch; picture++) {
      for (let y = 0; y < height; y++)
        for (let column = 0; column < width; column++) rows[place++] = rowAt(input, picture, y - padding.top, column - padding.left, padding.mode);
    }
    return rows;
  };
  return scope.reshape(gatherRows(scope, asRows(scope, x), key, sources), [batch, height * width, channels]);
}

/** The gradient `[N, oh, ow, o]` shifted the other way by every tap over the padded picture: `[N, kw o kh, Hp Wp]`. */
function spreadGradient(scope: Scope, dy: Traced, kernel: readonly number[], padded: readonly number[], { dilations }: ConvolutionGeometry): Value {
  const reach = [0, 1].map((i) => (kernel[i] - 1) * dilations[i]);
  const room = scope.pad(scope.in(dy, NCHW), [
    { axis: 2, before: reach[0], after: reach[0] },
    { axis: 3, before: reach[1], after: reach[1] },
  ]);
  const starts = ([0, 1] as const).map((i) => tapOffsets(kernel[i], dilations[i]).map((offset) => reach[i] - offset));
  return windows(scope, room, [starts[0], starts[1]], padded, [1, 1]);
}

/** A filter `[kh, kw, C, o]` as `[C, o, kh, kw]` with its taps turned by 180 degrees. */
function turnedFilter(scope: Scope, filter: Traced): Value {
  const exchanged = scope.transpose(scope.natural(filter), [2, 3, 0, 1]);
  const turned = [2, 3].map((axis) => ({ axis, start: exchanged.shape[axis] - 1, end: BEFORE_FIRST, step: -1 }));
  return scope.slice(
    exchanged,
    turned.filter(({ start }) => start > 0),
  );
}

/** Few output channels, stride 1. */
export const fewOutputs = {
  /** The correlation is the spreading out of the padded picture by the turned filter, without what reaches beyond it. */
  convolution(scope: Scope, x: Traced, filter: Traced, geometry: ConvolutionGeometry): Traced {
    const shape = convolutionOutputShape(x.shape, filter.shape, geometry);
    const [batch, height, width, channels] = paddedShape(x.shape, geometry.padding);
    if (isPointwise(filter.shape, geometry)) {
      // As planes at once: a product with so few columns takes half as long this way round.
      const turned = scope.transpose(scope.reshape(scope.natural(filter), filter.shape.slice(2)), [1, 0]);
      const planes = scope.graph.node('FusedMatMul', [turned, asPixels(scope, x)], { transA: 0, transB: 1 });
      return traced(scope.reshape(planes, [batch, shape[3], height, width]), shape, NCHW);
    }
    const planes = scope.reshape(scope.transpose(paddedRows(scope, x, geometry), [0, 2, 1]), [batch, channels, height, width]);
    const whole = spreadOut(scope, planes, turnedFilter(scope, filter), geometry);
    const reach = [0, 1].map((i) => (filter.shape[i] - 1) * geometry.dilations[i]);
    const value = scope.slice(whole, [
      { axis: 2, start: reach[0], end: reach[0] + shape[1] },
      { axis: 3, start: reach[1], end: reach[1] + shape[2] },
    ]);
    return traced(value, shape, NCHW);
  },

  convolutionInputGradient: (scope: Scope, dy: Traced, filter: Traced, geometry: ConvolutionGeometry, inputShape: readonly number[]): Traced =>
    asRowsAtOnce(scope, direct.convolutionInputGradient(scope, dy, filter, geometry, inputShape)),

  convolutionFilterGradient(scope: Scope, x: Traced, dy: Traced, geometry: ConvolutionGeometry, filterShape: readonly number[]): Traced {
    const [kernelHeight, kernelWidth, channels, outputs] = filterShape;
    const [, height, width] = paddedShape(x.shape, geometry.padding);
    const planes = spreadGradient(scope, dy, filterShape, [height, width], geometry);
    const rows = scope.fromForward(() => paddedRows(scope, x, geometry));
    const taps = overBatch(scope, scope.plain('MatMul', planes, rows));
    const gradient = scope.transpose(scope.reshape(taps, [kernelWidth, outputs, kernelHeight, channels]), [2, 0, 3, 1]);
    return traced(gradient, filterShape, naturalLayout(4));
  },
};
