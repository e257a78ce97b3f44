import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import type { Shape } from '../../operations/geometry.ts';
import type { Conv2DAttributes } from '../../operations/tfjsGeometry.ts';
import { geometryOfConv2D } from '../../operations/tfjsGeometry.ts';
import type { NativeBackend } from '../native.ts';
import { execute, number, truth, type, whole } from '../native.ts';
import { convolve, convolveFilterGradient, convolveInputGradient } from './convolution.ts';
import { averagePool, averagePoolGradient, maxPool, maxPoolGradient } from './pooling.ts';

type Inputs<Name extends string> = Readonly<Record<Name, TensorInfo>>;

/** Casts of type only: inputs of kernels are tensors under a narrower type. */
const tensor = (info: TensorInfo): Tensor => info as Tensor;

/** `Step`: 1 above zero, `alpha` below, by the gradient of a leaky ReLU. tfjs-node's own takes eight operations. */
const step = (backend: NativeBackend, { x }: Inputs<'x'>, { alpha }: { readonly alpha: number }): Tensor =>
  execute(backend, 'LeakyReluGrad', { T: type('float32'), alpha: number(alpha) }, [tf.onesLike(tensor(x)), x]);

/** `Prelu`. tfjs-node's own calls methods that tensors have only where all of tfjs is loaded. */
const prelu = (_: NativeBackend, { x, alpha }: Inputs<'x' | 'alpha'>): Tensor => tf.add(tf.relu(tensor(x)), tf.mul(tensor(alpha), tf.minimum(tensor(x), 0)));

/** `GatherV2`. tfjs-node's own refuses axes counted from the end and reads all indices back to check them, as TensorFlow does by itself. */
function gather(
  backend: NativeBackend,
  { x, indices }: Inputs<'x' | 'indices'>,
  { axis, batchDims }: { readonly axis: number; readonly batchDims: number },
): Tensor {
  const along = axis < 0 ? axis + x.shape.length : axis;
  const attributes = { batch_dims: whole(batchDims), Tparams: type(x.dtype === 'int32' ? 'int32' : 'float32'), Tindices: type('int32'), Taxis: type('int32') };
  return execute(backend, 'GatherV2', attributes, [x, indices, tf.scalar(along, 'int32')]);
}

interface ResizeAttributes {
  readonly alignCorners: boolean;
  readonly halfPixelCenters: boolean;
}

/** `ResizeBilinearGrad`. tfjs-node's own ignores half-pixel centres. */
const resizeBilinearGradient = (backend: NativeBackend, { images, dy }: Inputs<'images' | 'dy'>, attributes: ResizeAttributes): Tensor => {
  const { alignCorners, halfPixelCenters } = attributes;
  return execute(backend, 'ResizeBilinearGrad', { T: type('float32'), align_corners: truth(alignCorners), half_pixel_centers: truth(halfPixelCenters) }, [
    dy,
    images,
  ]);
};

/** Kernels of tfjs-node's own that are wrong, refuse what others do, or are slow, done better. Its convolutions and poolings refuse padding side by side. */
export const mendedKernels = {
  Step: step,
  Prelu: prelu,
  GatherV2: gather,
  ResizeBilinearGrad: resizeBilinearGradient,
  Conv2D: (backend: NativeBackend, { x, filter }: Inputs<'x' | 'filter'>, attributes: Conv2DAttributes): Tensor =>
    convolve(backend, x, filter, geometryOfConv2D(x.shape, filter.shape, attributes)),
  Conv2DBackpropInput: (
    backend: NativeBackend,
    { dy, filter }: Inputs<'dy' | 'filter'>,
    { inputShape, ...attributes }: Conv2DAttributes & { readonly inputShape: Shape },
  ): Tensor => convolveInputGradient(backend, dy, filter, geometryOfConv2D(inputShape, filter.shape, attributes), inputShape),
  Conv2DBackpropFilter: (
    backend: NativeBackend,
    { x, dy }: Inputs<'x' | 'dy'>,
    { filterShape, ...attributes }: Conv2DAttributes & { readonly filterShape: Shape },
  ): Tensor => convolveFilterGradient(backend, x, dy, geometryOfConv2D(x.shape, filterShape, attributes), filterShape),
  AvgPool: averagePool,
  AvgPoolGrad: averagePoolGradient,
  MaxPool: maxPool,
  MaxPoolGrad: maxPoolGradient,
};
