import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { onReferenceBackend } from '../engine/reference/backend.ts';
import { adamState, adamStep } from './adam.ts';
import type { ParameterTree } from './parameters.ts';

const parameters: ParameterTree = {
  'net.weight': { shape: [3], layout: 'same', start: { kind: 'constant', value: 0 }, trained: true },
  'net.bias': { shape: [3], layout: 'same', start: { kind: 'constant', value: 0 }, trained: false },
};

describe('adam', () => {
  it('keeps moments for trained parameters only', () => {
    expect(Object.keys(adamState(parameters))).toEqual(['adam.m.net.weight', 'adam.v.net.weight']);
  });

  it('follows the formula step by step', () =>
    onReferenceBackend(() => {
      const settings = { beta1: 0.5, beta2: 0.999, epsilon: 1e-3 };
      const gradients = [
        [1, -2, 1e-4],
        [-3, 0.5, 0],
        [2, 0, -1e-5],
      ];
      const expected = { p: [0.1, 0.2, 0.3], m: [0, 0, 0], v: [0, 0, 0] };
      let state: Record<string, tf.Tensor> = { 'net.weight': tf.tensor1d(expected.p), 'adam.m.net.weight': tf.zeros([3]), 'adam.v.net.weight': tf.zeros([3]) };
      gradients.forEach((gradient, index) => {
        const correction1 = 1 - settings.beta1 ** (index + 1);
        const correction2 = 1 - settings.beta2 ** (index + 1);
        const inputs = { learningRate: tf.scalar(0.01), correction1: tf.scalar(correction1), correction2: tf.scalar(correction2) };
        state = { ...adamStep(settings, state, { 'net.weight': tf.tensor1d(gradient) }, inputs) };
        gradient.forEach((g, i) => {
          expected.m[i] = settings.beta1 * expected.m[i] + (1 - settings.beta1) * g;
          expected.v[i] = settings.beta2 * expected.v[i] + (1 - settings.beta2) * g * g;
          expected.p[i] -= ((0.01 / correction1) * expected.m[i]) / (Math.sqrt(expected.v[i]) / Math.sqrt(correction2) + settings.epsilon);
        });
        state['net.weight'].dataSync().forEach((value, i) => expect(value).toBeCloseTo(expected.p[i], 6));
      });
    }));
});
