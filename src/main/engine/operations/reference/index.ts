import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { AvgPoolGradAttrs } from '@tensorflow/tfjs-core';
import type { OperationAttributes, OperationInputs, OperationName } from '../kernels.ts';
import { convolve, convolveFilterGradient, convolveInputGradient } from './convolution.ts';
import { normalize, normalizeGradient } from './instanceNorm.ts';
import { pad, unpad } from './padding.ts';
import { averagePoolGradient } from './pooling.ts';
import { resizeBilinearGradient, resizeNearestGradient } from './resize.ts';
import type { ResizeAttributes } from './resize.ts';
import { cpuKernel } from './values.ts';
import type { ArrayKernel } from './values.ts';

/** Our kernels as plain loops: slow, in float64, and what every other backend is tested against. */
const referenceTable: { readonly [Name in OperationName]: ArrayKernel<OperationInputs<Name>, OperationAttributes<Name>> } = {
  Convolution: ({ x, filter }, { geometry }) => convolve(x, filter, geometry),
  ConvolutionInputGradient: ({ dy, filter }, { geometry, inputShape }) => convolveInputGradient(dy, filter, geometry, inputShape),
  ConvolutionFilterGradient: ({ x, dy }, { geometry, filterShape }) => convolveFilterGradient(x, dy, geometry, filterShape),
  ReflectPad: ({ x }, { padding }) => pad(x, padding, 'reflect'),
  ReflectPadGradient: ({ dy }, { padding, inputShape }) => ({ shape: inputShape, values: unpad(dy.values, inputShape, padding, 'reflect') }),
  InstanceNorm: ({ x }, { epsilon }) => normalize(x, epsilon),
  InstanceNormGradient: ({ x, y, dy }, { epsilon }) => normalizeGradient(x, y, dy, epsilon),
};

/** Kernels of tfjs's own that are wrong on its `cpu` backend, done right. */
const mended = {
  ResizeNearestNeighborGrad: ({ images, dy }, attributes) => resizeNearestGradient(images, dy, attributes),
  ResizeBilinearGrad: ({ images, dy }, attributes) => resizeBilinearGradient(images, dy, attributes),
  AvgPoolGrad: ({ input, dy }, attributes) => averagePoolGradient(input, dy, attributes),
} satisfies Record<string, ArrayKernel<string, ResizeAttributes & AvgPoolGradAttrs>>;

let registered = false;

/** Registers our kernels for tfjs's `cpu` backend and mends those of its own that are wrong. Further calls do nothing. */
export function registerReferenceKernels(): void {
  if (registered) return;
  registered = true;
  // Two casts: a table's entries lose the tie between a kernel's name and its inputs.
  for (const [kernelName, kernel] of Object.entries(referenceTable)) {
    tf.registerKernel({ kernelName, backendName: 'cpu', kernelFunc: cpuKernel(kernel as ArrayKernel<string, unknown>) });
  }
  for (const [kernelName, kernel] of Object.entries(mended)) {
    tf.unregisterKernel(kernelName, 'cpu');
    tf.registerKernel({ kernelName, backendName: 'cpu', kernelFunc: cpuKernel(kernel as ArrayKernel<string, unknown>) });
  }
}
