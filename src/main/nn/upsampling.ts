import * as tf from '@tensorflow/tfjs-core';
import { convolutionLayer, transposedConvolutionLayer } from './convolution.ts';
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
  return [nearestDoubling, place, convolutionLayer({ inputs, outputs, kernel: 3, padding: 1, mode: 'reflect', bias, gain })];
}
