import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { onReferenceBackend } from '../../reference/backend.ts';
import { checkGradient } from '../testing/checkGradient.ts';
import { gradientChecks } from '../testing/gradientChecks.ts';

describe('the table of gradients agrees with finite differences', () => {
  for (const [name, given] of Object.entries(gradientChecks)) {
    it(name, () => {
      onReferenceBackend(() => {
        for (const check of [given].flat()) checkGradient(name, check);
      });
    });
  }

  it('goes through a clone once', () =>
    onReferenceBackend(() => {
      const gradient = tf.grad((x: Tensor) => tf.sum(tf.square(tf.clone(x))));
      expect(Array.from(gradient(tf.tensor1d([3])).dataSync())).toEqual([6]);
    }));

  it('lets a gradient be used by two inputs of one kernel', () =>
    onReferenceBackend(() => {
      const gradient = tf.grad((x: Tensor) => tf.add(tf.add(x, tf.square(x)), x));
      expect(Array.from(gradient(tf.tensor1d([3]), tf.tensor1d([1])).dataSync())).toEqual([8]);
    }));
});
