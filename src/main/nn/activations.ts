import * as tf from '@tensorflow/tfjs-core';
import { pointwise } from './layer.ts';

/** max(x, 0). */
export const relu = pointwise((x) => tf.relu(x));

/** x above 0, 0.2 x below: the slope of DCGAN's and CycleGAN's discriminators. */
export const leakyRelu = pointwise((x) => tf.leakyRelu(x, 0.2));

/** tanh, into (-1, 1). */
export const tanh = pointwise((x) => tf.tanh(x));
