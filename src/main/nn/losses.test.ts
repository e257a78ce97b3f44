import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { onReferenceBackend } from '../engine/reference/backend.ts';
import { differentiate } from './differentiate.ts';
import { adversarialLosses, l1Loss } from './losses.ts';

const of = (loss: (prediction: tf.Tensor) => tf.Tensor, ...values: number[]): number => loss(tf.tensor1d(values)).dataSync()[0];

describe('losses', () => {
  it('lsgan wants 1 for real and 0 for fake', () =>
    onReferenceBackend(() => {
      expect(of(adversarialLosses.lsgan.real, 3, 1)).toBeCloseTo(2);
      expect(of(adversarialLosses.lsgan.fake, 3, 1)).toBeCloseTo(5);
    }));

  it('vanilla is the binary cross-entropy of logits and stays finite far out', () =>
    onReferenceBackend(() => {
      const sigmoid = 1 / (1 + Math.exp(-0.7));
      expect(of(adversarialLosses.vanilla.real, 0.7)).toBeCloseTo(-Math.log(sigmoid), 5);
      expect(of(adversarialLosses.vanilla.fake, 0.7)).toBeCloseTo(-Math.log(1 - sigmoid), 5);
      expect(of(adversarialLosses.vanilla.real, -200)).toBeCloseTo(200, 3);
      expect(of(adversarialLosses.vanilla.fake, -200)).toBeCloseTo(0, 5);
    }));

  it('l1 is a mean whose gradient is 0 where both agree', () =>
    onReferenceBackend(() => {
      const a = tf.tensor1d([1, 5, 2, 0]);
      const { outputs, gradients } = differentiate({ a }, () => {
        const loss = l1Loss(a, tf.tensor1d([2, 3, 2, 0]));
        return { loss, outputs: { loss } };
      });
      expect(outputs.loss.dataSync()[0]).toBeCloseTo(0.75);
      expect(Array.from(gradients.a.dataSync())).toEqual([-0.25, 0.25, 0, 0]);
    }));
});

describe('differentiate', () => {
  it('names the parameter that a loss does not depend on', () =>
    onReferenceBackend(() => {
      const a = tf.scalar(1);
      const b = tf.scalar(2);
      expect(() => differentiate({ a, b }, () => ({ loss: tf.square(a), outputs: {} }))).toThrow('does not depend on b');
    }));

  it('leaves only outputs and gradients behind', () =>
    onReferenceBackend(() => {
      const a = tf.scalar(3);
      const before = tf.memory().numTensors;
      const { outputs, gradients } = differentiate({ a }, () => {
        const half = tf.div(a, 2);
        return { loss: tf.square(half), outputs: { half } };
      });
      expect(outputs.half.dataSync()[0]).toBe(1.5);
      expect(gradients.a.dataSync()[0]).toBeCloseTo(1.5);
      tf.dispose([outputs.half, gradients.a]);
      expect(tf.memory().numTensors).toBe(before);
    }));
});
