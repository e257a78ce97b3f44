import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { arrangementGradients } from './arrangement.ts';
import { elementwiseGradients } from './elementwise.ts';
import { ownGradients } from './own.ts';
import { productGradients } from './products.ts';
import { reductionGradients } from './reductions.ts';
import type { GradientRow, InputGradients } from './row.ts';

/**
 * Every gradient that programs may use: tfjs-core's Node bundle registers none, and several of tfjs's
 * own are silently wrong. A kernel that is missing here cannot be differentiated: tfjs says so.
 */
export const gradientTable = { ...elementwiseGradients, ...reductionGradients, ...arrangementGradients, ...productGradients, ...ownGradients };

/**
 * The tape adds up gradients in place and disposes of the parts, so that no two inputs may share one
 * tensor: a gradient that is handed through is handed through as a clone.
 */
function unshared(dy: Tensor, gradients: InputGradients): InputGradients {
  return Object.fromEntries(
    Object.entries(gradients).map(([input, gradient]) => [
      input,
      (): Tensor => {
        const result = gradient();
        return result === dy ? tf.clone(dy) : result;
      },
    ]),
  );
}

function register(kernelName: string, { keeps, keepsResult, gradient }: GradientRow): void {
  tf.registerGradient({
    kernelName,
    saveAllInputs: keeps === 'all',
    inputsToSave: keeps === 'all' ? [] : [...(keeps ?? [])],
    outputsToSave: keepsResult === true ? [true] : [],
    // Two casts: rows are of kernels with one result, and read the attributes tfjs gave that very kernel.
    gradFunc: (dy, saved, attributes) => unshared(dy as Tensor, gradient(dy as Tensor, saved, attributes as never)),
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
