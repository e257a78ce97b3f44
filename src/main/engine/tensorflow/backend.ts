import * as tf from '@tensorflow/tfjs-core';
import type { EagerBackend } from '../eager/backend.ts';
import { registerOperations } from '../operations/index.ts';
import { registerNativeKernels } from './kernels/index.ts';
import { loadBackend } from './load.ts';
import type { NativeSettings } from './load.ts';
import type { NativeBackend } from './native.ts';

/** TensorFlow as tfjs's backend. */
export interface TensorflowBackend extends EagerBackend {
  readonly native: NativeBackend;
}

let started: TensorflowBackend | undefined;

/**
 * Starts TensorFlow in this process, with our kernels and gradients. A process has one TensorFlow: further
 * calls give the same, whatever they ask for. Throws what stands in the way of loading it.
 */
export function startTensorflow(settings: NativeSettings): TensorflowBackend {
  if (started !== undefined) return started;
  const native = loadBackend(settings);
  tf.registerBackend('tensorflow', () => native);
  registerOperations();
  registerNativeKernels();
  started = {
    native,
    on: (work) => {
      const former = tf.engine().backendName;
      // Switching between backends that are started is synchronous, although tfjs returns a promise.
      void tf.setBackend('tensorflow');
      try {
        return work();
      } finally {
        if (former && former !== 'tensorflow') void tf.setBackend(former);
      }
    },
  };
  return started;
}
