import type { Tensor } from '@tensorflow/tfjs-core';
import type { Shape, SpatialPadding } from './geometry.ts';
import { runOperation } from './run.ts';

/**
 * Mirrors `x [N, H, W, C]` outwards without repeating its edge rows, as PyTorch's `ReflectionPad2d`.
 * Each side must be smaller than the picture. Stands in for tfjs's `mirrorPad`, whose gradient is wrong.
 */
export function reflectPad(x: Tensor, padding: SpatialPadding): Tensor {
  return runOperation('ReflectPad', { x }, { padding });
}

/** The adjoint of `reflectPad`: adds the mirrored pixels of `dy` back onto the pixels they came from. */
export function reflectPadGradient(dy: Tensor, padding: SpatialPadding, inputShape: Shape): Tensor {
  return runOperation('ReflectPadGradient', { dy }, { padding, inputShape });
}
