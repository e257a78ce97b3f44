import type { ConvolutionGeometry } from '../../../operations/geometry.ts';
import { convolutionOutputShape, paddedShape } from '../../../operations/geometry.ts';
import type { Value } from '../../graph.ts';
import { NCHW, naturalLayout } from '../../layout.ts';
import type { Scope } from '../../scope.ts';
import type { Traced } from '../../traced.ts';
import { traced } from '../../traced.ts';
import { foldReflection, reflectPadValue } from '../direct/reflectPad.ts';
import { asPixels, asRows, gatherRows, pictureOf, rowAt, sumRows } from './rows.ts';
import { tapFilter } from './tapFilter.ts';

/*
 * The image layers: few channels (3 colours, 1 verdict) on one side. On that side a tap is a shifted
 * plane, and all taps and channels together are the rows of one matrix product `[kh kw c, pixels]`.
 */

/** Up to this many channels count as few. */
export const FEW_CHANNELS = 4;

const spatialPads = ({ padding }: ConvolutionGeometry): { axis: number; before: number; after: number }[] => [
  { axis: 2, before: padding.top, after: padding.bottom },
  { axis: 3, before: padding.left, after: padding.right },
];

const withEdge = (scope: Scope, planes: Value, geometry: ConvolutionGeometry): Value =>
  geometry.padding.mode === 'reflect' ? reflectPadValue(scope, planes, geometry.padding) : scope.pad(planes, spatialPads(geometry));

/**
 * Windows of planes `[N, c, H, W]`, one a tap: `[N, kh kw c, oh ow]`. Rows are shifted first, then the
 * columns of all of them, so that 2 k slices do instead of k k. `starts` gives the first row or column
 * of each tap's window.
 */
function windows(
  scope: Scope,
  planes: Value,
  starts: readonly [readonly number[], readonly number[]],
  extents: readonly number[],
  strides: readonly number[],
): Value {
  const [batch, channels, , width] = planes.shape;
  const [tops, lefts] = starts;
  const cut = (value: Value, axis: number, start: number, extent: number, step: number): Value =>
    scope.slice(value, [{ axis, start, end: start + (extent - 1) * step + 1, step }]);
  const rows = scope.concat(
    tops.map((top) => cut(planes, 2, top, extents[0], strides[0])),
    1,
  );
  const byRow = scope.reshape(rows, [batch * tops.length, 1, channels, extents[0], width]);
  const taps = scope.concat(
    lefts.map((left) => cut(byRow, 4, left, extents[1], strides[1])),
    1,
  );
  return scope.reshape(taps, [batch, tops.length * lefts.length * channels, extents[0] * extents[1]]);
}

const tapOffsets = (taps: number, dilation: number): number[] => Array.from({ length: taps }, (_, tap) => tap * dilation);

/** Planes shifted by every tap: `[N, kh kw c, oh ow]`. */
function spread(scope: Scope, planes: Value, kernel: readonly number[], extents: readonly number[], { strides, dilations }: ConvolutionGeometry): Value {
  return windows(scope, planes, [tapOffsets(kernel[0], dilations[0]), tapOffsets(kernel[1], dilations[1])], extents, strides);
}

/** Sums the batch out of `[N, a, b]`. */
const overBatch = (scope: Scope, value: Value): Value =>
  value.shape[0] === 1 ? scope.reshape(value, value.shape.slice(1)) : scope.graph.node('ReduceSum', [value], { axes: [0], keepdims: 0 });

const product = (scope: Scope, a: Value, b: Value, transA: boolean, transB: boolean): Value =>
  scope.graph.node('FusedMatMul', [a, b], { transA: transA ? 1 : 0, transB: transB ? 1 : 0 });

