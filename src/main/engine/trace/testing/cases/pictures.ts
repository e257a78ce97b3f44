import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import type { convolutionKernels } from '../../kernels/convolution.ts';
import type { normalizationKernels } from '../../kernels/normalization.ts';
import type { poolingKernels } from '../../kernels/pooling.ts';
import type { resizingKernels } from '../../kernels/resizing.ts';
import type { Case, Sample } from '../compare.ts';
import type { Draw } from '../draw.ts';

type Padding = 'valid' | 'same' | [[number, number], [number, number], [number, number], [number, number]];

/** Runs a kernel that no function of tfjs calls. Two casts of type only: tfjs types kernels openly; these have one result. */
const runKernel = (name: string, inputs: tf.NamedTensorMap, attributes: object): Tensor =>
  tf.engine().runKernel<Tensor>(name, inputs, attributes as tf.NamedAttrMap);

/** Windows of up to 3 x 3 with every kind of padding on pictures that hold at least one. */
function windows(draw: Draw): { extents: [number, number]; strides: [number, number]; pad: Padding; picture: number[] } {
  const extents: [number, number] = [draw.integer(1, 3), draw.integer(1, 3)];
  const sides = (extent: number): [number, number] => [draw.integer(0, extent - 1), draw.integer(0, extent - 1)];
  const pad = draw.pick<Padding>(['valid', 'same', [[0, 0], sides(extents[0]), sides(extents[1]), [0, 0]]]);
  return {
    extents,
    strides: [draw.integer(1, 3), draw.integer(1, 3)],
    pad,
    picture: [draw.integer(1, 3), extents[0] + draw.integer(0, 5), extents[1] + draw.integer(0, 5), draw.integer(1, 3)],
  };
}

type Pool = (x: Tensor4D, extents: [number, number], strides: [number, number], pad: Padding) => Tensor;

/** Equal elements in one window occur: the first of the largest gets the gradient. */
const pooling =
  (pool: Pool): Case =>
  (draw) => {
    const { extents, strides, pad, picture } = windows(draw);
    return { operands: [draw.tensor(picture, 'halves')], apply: (x) => pool(x as Tensor4D, extents, strides, pad) };
  };

// tfjs's functions do not take a padding of its own for each side, although its kernels do.
const averagePool: Pool = (x, filterSize, strides, pad) => runKernel('AvgPool', { x }, { filterSize, strides, pad });
const maxPool: Pool = (x, filterSize, strides, pad) => runKernel('MaxPool', { x }, { filterSize, strides, pad });

/** The gradient of a pooling, by its kernel. */
const poolingGradient =
  (pool: Pool, gradient: (x: Tensor, y: Tensor, attributes: object) => Tensor): Case =>
  (draw) => {
    const { extents, strides, pad, picture } = windows(draw);
    return {
      operands: [draw.tensor(picture, 'halves')],
      apply: (x) => gradient(x, pool(x as Tensor4D, extents, strides, pad), { filterSize: extents, strides, pad }),
    };
  };

/** Convolutions of tfjs's own. */
function convolutionSample(
  draw: Draw,
  apply: (x: Tensor4D, filter: Tensor4D, strides: [number, number], pad: Padding, dilations: [number, number]) => Tensor,
): Sample {
  const { extents, strides, pad, picture } = windows(draw);
  // tfjs wants a stride or a dilation of 1.
  const dilates = draw.truth();
  const dilations: [number, number] = dilates ? [draw.integer(1, 2), draw.integer(1, 2)] : [1, 1];
  const large = picture.with(1, picture[1] + 2).with(2, picture[2] + 2);
  const filter = [...extents, picture[3], draw.integer(1, 3)];
  return {
    operands: [draw.tensor(large), draw.tensor(filter)],
    apply: (x, f) => apply(x as Tensor4D, f as Tensor4D, dilates ? [1, 1] : strides, pad, dilations),
  };
}

export const convolutionCases: { readonly [Name in keyof typeof convolutionKernels]: Case } = {
  Conv2D: (draw) => convolutionSample(draw, (x, filter, strides, pad, dilations) => tf.conv2d(x, filter, strides, pad, 'NHWC', dilations)),
  Conv2DBackpropInput: (draw) =>
    convolutionSample(draw, (x, filter, strides, pad) => {
      const dy = tf.sin(tf.conv2d(x, filter, strides, pad));
      return tf.conv2dTranspose(dy, filter, x.shape, strides, pad);
    }),
  Conv2DBackpropFilter: (draw) =>
    convolutionSample(draw, (x, filter, strides, pad) => {
      const dy = tf.sin(tf.conv2d(x, filter, strides, pad));
      return runKernel('Conv2DBackpropFilter', { x, dy }, { strides, pad, dataFormat: 'NHWC', filterShape: filter.shape });
    }),
};

export const poolingCases: { readonly [Name in keyof typeof poolingKernels]: Case } = {
  AvgPool: pooling(averagePool),
  MaxPool: pooling(maxPool),
  AvgPoolGrad: poolingGradient(averagePool, (input, y, attributes) => runKernel('AvgPoolGrad', { dy: tf.sin(y), input }, attributes)),
  MaxPoolGrad: poolingGradient(maxPool, (input, y, attributes) => runKernel('MaxPoolGrad', { dy: tf.sin(y), input, output: y }, attributes)),
};

type Resize = (x: Tensor4D, size: [number, number], alignCorners: boolean, halfPixelCenters: boolean) => Tensor;

/** Larger and smaller, to multiples and to any size. */
function resizing(resize: Resize): Case {
  return (draw) => {
    const picture = draw.shape(4, 5);
    const sizeOf = (extent: number): number => draw.pick([2 * extent, 3 * extent, draw.integer(1, 9)]);
    const size: [number, number] = [sizeOf(picture[1]), sizeOf(picture[2])];
    const [corners, centres] = draw.pick([
      [false, false],
      [true, false],
      [false, true],
    ]);
    return { operands: [draw.tensor(picture)], apply: (x) => resize(x as Tensor4D, size, corners, centres) };
  };
}

/** The gradient of resizing `x`, by its kernel, for a gradient made of `x` itself. */
const resizingGradient = (name: string, resize: Resize): Case =>
  resizing((images, size, alignCorners, halfPixelCenters) =>
    runKernel(name, { images, dy: tf.sin(resize(images, size, alignCorners, halfPixelCenters)) }, { alignCorners, halfPixelCenters, size }),
  );

export const resizingCases: { readonly [Name in keyof typeof resizingKernels]: Case } = {
  ResizeNearestNeighbor: resizing(tf.image.resizeNearestNeighbor),
  ResizeNearestNeighborGrad: resizingGradient('ResizeNearestNeighborGrad', tf.image.resizeNearestNeighbor),
  ResizeBilinear: resizing(tf.image.resizeBilinear),
  ResizeBilinearGrad: resizingGradient('ResizeBilinearGrad', tf.image.resizeBilinear),
};

export const normalizationCases: { readonly [Name in keyof typeof normalizationKernels]: Case } = {
  FusedBatchNorm: (draw) => {
    const picture = draw.shape(4);
    const channels = draw.truth() ? picture.slice(3) : picture;
    return {
      operands: [draw.tensor(picture), draw.tensor(channels), draw.tensor(channels, 'positive'), draw.tensor(channels), draw.tensor(channels)],
      apply: (x, mean, variance, offset, scale) => tf.batchNorm(x, mean, variance, offset, scale, 1e-2),
    };
  },
};
