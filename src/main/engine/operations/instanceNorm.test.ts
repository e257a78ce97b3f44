import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { Random } from '../random.ts';
import { onReferenceBackend } from '../reference/backend.ts';
import { directionalDerivatives, randomTensor, relativeDifference } from './testing/tensors.ts';
import { instanceNorm, instanceNormGradient } from './instanceNorm.ts';

const SHAPE = [2, 5, 4, 3];
const EPSILON = 1e-3;

/** The definition in tfjs's own operations, differentiable by the tape. */
function composed(x: Tensor): Tensor {
  const mean = tf.mean(x, [1, 2], true);
  const centred = tf.sub(x, mean);
  return tf.div(centred, tf.sqrt(tf.add(tf.mean(tf.square(centred), [1, 2], true), EPSILON)));
}

describe('instanceNorm on the reference backend', () => {
  it('is its definition, and so is its gradient', () =>
    onReferenceBackend(() => {
      const random = Random.fromSeed(1);
      const x = tf.add(tf.mul(randomTensor(random, SHAPE), 3), 7);
      const dy = randomTensor(random, SHAPE);
      expect(relativeDifference(instanceNorm(x, EPSILON).dataSync(), composed(x).dataSync())).toBeLessThan(1e-5);
      const ours = tf.grad((value: Tensor) => instanceNorm(value, EPSILON))(x, dy);
      expect(relativeDifference(ours.dataSync(), tf.grad(composed)(x, dy).dataSync())).toBeLessThan(1e-4);
    }));

  it('has gradients of first and second order that finite differences confirm', () =>
    onReferenceBackend(() => {
      const random = Random.fromSeed(2);
      const x = randomTensor(random, SHAPE);
      const dy = randomTensor(random, SHAPE);
      const [first, firstDifferences] = directionalDerivatives(random, (value) => instanceNorm(value, EPSILON), [x], 0);
      expect(Math.abs(first - firstDifferences)).toBeLessThan(5e-3 * (1 + Math.abs(firstDifferences)));
      // y is a function of x here, so that the gradients through x and through y are both in play.
      const second = (value: Tensor, by: Tensor): Tensor => instanceNormGradient(value, instanceNorm(value, EPSILON), by, EPSILON);
      for (const index of [0, 1]) {
        const [tape, differences] = directionalDerivatives(random, second, [x, dy], index);
        expect(Math.abs(tape - differences)).toBeLessThan(5e-3 * (1 + Math.abs(differences)));
      }
    }));
});
