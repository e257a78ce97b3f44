import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { OperationAttributes, OperationInputs, OperationName } from './kernels.ts';

/** Runs one of our kernels on tfjs's current backend and records it for differentiation. */
export function runOperation<Name extends OperationName>(
  name: Name,
  inputs: Readonly<Record<OperationInputs<Name>, Tensor>>,
  attributes: OperationAttributes<Name>,
): Tensor {
  // One cast: tfjs types attributes as an open map of anything, ours are closed.
  return tf.engine().runKernel<Tensor>(name, inputs, attributes as unknown as tf.NamedAttrMap);
}
