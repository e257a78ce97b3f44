import type { ConvolutionGeometry, Shape, SpatialPadding } from './geometry.ts';
import { convolutionOutputShape, paddedShape } from './geometry.ts';

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

/** What is known of a kernel without running it. */
export interface OperationRow<Name extends OperationName> {
  /** Every input, in the order of the signature. */
  readonly inputs: readonly OperationInputs<Name>[];
  /** The shape of the result. */
  outputShape(shapes: Readonly<Record<OperationInputs<Name>, Shape>>, attributes: OperationAttributes<Name>): Shape;
}

/** Every kernel of ours with its inputs and shape rule. Adding one: a row here and in each backend's table. */
export const operationTable: { readonly [Name in OperationName]: OperationRow<Name> } = {
  Convolution: { inputs: ['x', 'filter'], outputShape: ({ x, filter }, { geometry }) => convolutionOutputShape(x, filter, geometry) },
  ConvolutionInputGradient: { inputs: ['dy', 'filter'], outputShape: (_, { inputShape }) => inputShape },
  ConvolutionFilterGradient: { inputs: ['x', 'dy'], outputShape: (_, { filterShape }) => filterShape },
  ReflectPad: { inputs: ['x'], outputShape: ({ x }, { padding }) => paddedShape(x, padding) },
  ReflectPadGradient: { inputs: ['dy'], outputShape: (_, { inputShape }) => inputShape },
  InstanceNorm: { inputs: ['x'], outputShape: ({ x }) => x },
  InstanceNormGradient: { inputs: ['x', 'y', 'dy'], outputShape: ({ x }) => x },
};
