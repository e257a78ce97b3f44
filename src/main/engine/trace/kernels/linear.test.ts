import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { HostTensor, Program } from '../../program.ts';
import { float32, sizeOf } from '../../program.ts';
import { Random } from '../../random.ts';
import { direct } from '../lowerings/direct/index.ts';
import { expectNear, runOnce, tracedExecutor } from '../testing/compare.ts';
import { traceProgram } from '../trace.ts';

const random = Random.fromSeed(8);
const normal = (shape: number[]): HostTensor => ({ shape, values: Float32Array.from({ length: sizeOf(shape) }, () => random.normal()) });

const product = (a: number[], b: number[]): Program => ({
  name: 'product',
  state: {},
  inputs: { a: float32(...a), b: float32(...b) },
  body: (_, { a: left, b: right }) => ({ state: {}, outputs: { y: tf.matMul(left, right) } }),
});

describe('matrix products', () => {
  it('broadcast batch axes on both sides, which tfjs gets wrong on its cpu backend', async () => {
    const [a, b] = [normal([2, 1, 2, 3]), normal([1, 2, 3, 2])];
    const { y } = await runOnce(tracedExecutor(), product([2, 1, 2, 3], [1, 2, 3, 2]), { a, b }, ['y']);
    const expected = new Float32Array(16);
    for (let n = 0; n < 2; n++) {
      for (let m = 0; m < 2; m++) {
        for (let row = 0; row < 2; row++) {
          for (let column = 0; column < 2; column++) {
            for (let k = 0; k < 3; k++) expected[((n * 2 + m) * 2 + row) * 2 + column] += a.values[(n * 2 + row) * 3 + k] * b.values[(m * 3 + k) * 2 + column];
          }
        }
      }
    }
    expectNear(y, { shape: [2, 2, 2, 2], values: expected }, 'y');
  });

  it('are one Gemm for two matrices, however they lie', () => {
    for (const [transposeA, transposeB] of [
      [false, false],
      [true, false],
      [false, true],
      [true, true],
    ]) {
      const either: Program = {
        name: 'product',
        state: {},
        inputs: { a: float32(3, 3), b: float32(3, 3) },
        // One matrix is turned by its layout, the other by the attribute.
        body: (_, { a, b }) => ({ state: {}, outputs: { y: tf.matMul(tf.transpose(a), b, transposeA, transposeB) } }),
      };
      const { nodes } = traceProgram(either, direct).graph;
      expect(nodes.map(({ operator, attributes }) => ({ operator, attributes }))).toEqual([
        { operator: 'Gemm', attributes: { transA: transposeA ? 0 : 1, transB: transposeB ? 1 : 0 } },
      ]);
    }
  });

  it('take a dense layer and its gradients through without a Transpose', () => {
    const layers: Program = {
      name: 'dense',
      state: { first: float32(4, 5), second: float32(5, 3) },
      inputs: { x: float32(2, 4) },
      body: ({ first, second }, { x }) => {
        const loss = (a: Tensor, b: Tensor): Tensor => tf.sum(tf.tanh(tf.matMul(tf.tanh(tf.matMul(x, a)), b)));
        const [a, b] = tf.grads(loss)([first, second]);
        return { state: { first: a, second: b }, outputs: {} };
      },
    };
    const operators = traceProgram(layers, direct).graph.nodes.map(({ operator }) => operator);
    expect(operators).not.toContain('Transpose');
    expect(operators.filter((operator) => operator === 'Gemm')).toHaveLength(5);
  });

  it('refuse whole numbers', () => {
    const whole: Program = {
      name: 'product',
      state: {},
      inputs: { a: { shape: [2, 2], dtype: 'int32' } },
      body: (_, { a }) => ({ state: {}, outputs: { y: tf.matMul(a, a) } }),
    };
    expect(() => traceProgram(whole, direct)).toThrow('a matrix product of int32 and int32');
  });
});
