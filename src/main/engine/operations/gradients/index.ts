import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { arrangementGradients } from './arrangement.ts';
import { elementwiseGradients } from './elementwise.ts';
import { ownGradients } from './own.ts';
import { pictureGradients } from './pictures.ts';
import { productGradients } from './products.ts';
import { reductionGradients } from './reductions.ts';
import type { GradientRow, InputGradients, ManyGradientRow } from './row.ts';
import { slicingGradients } from './slicing.ts';

/**
 * Every gradient that programs may use: tfjs-core's Node bundle registers none, and several of tfjs's
 * own are silently wrong. A kernel that is missing here cannot be differentiated: tfjs says so.
 */
export const gradientTable = {
  ...elementwiseGradients,
  ...reductionGradients,
  ...arrangementGradients,
  ...slicingGradients,
  ...productGradients,
  ...pictureGradients,
  ...ownGradients,
};

/**
 * The tape adds up gradients in place and disposes of the parts, so that no two inputs may share one
 * tensor: a gradient that is handed through is handed through as a clone.
 */
function unshared(dys: readonly Tensor[], gradients: InputGradients): InputGradients {
  return Object.fromEntries(
    Object.entries(gradients).map(([input, gradient]) => [
      input,
      (): Tensor => {
        const result = gradient();
        return dys.includes(result) ? tf.clone(result) : result;
      },
    ]),
  );
}

function register(kernelName: string, row: GradientRow | ManyGradientRow): void {
  const { keeps, keepsResult } = row;
  tf.registerGradient({
    kernelName,
    saveAllInputs: keeps === 'all',
    inputsToSave: keeps === 'all' ? [] : [...(keeps ?? [])],
    outputsToSave: keepsResult === true ? [true] : [],
    gradFunc: (dy, saved, attributes) => {
      // tfjs gives a bare tensor where there is one result.
      const dys: readonly Tensor[] = Array.isArray(dy) ? dy : [dy];
      // Two casts: rows read the attributes tfjs gave that very kernel.
      const gradients = 'gradientOfMany' in row ? row.gradientOfMany(dys, saved, attributes as never) : row.gradient(dys[0], saved, attributes as never);
      return unshared(dys, gradients);
    },
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
