import * as tf from '@tensorflow/tfjs-core';
import { registerOperations } from '../operations/gradients/index.ts';
import { registerReferenceKernels } from '../operations/reference/index.ts';

let prepared = false;

/** Starts tfjs's `cpu` backend with our kernels and gradients, without the banner it prints at its first tensor. */
function prepare(): void {
  if (prepared) return;
  prepared = true;
  registerOperations();
  registerReferenceKernels();
  const loud = tf.env().getBool('PROD');
  tf.env().set('PROD', true);
  void tf.setBackend('cpu');
  tf.scalar(0).dispose();
  tf.env().set('PROD', loud);
}

/**
 * Runs `work` with tfjs's `cpu` backend as the current one and restores the former. tfjs has one
 * current backend for the whole process, so `work` must be synchronous.
 */
export function onReferenceBackend<Result>(work: () => Result): Result {
  const former = tf.engine().backendName;
  prepare();
  // Switching between backends that are started is synchronous, although tfjs returns a promise.
  void tf.setBackend('cpu');
  try {
    return work();
  } finally {
    if (former) void tf.setBackend(former);
  }
}
