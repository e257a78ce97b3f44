import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { onReferenceBackend } from '../engine/reference/backend.ts';
import { batchNormLayer } from './batchNorm.ts';
import { lookupIn, named, trainingLookupIn } from './layer.ts';

const norm = named('norm', batchNormLayer({ channels: 1 }));
const state = (): Record<string, Tensor> => ({
  'net.norm.weight': tf.tensor1d([2]),
  'net.norm.bias': tf.tensor1d([1]),
  'net.norm.running_mean': tf.tensor1d([10]),
  'net.norm.running_var': tf.tensor1d([4]),
});
// Mean 2, biased variance 2, unbiased 8 / 3.
const batch = (): Tensor => tf.tensor4d([0, 2, 2, 4], [1, 2, 2, 1]);

describe('batch norm', () => {
  it('goes by the batch while training, and moves the running statistics a tenth of the way', () =>
    onReferenceBackend(() => {
      const updates: Record<string, Tensor> = {};
      const result = [...norm.forward(trainingLookupIn(state(), 'net', updates), batch()).dataSync()];
      for (const [index, value] of [0, 2, 2, 4].entries()) expect(result[index]).toBeCloseTo((2 * (value - 2)) / Math.sqrt(2 + 1e-5) + 1, 5);
      expect(Object.keys(updates)).toEqual(['net.norm.running_mean', 'net.norm.running_var']);
      expect(updates['net.norm.running_mean'].dataSync()[0]).toBeCloseTo(0.9 * 10 + 0.1 * 2, 5);
      expect(updates['net.norm.running_var'].dataSync()[0]).toBeCloseTo(0.9 * 4 + 0.1 * (8 / 3), 5);
    }));

  it('goes by the running statistics where it is used', () =>
    onReferenceBackend(() => {
      const result = [...norm.forward(lookupIn(state(), 'net'), batch()).dataSync()];
      for (const [index, value] of [0, 2, 2, 4].entries()) expect(result[index]).toBeCloseTo((2 * (value - 10)) / Math.sqrt(4 + 1e-5) + 1, 4);
    }));
});
