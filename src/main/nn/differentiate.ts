import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { registerOperations } from '../engine/operations/index.ts';
import type { NamedTensors } from '../engine/program.ts';

/** Gradients of a loss, and what was computed on the way to it. */
export interface Differentiated<Outputs extends NamedTensors> {
  readonly outputs: Outputs;
  /** By the name of the parameter. */
  readonly gradients: NamedTensors;
}

/**
 * Runs `forward` and differentiates its scalar `loss` in each of `variables`, keeping `outputs`, which
 * hold no gradient any more. Throws if the loss does not depend on one of the variables.
 */
export function differentiate<Outputs extends NamedTensors>(
  variables: NamedTensors,
  forward: () => { readonly loss: Tensor; readonly outputs: Outputs },
): Differentiated<Outputs> {
  registerOperations();
  const kept: [string, Tensor][] = [];
  const names = Object.keys(variables);
  const { value, grads } = tf.engine().gradients(
    () => {
      const { loss, outputs } = forward();
      // The tape disposes of what is computed on it; a kept clone lives on until it is cloned again outside.
      for (const [name, output] of Object.entries(outputs)) kept.push([name, tf.keep(tf.clone(output))]);
      return loss;
    },
    Object.values(variables),
    undefined,
    true,
  );
  value.dispose();
  const outputs = kept.map(([name, tensor]) => {
    const output = tf.clone(tensor);
    tensor.dispose();
    return [name, output] as const;
  });
  // tfjs leaves holes for variables it found no way to, although its type says otherwise.
  const gradients: readonly (Tensor | null | undefined)[] = grads;
  const named = names.map((name, index): [string, Tensor] => {
    const gradient = gradients[index];
    if (!gradient) throw new Error(`the loss does not depend on ${name}`);
    return [name, gradient];
  });
  // One cast: the names are those of `forward`'s outputs.
  return { outputs: Object.fromEntries(outputs) as NamedTensors as Outputs, gradients: Object.fromEntries(named) };
}
