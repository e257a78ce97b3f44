import * as tf from '@tensorflow/tfjs-core';
import { convolution, convolutionFilterGradient, transposedConvolution } from '../convolution.ts';
import { instanceNormGradient } from '../instanceNorm.ts';
import type { OperationAttributes, OperationName } from '../kernels.ts';
import { reflectPad, reflectPadGradient } from '../padding.ts';
import { row } from './row.ts';
import type { GradientRow } from './row.ts';

const PIXELS = [1, 2];

/**
 * The gradients of our own kernels. The three of the convolution family are each other's, as are the
 * two of reflection padding, so that every order of differentiation exists.
 */
export const ownGradients: { readonly [Name in OperationName]: GradientRow<OperationAttributes<Name>> } = {
  Convolution: row({
    keeps: ['x', 'filter'],
    gradient: (dy, [x, filter], { geometry }) => ({
      x: () => transposedConvolution(dy, filter, geometry, x.shape),
      filter: () => convolutionFilterGradient(x, dy, geometry, filter.shape),
    }),
  }),
  ConvolutionInputGradient: row({
    keeps: ['dy', 'filter'],
    gradient: (dy, [x, filter], { geometry }) => ({
      dy: () => convolution(dy, filter, geometry),
      filter: () => convolutionFilterGradient(dy, x, geometry, filter.shape),
    }),
  }),
  ConvolutionFilterGradient: row({
    keeps: ['x', 'dy'],
    gradient: (dFilter, [x, dy], { geometry }) => ({
      x: () => transposedConvolution(dy, dFilter, geometry, x.shape),
      dy: () => convolution(x, dFilter, geometry),
    }),
  }),
  ReflectPad: row({ keeps: ['x'], gradient: (dy, [x], { padding }) => ({ x: () => reflectPadGradient(dy, padding, x.shape) }) }),
  ReflectPadGradient: row({ gradient: (dy, _, { padding }) => ({ dy: () => reflectPad(dy, padding) }) }),
  InstanceNorm: row({
    keeps: ['x'],
    keepsResult: true,
    gradient: (dy, [x, y], { epsilon }) => ({ x: () => instanceNormGradient(x, y, dy, epsilon) }),
  }),
  // With s = 1 / sqrt(variance(x) + epsilon) and means over the pixels, dx = s (dy - mean(dy) - y mean(dy y)).
  // It is self-adjoint in dy; x enters only through s, with ds/dx = -s^2 y / count.
  InstanceNormGradient: row({
    keeps: ['x', 'y', 'dy'],
    keepsResult: true,
    gradient: (g, [x, y, dy, dx], { epsilon }) => {
      const mean = (values: tf.Tensor): tf.Tensor => tf.mean(values, PIXELS, true);
      const s = (): tf.Tensor => tf.rsqrt(tf.add(mean(tf.square(tf.sub(x, mean(x)))), epsilon));
      return {
        x: () => tf.neg(tf.mul(tf.mul(y, s()), mean(tf.mul(g, dx)))),
        y: () => tf.neg(tf.mul(s(), tf.add(tf.mul(g, mean(tf.mul(dy, y))), tf.mul(dy, mean(tf.mul(g, y)))))),
        dy: () => instanceNormGradient(x, y, g, epsilon),
      };
    },
  }),
};
