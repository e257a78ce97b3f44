import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { onReferenceBackend } from '../../engine/reference/backend.ts';
import { binLoss, binsOf, huberLoss } from './objective.ts';

describe('the losses of colorization', () => {
  it.each([1, 30])('turns from square to straight where it is told: at %i of Lab', (turn) =>
    onReferenceBackend(() => {
      const delta = turn / 110;
      const of = (difference: number): number => huberLoss(tf.tensor4d([difference], [1, 1, 1, 1]), tf.zeros([1, 1, 1, 1]), turn).dataSync()[0];
      expect(of(delta / 2)).toBeCloseTo(delta / 8, 7);
      expect(of(delta)).toBeCloseTo(delta / 2, 7);
      expect(of(-10 * delta)).toBeCloseTo(9.5 * delta, 6);
    }),
  );

  it('adds up over channels and averages over pixels', () =>
    onReferenceBackend(() => {
      const predicted = tf.tensor4d([1, 1, 0, 0], [1, 1, 2, 2]);
      expect(huberLoss(predicted, tf.zeros([1, 1, 2, 2]), 1).dataSync()[0]).toBeCloseTo(1 - 0.5 / 110, 5);
    }));

  it('numbers the bins by a, then b, from -110 on', () =>
    onReferenceBackend(() => {
      const chroma = tf.tensor4d([-1, -1, 0, 0, 1, 1, 0.05, -0.05], [1, 1, 4, 2]);
      const bins = tf.argMax(binsOf(chroma), 1).dataSync();
      // 0.05 * 110 = 5.5 lies in the next bin up, -5.5 in the next one down.
      expect([...bins]).toEqual([0, 11 * 23 + 11, 22 * 23 + 22, 12 * 23 + 10]);
    }));

  it('is the cross-entropy of the true bin of every fourth pixel', () =>
    onReferenceBackend(() => {
      const logits = new Float32Array(529);
      logits[11 * 23 + 11] = 2;
      const chroma = tf.zeros([1, 4, 4, 2]);
      const expected = Math.log(528 + Math.exp(2)) - 2;
      expect(binLoss(tf.tensor4d(logits, [1, 1, 1, 529]), chroma).dataSync()[0]).toBeCloseTo(expected, 5);
    }));
});
