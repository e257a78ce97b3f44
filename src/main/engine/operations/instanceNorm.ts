import type { Tensor } from '@tensorflow/tfjs-core';
import { runOperation } from './run.ts';

/**
 * Instance normalization of `x [N, H, W, C]`: every channel of every picture gets mean 0 and variance 1
 * over its pixels (biased variance, no scale or offset), as PyTorch's `InstanceNorm2d(affine=False)`.
 * Ulyanov et al., "Instance normalization: the missing ingredient for fast stylization", 2016, eq. (4).
 */
export function instanceNorm(x: Tensor, epsilon = 1e-5): Tensor {
  return runOperation('InstanceNorm', { x }, { epsilon });
}

/** The gradient of `instanceNorm` in `x`; `y` is its result. */
export function instanceNormGradient(x: Tensor, y: Tensor, dy: Tensor, epsilon: number): Tensor {
  return runOperation('InstanceNormGradient', { x, y, dy }, { epsilon });
}
