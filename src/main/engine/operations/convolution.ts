import type { Tensor } from '@tensorflow/tfjs-core';
import type { ConvolutionGeometry, Shape } from './geometry.ts';
import { runOperation } from './run.ts';

/**
 * Convolves (cross-correlates) `x [N, H, W, C]` with `filter [kh, kw, C, O]` into `[N, oh, ow, O]`.
 * Unlike tfjs's `conv2d` it pads each side on its own, by zeros or reflection, and may dilate and be
 * differentiated at the same time, to any order.
 */
export function convolution(x: Tensor, filter: Tensor, geometry: ConvolutionGeometry): Tensor {
  return runOperation('Convolution', { x, filter }, { geometry });
}

/**
 * A transposed convolution: the adjoint of `convolution` with the same filter and geometry.
 * `x [N, h, w, I]` and `filter [kh, kw, O, I]` give `outputShape [N, H, W, O]`, which must be a shape
 * that `convolution` would turn into `[N, h, w, I]`.
 */
export function transposedConvolution(x: Tensor, filter: Tensor, geometry: ConvolutionGeometry, outputShape: Shape): Tensor {
  return runOperation('ConvolutionInputGradient', { dy: x, filter }, { geometry, inputShape: outputShape });
}

/** The gradient of a convolution in its filter: from `x [N, H, W, C]` and `dy [N, oh, ow, O]` to `filterShape [kh, kw, C, O]`. */
export function convolutionFilterGradient(x: Tensor, dy: Tensor, geometry: ConvolutionGeometry, filterShape: Shape): Tensor {
  return runOperation('ConvolutionFilterGradient', { x, dy }, { geometry, filterShape });
}
