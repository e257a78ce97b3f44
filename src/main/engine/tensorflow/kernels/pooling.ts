import * as tf from '@tensorflow/tfjs-core';
import type { AvgPoolGradAttrs, Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import type { Attributes, NativeBackend } from '../native.ts';
import { execute, text, type, whole } from '../native.ts';

type Sides = [number, number][];

/** How a pooling runs: its windows over a picture that is padded beforehand, and by how much. */
interface Pooling {
  readonly attributes: Attributes;
  readonly around: Sides;
  /** Pixels of a window. */
  readonly area: number;
}

/** TensorFlow knows padding side by side in some poolings only: here all get theirs beforehand. */
function poolingOf({ shape }: TensorInfo, { filterSize, strides, pad }: AvgPoolGradAttrs): Pooling {
  const [batch, height, width, channels] = shape;
  const { filterHeight, filterWidth, strideHeight, strideWidth, padInfo } = tf.backend_util.computePool2DInfo(
    [batch, height, width, channels],
    filterSize,
    strides,
    1,
    pad,
  );
  return {
    attributes: {
      T: type('float32'),
      ksize: whole([1, filterHeight, filterWidth, 1]),
      strides: whole([1, strideHeight, strideWidth, 1]),
      padding: text('VALID'),
      data_format: text('NHWC'),
    },
    around: [
      [0, 0],
      [padInfo.top, padInfo.bottom],
      [padInfo.left, padInfo.right],
      [0, 0],
    ],
    area: filterHeight * filterWidth,
  };
}

const isPadded = (around: Sides): boolean => around.some(([before, after]) => before + after > 0);

/** Casts of type only here and below: inputs of kernels are tensors under a narrower type. */
const padded = (x: TensorInfo, around: Sides, value: number): Tensor => (isPadded(around) ? tf.pad(x as Tensor, around, value) : (x as Tensor));

const unpadded = (x: Tensor, around: Sides, shape: number[]): Tensor =>
  isPadded(around)
    ? tf.slice(
        x,
        around.map(([before]) => before),
        shape,
      )
    : x;

/** By how much a mean over a whole window must grow to be one over its pixels within the picture; 1 where nothing is padded. */
function shares(backend: NativeBackend, { shape }: TensorInfo, { attributes, around }: Pooling): Tensor {
  if (!isPadded(around)) return tf.scalar(1);
  const [, height, width] = shape;
  return tf.reciprocal(execute(backend, 'AvgPool', attributes, [tf.pad(tf.ones([1, height, width, 1]), around)]));
}

/** `AvgPool`: means over the pixels of each window that lie within the picture. */
export function averagePool(backend: NativeBackend, { x }: { readonly x: TensorInfo }, attributes: AvgPoolGradAttrs): Tensor {
  const pooling = poolingOf(x, attributes);
  return tf.mul(execute(backend, 'AvgPool', pooling.attributes, [padded(x, pooling.around, 0)]), shares(backend, x, pooling));
}

/** The gradient of `AvgPool` in its input. */
export function averagePoolGradient(
  backend: NativeBackend,
  { dy, input }: { readonly dy: TensorInfo; readonly input: TensorInfo },
  attributes: AvgPoolGradAttrs,
): Tensor {
  const pooling = poolingOf(input, attributes);
  const shape = input.shape.map((extent, axis) => extent + pooling.around[axis][0] + pooling.around[axis][1]);
  const shared = tf.mul(dy as Tensor, shares(backend, input, pooling));
  const gradient = execute(backend, 'AvgPoolGrad', pooling.attributes, [tf.tensor1d(Int32Array.from(shape), 'int32'), shared]);
  return unpadded(gradient, pooling.around, input.shape);
}

/** `MaxPool`: the largest pixel of each window. */
export function maxPool(backend: NativeBackend, { x }: { readonly x: TensorInfo }, attributes: AvgPoolGradAttrs): Tensor {
  const pooling = poolingOf(x, attributes);
  return execute(backend, 'MaxPool', pooling.attributes, [padded(x, pooling.around, -Infinity)]);
}

/** The gradient of `MaxPool` in its input: all of it to the first of the largest pixels. */
export function maxPoolGradient(
  backend: NativeBackend,
  { dy, input, output }: { readonly dy: TensorInfo; readonly input: TensorInfo; readonly output: TensorInfo },
  attributes: AvgPoolGradAttrs,
): Tensor {
  const pooling = poolingOf(input, attributes);
  const gradient = execute(backend, 'MaxPoolGrad', pooling.attributes, [padded(input, pooling.around, -Infinity), output, dy]);
  return unpadded(gradient, pooling.around, input.shape);
}
