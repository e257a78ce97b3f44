import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { convolution, convolutionFilterGradient, transposedConvolution } from '../convolution.ts';
import type { Conv2DAttributes } from '../tfjsGeometry.ts';
import { geometryOfConv2D } from '../tfjsGeometry.ts';
import { reduceTo } from './elementwise.ts';
import { row } from './row.ts';
import type { GradientTable } from './row.ts';

/** Runs a kernel of tfjs that no function of its public interface calls, with the attributes of another one. */
function runGradientKernel(name: string, inputs: tf.NamedTensorMap, attributes: unknown): Tensor {
  // One cast: the attributes come from tfjs.
  return tf.engine().runKernel<Tensor>(name, inputs, attributes as tf.NamedAttrMap);
}

/** Pooling, bilinear resizing, batch normalization, and tfjs's own convolutions through ours, which every padding and dilation can be differentiated in. */
export const pictureGradients = {
  AvgPool: row({ keeps: ['x'], gradient: (dy, [x], attributes) => ({ x: () => runGradientKernel('AvgPoolGrad', { dy, input: x }, attributes) }) }),
  MaxPool: row({
    keeps: ['x'],
    keepsResult: true,
    gradient: (dy, [x, y], attributes) => ({ x: () => runGradientKernel('MaxPoolGrad', { dy, input: x, output: y }, attributes) }),
  }),
  ResizeBilinear: row({
    keeps: ['images'],
    gradient: (dy, [images], attributes) => ({ images: () => runGradientKernel('ResizeBilinearGrad', { images, dy }, attributes) }),
  }),
  Conv2D: row<Conv2DAttributes>({
    keeps: ['x', 'filter'],
    gradient: (dy, [x, filter], attributes) => {
      const geometry = geometryOfConv2D(x.shape, filter.shape, attributes);
      return { x: () => transposedConvolution(dy, filter, geometry, x.shape), filter: () => convolutionFilterGradient(x, dy, geometry, filter.shape) };
    },
  }),
  Conv2DBackpropInput: row<Conv2DAttributes & { inputShape: number[] }>({
    keeps: ['dy', 'filter'],
    gradient: (dy, [x, filter], { inputShape, ...attributes }) => {
      const geometry = geometryOfConv2D(inputShape, filter.shape, attributes);
      return { dy: () => convolution(dy, filter, geometry), filter: () => convolutionFilterGradient(dy, x, geometry, filter.shape) };
    },
  }),
  // y = (x - mean) scale s + offset with s = 1 / sqrt(variance + epsilon), so ds/dvariance = -s^3 / 2.
  FusedBatchNorm: row<{ varianceEpsilon: number }>({
    keeps: ['x', 'mean', 'variance', 'scale'],
    gradient: (dy, [x, mean, variance, scale], { varianceEpsilon }) => {
      const s = (): Tensor => tf.rsqrt(tf.add(variance, varianceEpsilon));
      const scaled = (): Tensor => tf.mul(dy, scale);
      const centred = (): Tensor => tf.sub(x, mean);
      return {
        x: () => tf.mul(scaled(), s()),
        mean: () => reduceTo(tf.neg(tf.mul(scaled(), s())), mean.shape),
        variance: () => reduceTo(tf.mul(tf.mul(scaled(), centred()), tf.mul(tf.mul(s(), tf.square(s())), -0.5)), variance.shape),
        scale: () => reduceTo(tf.mul(dy, tf.mul(centred(), s())), scale.shape),
        offset: () => reduceTo(dy, mean.shape),
      };
    },
  }),
} satisfies GradientTable;
