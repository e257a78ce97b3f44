import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import type { OperationAttributes, OperationInputs, OperationName } from '../../operations/kernels.ts';
import type { NativeBackend } from '../native.ts';
import { convolve, convolveFilterGradient, convolveInputGradient } from './convolution.ts';
import { normalize, normalizeGradient } from './instanceNorm.ts';
import { mendedKernels } from './mended.ts';
import { mirror, unmirror } from './padding.ts';

/** A kernel on TensorFlow's operations. What it makes on the way to its result is disposed of by whoever registers it. */
export type NativeKernel<Name extends string, Attributes> = (
  backend: NativeBackend,
  inputs: Readonly<Record<Name, TensorInfo>>,
  attributes: Attributes,
) => Tensor;

/** Our kernels by TensorFlow's own operations, gradients included. */
const operationKernels: { readonly [Name in OperationName]: NativeKernel<OperationInputs<Name>, OperationAttributes<Name>> } = {
  Convolution: (backend, { x, filter }, { geometry }) => convolve(backend, x, filter, geometry),
  ConvolutionInputGradient: (backend, { dy, filter }, { geometry, inputShape }) => convolveInputGradient(backend, dy, filter, geometry, inputShape),
  ConvolutionFilterGradient: (backend, { x, dy }, { geometry, filterShape }) => convolveFilterGradient(backend, x, dy, geometry, filterShape),
  ReflectPad: (backend, { x }, { padding }) => mirror(backend, x, padding),
  ReflectPadGradient: (backend, { dy }, { padding }) => unmirror(backend, dy, padding),
  InstanceNorm: (backend, { x }, { epsilon }) => normalize(backend, x, epsilon),
  InstanceNormGradient: (backend, { x, y, dy }, { epsilon }) => normalizeGradient(backend, x, y, dy, epsilon),
};

let registered = false;

/** Registers our kernels for the TensorFlow backend and mends those of tfjs-node that are wrong or slow. Call it after its own are registered. */
export function registerNativeKernels(): void {
  if (registered) return;
  registered = true;
  for (const [kernelName, kernel] of Object.entries({ ...operationKernels, ...mendedKernels })) {
    if (tf.getKernel(kernelName, 'tensorflow') !== undefined) tf.unregisterKernel(kernelName, 'tensorflow');
    tf.registerKernel({
      kernelName,
      backendName: 'tensorflow',
      // Casts: tfjs types kernels openly; a table's entries lose the tie between a kernel's name and its inputs.
      kernelFunc: ({ inputs, attrs, backend }) =>
        tf.tidy(() => (kernel as NativeKernel<string, unknown>)(backend as NativeBackend, inputs as Record<string, TensorInfo>, attrs)),
    });
  }
}
