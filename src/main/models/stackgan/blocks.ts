import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { leakyRelu, relu } from '../../nn/activations.ts';
import { batchNormLayer } from '../../nn/batchNorm.ts';
import { convolutionLayer } from '../../nn/convolution.ts';
import type { Layer } from '../../nn/layer.ts';
import { named, place, sequential } from '../../nn/layer.ts';
import { doublingConvolution } from '../../nn/upsampling.ts';

/** The reference starts convolutions at N(0, 0.02) and norms at N(1, 0.02). */
export const GAIN = 0.02;

/** A 3x3 convolution that keeps the size, without a bias. */
export const convolution3 = (inputs: number, outputs: number): Layer => convolutionLayer({ inputs, outputs, kernel: 3, padding: 1, bias: 'none', gain: GAIN });

/** A 4x4 convolution that halves the size, without a bias. */
export const halving = (inputs: number, outputs: number): Layer =>
  convolutionLayer({ inputs, outputs, kernel: 4, stride: 2, padding: 1, bias: 'none', gain: GAIN });

/** The norm of this architecture. */
export const norm = (channels: number): Layer => batchNormLayer({ channels, gain: GAIN });

/** Doubles a picture and halves its channels: the reference's `upBlock`. */
export const growing = (inputs: number, outputs: number): Layer =>
  sequential([place, doublingConvolution({ inputs, outputs, mode: 'zeros', bias: 'none', gain: GAIN }), norm(outputs), relu]);

/** The reference's `ResBlock`: relu(x + block(x)). */
export function residualBlock(channels: number): Layer {
  const block = named('block', sequential([convolution3(channels, channels), norm(channels), relu, convolution3(channels, channels), norm(channels)]));
  return { ...block, forward: (parameter, x) => tf.relu(tf.add(x, block.forward(parameter, x))) };
}

/** A condition `[N, C]` at every place of features `[N, H, W, F]`, behind them: `[N, H, W, F + C]`. */
export function beside(features: Tensor, condition: Tensor): Tensor {
  const [batch, height, width] = features.shape;
  const [, channels] = condition.shape;
  return tf.concat([features, tf.tile(tf.reshape(condition, [batch, 1, 1, channels]), [1, height, width, 1])], 3);
}

/** Halvings from a picture of `size` to 4 x 4 features, then 3x3 convolutions until no more than eight widths are left. */
export function judgingLayers(size: number, width: number): { readonly layers: Layer[]; readonly channels: number } {
  let channels = width;
  const layers = [halving(3, channels), leakyRelu];
  for (let side = size / 2; side > 4; side /= 2) {
    layers.push(halving(channels, 2 * channels), norm(2 * channels), leakyRelu);
    channels *= 2;
  }
  while (channels > 8 * width) {
    layers.push(convolution3(channels, channels / 2), norm(channels / 2), leakyRelu);
    channels /= 2;
  }
  return { layers, channels };
}
