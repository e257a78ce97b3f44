import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import type { ConvolutionGeometry, Shape } from '../../operations/geometry.ts';
import { paddedShape } from '../../operations/geometry.ts';
import type { Attributes, NativeBackend } from '../native.ts';
import { execute, text, truth, type, whole } from '../native.ts';
import { mirror, unmirror } from './padding.ts';

/** TensorFlow's attributes of a convolution; reflection is padded beforehand. */
function attributesOf({ strides, dilations, padding }: ConvolutionGeometry): Attributes {
  const { top, bottom, left, right, mode } = padding;
  const pads = mode === 'zeros' && top + bottom + left + right > 0;
  return {
    T: type('float32'),
    strides: whole([1, ...strides, 1]),
    use_cudnn_on_gpu: truth(true),
    padding: text(pads ? 'EXPLICIT' : 'VALID'),
    ...(pads && { explicit_paddings: whole([0, 0, top, bottom, left, right, 0, 0]) }),
    data_format: text('NHWC'),
    dilations: whole([1, ...dilations, 1]),
  };
}

const shapeTensor = (shape: Shape): Tensor => tf.tensor1d(Int32Array.from(shape), 'int32');

const isReflecting = ({ padding: { mode, top, bottom, left, right } }: ConvolutionGeometry): boolean => mode === 'reflect' && top + bottom + left + right > 0;

const isDilated = ({ dilations }: ConvolutionGeometry): boolean => dilations.some((dilation) => dilation > 1);

/** The same taps without dilation: TensorFlow's own gradients of dilated convolutions exist on graphics cards only. */
const undilated = (geometry: ConvolutionGeometry): ConvolutionGeometry => ({ ...geometry, dilations: [1, 1] });

/** The extents of a filter with its taps as far apart as the dilations say. */
const spreadExtent = (taps: number, dilation: number): number => (taps - 1) * dilation + 1;

/** A filter `[kh, kw, C, O]` with zeros between its taps. */
function spread(filter: TensorInfo, [down, across]: ConvolutionGeometry['dilations']): Tensor {
  const [rows, columns, channels, features] = filter.shape;
  const apart = tf.pad(tf.reshape(filter as Tensor, [rows, 1, columns, 1, channels * features]), [
    [0, 0],
    [0, down - 1],
    [0, 0],
    [0, across - 1],
    [0, 0],
  ]);
  const whole = tf.reshape(apart, [rows * down, columns * across, channels, features]);
  return tf.slice(whole, [0, 0, 0, 0], [spreadExtent(rows, down), spreadExtent(columns, across), channels, features]);
}

/** The taps of a filter out of its spread form: the adjoint of `spread`. */
function gathered(spreadFilter: Tensor, [down, across]: ConvolutionGeometry['dilations']): Tensor {
  return tf.stridedSlice(spreadFilter, [0, 0, 0, 0], spreadFilter.shape, [down, across, 1, 1]);
}

/** `Convolution` by TensorFlow's Conv2D. */
export function convolve(backend: NativeBackend, x: TensorInfo, filter: TensorInfo, geometry: ConvolutionGeometry): Tensor {
  const padded = isReflecting(geometry) ? mirror(backend, x, geometry.padding) : x;
  return execute(backend, 'Conv2D', attributesOf(geometry), [padded, filter]);
}

/** `ConvolutionInputGradient` by TensorFlow's Conv2DBackpropInput. */
export function convolveInputGradient(backend: NativeBackend, dy: TensorInfo, filter: TensorInfo, geometry: ConvolutionGeometry, inputShape: Shape): Tensor {
  if (isDilated(geometry)) return convolveInputGradient(backend, dy, spread(filter, geometry.dilations), undilated(geometry), inputShape);
  const reflects = isReflecting(geometry);
  const shape = reflects ? paddedShape(inputShape, geometry.padding) : inputShape;
  const dx = execute(backend, 'Conv2DBackpropInput', attributesOf(geometry), [shapeTensor(shape), filter, dy]);
  return reflects ? unmirror(backend, dx, geometry.padding) : dx;
}

/** `ConvolutionFilterGradient` by TensorFlow's Conv2DBackpropFilter. */
export function convolveFilterGradient(backend: NativeBackend, x: TensorInfo, dy: TensorInfo, geometry: ConvolutionGeometry, filterShape: Shape): Tensor {
  if (isDilated(geometry)) {
    const [rows, columns, ...channels] = filterShape;
    const [down, across] = geometry.dilations;
    const shape = [spreadExtent(rows, down), spreadExtent(columns, across), ...channels];
    return gathered(convolveFilterGradient(backend, x, dy, undilated(geometry), shape), geometry.dilations);
  }
  const padded = isReflecting(geometry) ? mirror(backend, x, geometry.padding) : x;
  return execute(backend, 'Conv2DBackpropFilter', attributesOf(geometry), [padded, shapeTensor(filterShape), dy]);
}
