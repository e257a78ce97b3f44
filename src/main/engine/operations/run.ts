import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { OperationAttributes, OperationInputs, OperationName } from './kernels.ts';

/** Runs one of our kernels on tfjs's current backend and records it for differentiation. */
export function runOperation<Name extends OperationName>(
  name: Name,
  inputs: Readonly<Record<OperationInputs<Name>, Tensor>>,
  attributes: OperationAttributes<Name>,
): Tensor {
  // Two casts: tfjs types attributes and inputs as open maps of anything, ours are closed.
  return tf.engine().runKernel(name, inputs as unknown as tf.NamedTensorMap, attributes as unknown as tf.NamedAttrMap) as Tensor;
}
