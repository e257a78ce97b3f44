import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { convolution, evenGeometry, transposedConvolution } from '../engine/operations/index.ts';
import type { PaddingMode } from '../engine/operations/index.ts';
import type { Field, Layer, ParameterLookup } from './layer.ts';
import type { ParameterLayout, ParameterTree } from './parameters.ts';

/**
 * The bias of a convolution. `cancelled`: an instance norm follows, which takes the mean out and the
 * bias with it, exactly. PyTorch's state dict has such a bias, so it is kept there, but it is neither
 * applied nor trained: its gradient would be rounding noise, which Adam would blow up to full steps.
 */
export type Bias = 'applied' | 'cancelled' | 'none';

/** A square convolution. */
export interface ConvolutionOptions {
  readonly inputs: number;
  readonly outputs: number;
  readonly kernel: number;
  readonly stride?: number;
  readonly padding?: number;
  readonly mode?: PaddingMode;
  /** Pixels from one tap to the next; 1 where left out. */
  readonly dilation?: number;
  readonly bias: Bias;
  /** Standard deviation of the initial weights; their mean is 0, biases start at 0. */
  readonly gain: number;
}

/** A square transposed convolution that makes pictures `stride` times as large. */
export interface TransposedConvolutionOptions extends Omit<ConvolutionOptions, 'mode' | 'dilation'> {
  /** Rows and columns added at the bottom and right, where several sizes would fit. */
  readonly outputPadding?: number;
}

function convolutionParameters(shape: readonly number[], layout: ParameterLayout, { outputs, bias, gain }: ConvolutionOptions): ParameterTree {
  return {
    weight: { shape, layout, start: { kind: 'normal', mean: 0, deviation: gain }, trained: true },
    ...(bias !== 'none' && { bias: { shape: [outputs], layout: 'same', start: { kind: 'constant', value: 0 }, trained: bias === 'applied' } }),
  };
}

/** The result of a convolution with its bias, where there is one that counts. */
export const withBias = (parameter: ParameterLookup, bias: Bias, y: Tensor): Tensor => (bias === 'applied' ? tf.add(y, parameter('bias')) : y);

/** The distance to the farther end of a window of `kernel` taps that begins `padding` before its pixel. */
const windowReach = (kernel: number, padding: number): number => Math.max(padding, kernel - 1 - padding);

/** PyTorch's `Conv2d`, with zero or reflection padding. Weight `[kh, kw, in, out]`. */
export function convolutionLayer(options: ConvolutionOptions): Layer {
  const { inputs, outputs, kernel, stride = 1, padding = 0, mode = 'zeros', dilation = 1, bias } = options;
  const geometry = evenGeometry(stride, padding, mode, dilation);
  return {
    parameters: convolutionParameters([kernel, kernel, inputs, outputs], 'convolution', options),
    forward: (parameter, x) => withBias(parameter, bias, convolution(x, parameter('weight'), geometry)),
    field: ({ spacing, reach }): Field => ({ spacing: spacing * stride, reach: reach + windowReach((kernel - 1) * dilation + 1, padding) * spacing }),
  };
}

/** PyTorch's `ConvTranspose2d`: `(extent - 1) stride - 2 padding + kernel + outputPadding` pixels a side. Weight `[kh, kw, out, in]`. */
export function transposedConvolutionLayer(options: TransposedConvolutionOptions): Layer {
  const { inputs, outputs, kernel, stride = 1, padding = 0, outputPadding = 0, bias } = options;
  const geometry = evenGeometry(stride, padding);
  const grown = (extent: number): number => (extent - 1) * stride - 2 * padding + kernel + outputPadding;
  return {
    parameters: convolutionParameters([kernel, kernel, outputs, inputs], 'transposedConvolution', options),
    forward: (parameter, x) => {
      const [batch, height, width] = x.shape;
      return withBias(parameter, bias, transposedConvolution(x, parameter('weight'), geometry, [batch, grown(height), grown(width), outputs]));
    },
    field: ({ spacing, reach }): Field => ({ spacing: spacing / stride, reach: reach + windowReach(kernel, padding) * (spacing / stride) }),
  };
}
