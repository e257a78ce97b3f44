import type { ConvolutionGeometry, Shape, SpatialPadding } from './geometry.ts';

/**
 * Our own tfjs kernels: the names of their inputs and the type of their attributes. Pictures are
 * `[N, H, W, C]`, filters `[kh, kw, in, out]`, everything float32. Backends implement exactly these:
 * `reference.ts` for tfjs's `cpu`, `engine/trace/kernels` for the tracer.
 */
export interface OperationSignatures {
  /** `y = pad(x) * filter` (cross-correlation, as PyTorch's `conv2d`). */
  Convolution: { inputs: 'x' | 'filter'; attributes: { readonly geometry: ConvolutionGeometry } };
  /** The adjoint of `Convolution` in `x`: from `dy [N, oh, ow, O]` to `inputShape`. */
  ConvolutionInputGradient: { inputs: 'dy' | 'filter'; attributes: { readonly geometry: ConvolutionGeometry; readonly inputShape: Shape } };
  /** The adjoint of `Convolution` in `filter`: from `x` and `dy` to `filterShape`. */
  ConvolutionFilterGradient: { inputs: 'x' | 'dy'; attributes: { readonly geometry: ConvolutionGeometry; readonly filterShape: Shape } };
  /** `x` mirrored outwards without its edge row; every side smaller than the picture. */
  ReflectPad: { inputs: 'x'; attributes: { readonly padding: SpatialPadding } };
  /** The adjoint of `ReflectPad`: folds `dy` back onto `inputShape`. */
  ReflectPadGradient: { inputs: 'dy'; attributes: { readonly padding: SpatialPadding; readonly inputShape: Shape } };
  /** `(x - mean) / sqrt(variance + epsilon)` over H and W for each picture and channel; biased variance, no scale or offset. */
  InstanceNorm: { inputs: 'x'; attributes: { readonly epsilon: number } };
  /** The gradient of `InstanceNorm` in `x`, from its input `x`, its result `y` and `dy`. */
  InstanceNormGradient: { inputs: 'x' | 'y' | 'dy'; attributes: { readonly epsilon: number } };
}

/** The names of our kernels. */
export type OperationName = keyof OperationSignatures;

/** The attributes a kernel is called with. */
export type OperationAttributes<Name extends OperationName> = OperationSignatures[Name]['attributes'];

/** The names of a kernel's inputs. */
export type OperationInputs<Name extends OperationName> = OperationSignatures[Name]['inputs'];
