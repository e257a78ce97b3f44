import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { NamedTensors, TensorSpecs } from '../engine/program.ts';
import { specsOf } from './parameters.ts';
import type { ParameterTree } from './parameters.ts';

/** Adam's decay rates; epsilon is added to the root of the second moment. */
export interface AdamSettings {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** What changes from step to step, as scalars: the learning rate and `1 - beta^t`, t counted from 1. */
export interface AdamInputs {
  readonly learningRate: Tensor;
  readonly correction1: Tensor;
  readonly correction2: Tensor;
}

const firstMoment = (parameter: string): string => `adam.m.${parameter}`;
const secondMoment = (parameter: string): string => `adam.v.${parameter}`;

/** The parameters that gradients reach. */
export function trainedOf(parameters: ParameterTree): ParameterTree {
  return Object.fromEntries(Object.entries(parameters).filter(([, { trained }]) => trained));
}

/** Adam's state: two moments for each trained parameter, both starting at 0. */
export function adamState(parameters: ParameterTree): TensorSpecs {
  return Object.fromEntries(
    Object.entries(specsOf(trainedOf(parameters))).flatMap(([name, spec]) => [firstMoment(name), secondMoment(name)].map((entry) => [entry, spec])),
  );
}

/**
 * One step of Adam (Kingma & Ba, ICLR 2015, algorithm 1) in PyTorch's form, for every parameter with a
 * gradient: m = beta1 m + (1 - beta1) g, v = beta2 v + (1 - beta2) g^2, and
 * p - rate / correction1 * m / (sqrt(v) / sqrt(correction2) + epsilon).
 *
 * Returns the state entries that changed: parameters and moments.
 */
export function adamStep(
  settings: AdamSettings,
  state: NamedTensors,
  gradients: NamedTensors,
  { learningRate, correction1, correction2 }: AdamInputs,
): NamedTensors {
  const { beta1, beta2, epsilon } = settings;
  const rate = tf.div(learningRate, correction1);
  const root = tf.sqrt(correction2);
  return Object.assign(
    {},
    ...Object.entries(gradients).map(([name, gradient]) =>
      // What is computed on the way is freed parameter by parameter: together it would be four times the state.
      tf.tidy((): Record<string, Tensor> => {
        const m = tf.add(tf.mul(state[firstMoment(name)], beta1), tf.mul(gradient, 1 - beta1));
        const v = tf.add(tf.mul(state[secondMoment(name)], beta2), tf.mul(tf.square(gradient), 1 - beta2));
        const denominator = tf.add(tf.div(tf.sqrt(v), root), epsilon);
        return {
          [name]: tf.sub(state[name], tf.mul(rate, tf.div(m, denominator))),
          [firstMoment(name)]: m,
          [secondMoment(name)]: v,
        };
      }),
    ),
  ) as Record<string, Tensor>;
}
