import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { Random } from '../../random.ts';
import { onReferenceBackend } from '../../reference/backend.ts';
import { directionalDerivatives, randomTensor } from '../testing/tensors.ts';
import { gradientChecks } from '../testing/gradientChecks.ts';

describe('the table of gradients agrees with finite differences', () => {
  for (const [name, given] of Object.entries(gradientChecks)) {
    it(name, () => {
      const random = Random.fromSeed(name.length);
      for (const { shapes, f, positive } of Array.isArray(given) ? given : [given]) {
        onReferenceBackend(() => {
          // The random direction is scaled by the step, so that no value crosses zero.
          const away = (x: Tensor): Tensor => tf.add(tf.sigmoid(x), 0.2);
          const inputs = shapes.map((shape) => {
            const x = randomTensor(random, shape);
            return positive === true ? away(x) : tf.mul(tf.sign(x), away(x));
          });
          inputs.forEach((_, index) => {
            const [tape, differences] = directionalDerivatives(random, f, inputs, index, 3e-3);
            expect(Math.abs(tape - differences), `input ${index} of shapes ${JSON.stringify(shapes)}`).toBeLessThan(1e-2 * (1 + Math.abs(differences)));
          });
        });
      }
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
