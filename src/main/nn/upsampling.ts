import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { evenGeometry, transposedConvolution } from '../engine/operations/index.ts';
import type { PaddingMode } from '../engine/operations/index.ts';
import { convolutionLayer, transposedConvolutionLayer, withBias } from './convolution.ts';
import type { Bias } from './convolution.ts';
import type { Field, Layer } from './layer.ts';
import { place } from './layer.ts';

/** How a network doubles its pictures. */
export type Upsampling = 'transposed' | 'resize';

/** Doubles height and width by repeating pixels, PyTorch's `Upsample(scale_factor=2)`. */
export const nearestDoubling: Layer = {
  parameters: {},
  forward: (_, x) => {
    const [, height, width] = x.shape;
    // One cast of type only: pictures are of rank 4 everywhere.
    return tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [2 * height, 2 * width]);
  },
  // The right one of two equal pixels lies one of the new pixels away from the one both repeat.
  field: ({ spacing, reach }): Field => ({ spacing: spacing / 2, reach: reach + spacing / 2 }),
};

/** The taps of a 3-tap filter that each tap of the 4-tap one adds up. */
const SUMS = [
  [0, 0, 1],
  [0, 1, 1],
  [1, 1, 0],
  [1, 0, 0],
] as const;

/** The same along both axes, `[16, 9]`. */
const SQUARE_SUMS = SUMS.flatMap((down) => SUMS.map((across) => down.flatMap((above) => across.map((left) => above * left))));

/** Pictures with their edges once more around them. */
function repeatEdges(x: Tensor): Tensor {
  return [1, 2].reduce((picture, axis) => {
    const last = picture.shape[axis] - 1;
    const line = (at: number): Tensor =>
      tf.slice(
        picture,
        picture.shape.map((_, other) => (other === axis ? at : 0)),
        picture.shape.map((extent, other) => (other === axis ? 1 : extent)),
      );
    return tf.concat([line(0), picture, line(last)], axis);
  }, x);
}

/**
 * `nearestDoubling` and behind it a 3x3 convolution, padded and without a bias: the same function as one transposed convolution,
 * for four ninths of the arithmetic. Along an axis, pixels
 *
 *   y[2i] = w0 x[i - 1] + (w1 + w2) x[i]      y[2i + 1] = (w0 + w1) x[i] + w2 x[i + 1]
 *
 * are what four taps of stride 2 give: w2, w1 + w2, w0 + w1, w0. What a doubled picture is mirrored to is its own edge once
 * more, which is what half the size is with its edges repeated. Weight `[3, 3, in, out]`.
 */
export function doublingConvolution({ inputs, outputs, mode, bias, gain }: Omit<DoublingOptions, 'transposed'> & { readonly mode: PaddingMode }): Layer {
  const plain = convolutionLayer({ inputs, outputs, kernel: 3, padding: 1, mode, bias, gain });
  return {
    parameters: plain.parameters,
    forward: (parameter, x) => {
      const [batch, height, width] = x.shape;
      const taps = tf.reshape(tf.transpose(parameter('weight'), [0, 1, 3, 2]), [9, outputs * inputs]);
      const filter = tf.reshape(tf.matMul(tf.tensor2d(SQUARE_SUMS), taps), [4, 4, outputs, inputs]);
      const shape = [batch, 2 * height, 2 * width, outputs];
      const y =
        mode === 'zeros'
          ? transposedConvolution(x, filter, evenGeometry(2, 1), shape)
          : transposedConvolution(repeatEdges(x), filter, evenGeometry(2, 3), shape);
      return withBias(parameter, bias, y);
    },
    field: (before) => plain.field(nearestDoubling.field(before)),
  };
}

/** Channels and start of a doubling; `transposed` says which transposed convolution it is when it is one. */
export interface DoublingOptions {
  readonly inputs: number;
  readonly outputs: number;
  readonly bias: Bias;
  readonly gain: number;
  readonly transposed: { readonly kernel: number; readonly padding: number; readonly outputPadding: number };
}

/**
 * The layers that double a picture, in the order of PyTorch's modules. `resize`: nearest-neighbour
 * doubling, reflection padding and a 3x3 convolution (Odena et al., "Deconvolution and checkerboard
 * artifacts", Distill 2016); three modules instead of one, so later names shift by two.
 */
export function doubling(kind: Upsampling, { inputs, outputs, bias, gain, transposed }: DoublingOptions): Layer[] {
  if (kind === 'transposed') return [transposedConvolutionLayer({ inputs, outputs, stride: 2, bias, gain, ...transposed })];
  return [place, place, doublingConvolution({ inputs, outputs, mode: 'reflect', bias, gain })];
}
