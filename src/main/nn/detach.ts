import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

/** The same values, through which no gradient flows: PyTorch's `detach`. */
export function detach(x: Tensor): Tensor {
  return tf.customGrad((value, save) => {
    // One cast of type only: what was passed in is a tensor, which tfjs types as one of several things.
    const tensor = value as Tensor;
    (save as tf.GradSaveFunc)([]);
    return { value: tf.clone(tensor), gradFunc: () => tf.zeros(tensor.shape) };
  })(x);
}
