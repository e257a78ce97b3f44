import * as tf from '@tensorflow/tfjs-core';
import { arrangementGradients } from './arrangement.ts';
import { elementwiseGradients } from './elementwise.ts';
import { ownGradients } from './own.ts';
import { productGradients } from './products.ts';
import { reductionGradients } from './reductions.ts';
import type { GradientRow } from './row.ts';

/**
 * Every gradient that programs may use: tfjs-core's Node bundle registers none, and several of tfjs's
 * own are silently wrong. A kernel that is missing here cannot be differentiated: tfjs says so.
 */
export const gradientTable = { ...elementwiseGradients, ...reductionGradients, ...arrangementGradients, ...productGradients, ...ownGradients };

function register(kernelName: string, { keeps, keepsResult, gradient }: GradientRow): void {
  tf.registerGradient({
    kernelName,
    saveAllInputs: keeps === 'all',
    inputsToSave: keeps === 'all' ? [] : [...(keeps ?? [])],
    outputsToSave: keepsResult === true ? [true] : [],
    // Two casts: rows are of kernels with one result, and read the attributes tfjs gave that very kernel.
    gradFunc: (dy, saved, attributes) => gradient(dy as tf.Tensor, saved, attributes as never),
  });
}

let registered = false;

/**
 * Registers the gradients of all kernels with tfjs. Call it before differentiating anything; further
 * calls do nothing. Kernels themselves are registered by each backend.
 */
export function registerOperations(): void {
  if (registered) return;
  registered = true;
  for (const [name, definition] of Object.entries(gradientTable)) register(name, definition);
}
