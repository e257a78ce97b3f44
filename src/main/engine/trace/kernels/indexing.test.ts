import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { OnnxExecutor } from '../../onnx/onnxExecutor.ts';
import type { Program } from '../../program.ts';
import { float32, int32 } from '../../program.ts';
import { direct } from '../lowerings/direct/index.ts';
import { runOnce, tracedExecutor } from '../testing/compare.ts';

const WORDS = 5000;
const ROWS = 3;

/** The gradient of looking up, which adds up one row for every time its index occurs. */
const lookup: Program = {
  name: 'lookup',
  state: {},
  inputs: { table: float32(ROWS, 16), words: int32(WORDS) },
  body: (_, { table, words }) => ({ state: {}, outputs: { gradient: tf.grad((x: Tensor) => tf.sum(tf.gather(x, words as Tensor1D)))(table) } }),
};

describe('lookups', () => {
  it('lose no row where many indices are equal and several threads add', async () => {
    const words = Int32Array.from({ length: WORDS }, (_, i) => (i % 10 === 0 ? 2 : 0));
    const inputs = { table: { shape: [ROWS, 16], values: new Float32Array(ROWS * 16) }, words: { shape: [WORDS], values: words } };
    const { gradient } = await runOnce(new OnnxExecutor({ device: 'cpu', threads: 4, memory: 'normal' }, direct), lookup, inputs, ['gradient']);
    const counts = [4500, 0, 500];
    expect(Array.from(gradient.values)).toEqual(counts.flatMap((count) => new Array<number>(16).fill(count)));
  });

  it('say so when an index is out of range', async () => {
    const inputs = { table: { shape: [ROWS, 16], values: new Float32Array(ROWS * 16) }, words: { shape: [WORDS], values: new Int32Array(WORDS).fill(ROWS) } };
    const read: Program = { ...lookup, body: (_, { table, words }) => ({ state: {}, outputs: { rows: tf.gather(table, words) } }) };
    await expect(runOnce(tracedExecutor(), read, inputs, ['rows'])).rejects.toThrow(/indices element out of data bounds/);
  });
});