/** Few input channels. */
export const fewInputs = {
  convolution(scope: Scope, x: Traced, filter: Traced, geometry: ConvolutionGeometry): Traced {
    const [height, width, channels, outputs] = filter.shape;
    const shape = convolutionOutputShape(x.shape, filter.shape, geometry);
    const planes = spread(scope, withEdge(scope, scope.in(x, NCHW), geometry), [height, width], shape.slice(1, 3), geometry);
    const rows = product(scope, planes, scope.reshape(scope.natural(filter), [height * width * channels, outputs]), true, false);
    return traced(scope.reshape(rows, shape), shape, naturalLayout(4));
  },

  convolutionFilterGradient(scope: Scope, x: Traced, dy: Traced, geometry: ConvolutionGeometry, filterShape: readonly number[]): Traced {
    const planes = scope.fromForward(() => spread(scope, withEdge(scope, scope.in(x, NCHW), geometry), filterShape, dy.shape.slice(1, 3), geometry));
    return traced(scope.reshape(overBatch(scope, scope.plain('MatMul', planes, asPixels(scope, dy))), filterShape), filterShape, naturalLayout(4));
  },

  /** Stride 1: the product with the gradient gives the planes of every tap, which are shifted back and added, first rows, then columns. */
  convolutionInputGradient(scope: Scope, dy: Traced, filter: Traced, geometry: ConvolutionGeometry, inputShape: readonly number[]): Traced {
    const [kernelHeight, kernelWidth, channels, outputs] = filter.shape;
    const [batch, outputHeight, outputWidth] = dy.shape;
    const { dilations, padding } = geometry;
    const weights = scope.reshape(scope.natural(filter), [kernelHeight * kernelWidth * channels, outputs]);
    const taps = scope.reshape(product(scope, weights, asPixels(scope, dy), false, true), [
      batch,
      kernelHeight,
      kernelWidth,
      channels,
      outputHeight,
      outputWidth,
    ]);
    const [, paddedHeight, paddedWidth] = paddedShape(inputShape, padding);
    const back = (value: Value, tapAxis: number, axis: number, extent: number, dilation: number): Value =>
      scope.graph.node(
        'Sum',
        Array.from({ length: value.shape[tapAxis] }, (_, tap) => {
          const one = scope.slice(value, [{ axis: tapAxis, start: tap, end: tap + 1 }]);
          return scope.pad(one, [{ axis, before: tap * dilation, after: extent - value.shape[axis] - tap * dilation }]);
        }),
        {},
      );
    const rows = back(taps, 1, 4, paddedHeight, dilations[0]);
    const padded = scope.reshape(back(rows, 2, 5, paddedWidth, dilations[1]), [batch, channels, paddedHeight, paddedWidth]);
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

/** The rows of the padded picture, `[N Hp Wp, C]`. */
function paddedRows(scope: Scope, x: Traced, geometry: ConvolutionGeometry): Value {
  const input = pictureOf(x.shape);
  const { padding } = geometry;
  const [, height, width] = paddedShape(x.shape, padding);
  return gatherRows(scope, asRows(scope, x), paddedKey(x.shape, geometry), () => paddedSources(input.batch, height, width, x.shape, geometry));
}

const paddedKey = (shape: readonly number[], { padding }: ConvolutionGeometry): string =>
  `padded ${[...shape.slice(0, 3), padding.top, padding.bottom, padding.left, padding.right, padding.mode].join()}`;

function paddedSources(batch: number, height: number, width: number, shape: readonly number[], { padding }: ConvolutionGeometry): Int32Array {
  const input = pictureOf(shape);
  const rows = new Int32Array(batch * height * width);
  let place = 0;
  for (let picture = 0; picture < batch; picture++) {
    for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) rows[place++] = rowAt(input, picture, y - padding.top, x - padding.left, padding.mode);
  }
  return rows;
}

/** The gradient `[N, oh, ow, o]` shifted the other way by every tap over the padded picture: `[N, kh kw o, Hp Wp]`. */
function spreadGradient(scope: Scope, dy: Traced, kernel: readonly number[], padded: readonly number[], { dilations }: ConvolutionGeometry): Value {
  const reach = [0, 1].map((i) => (kernel[i] - 1) * dilations[i]);
  const room = scope.pad(scope.in(dy, NCHW), [
    { axis: 2, before: reach[0], after: reach[0] },
    { axis: 3, before: reach[1], after: reach[1] },
  ]);
  const starts = ([0, 1] as const).map((i) => tapOffsets(kernel[i], dilations[i]).map((offset) => reach[i] - offset));
  return windows(scope, room, [starts[0], starts[1]], padded, [1, 1]);
}

/** Few output channels, stride 1. */
export const fewOutputs = {
  /** One product gives every tap at every pixel; the taps are shifted and added, first rows, then columns. */
  convolution(scope: Scope, x: Traced, filter: Traced, geometry: ConvolutionGeometry): Traced {
    const [kernelHeight, kernelWidth, channels, outputs] = filter.shape;
    const shape = convolutionOutputShape(x.shape, filter.shape, geometry);
    const [batch, height, width] = paddedShape(x.shape, geometry.padding);
    const rows = scope.reshape(paddedRows(scope, x, geometry), [batch, height * width, channels]);
    const taps = scope.reshape(product(scope, tapFilter(scope, filter), rows, false, true), [batch, kernelHeight, kernelWidth, outputs, height, width]);
    const shifted = (value: Value, tapAxis: number, axis: number, extent: number, dilation: number): Value =>
      scope.graph.node(
        'Sum',
        Array.from({ length: value.shape[tapAxis] }, (_, tap) =>
          scope.slice(value, [
            { axis: tapAxis, start: tap, end: tap + 1 },
            { axis, start: tap * dilation, end: tap * dilation + extent },
          ]),
        ),
        {},
      );
    const summed = shifted(shifted(taps, 1, 4, shape[1], geometry.dilations[0]), 2, 5, shape[2], geometry.dilations[1]);
    return traced(scope.reshape(summed, [batch, outputs, shape[1], shape[2]]), shape, NCHW);
  },

  convolutionInputGradient(scope: Scope, dy: Traced, filter: Traced, geometry: ConvolutionGeometry, inputShape: readonly number[]): Traced {
    const [batch, height, width, channels] = paddedShape(inputShape, geometry.padding);
    const planes = spreadGradient(scope, dy, filter.shape, [height, width], geometry);
    const rows = scope.reshape(product(scope, planes, tapFilter(scope, filter), true, false), [batch * height * width, channels]);
    const readers = (): number[][] => {
      const lists: number[][] = Array.from({ length: inputShape[0] * inputShape[1] * inputShape[2] }, () => []);
      paddedSources(batch, height, width, inputShape, geometry).forEach((row, place) => {
        if (row >= 0) lists[row].push(place);
      });
      return lists;
    };
    return traced(scope.reshape(sumRows(scope, rows, paddedKey(inputShape, geometry), readers), inputShape), inputShape, naturalLayout(4));
  },

  convolutionFilterGradient(scope: Scope, x: Traced, dy: Traced, geometry: ConvolutionGeometry, filterShape: readonly number[]): Traced {
    const [kernelHeight, kernelWidth, channels, outputs] = filterShape;
    const [batch, height, width] = paddedShape(x.shape, geometry.padding);
    const planes = spreadGradient(scope, dy, filterShape, [height, width], geometry);
    const rows = scope.reshape(
      scope.fromForward(() => paddedRows(scope, x, geometry)),
      [batch, height * width, channels],
    );
    const taps = overBatch(scope, scope.plain('MatMul', planes, rows));
    const gradient = scope.transpose(scope.reshape(taps, [kernelHeight * kernelWidth, outputs, channels]), [0, 2, 1]);
    return traced(scope.reshape(gradient, filterShape), filterShape, naturalLayout(4));
  },
};
