import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { convolution, evenGeometry, instanceNorm } from '../operations/index.ts';
import type { NamedTensors, Program } from '../program.ts';
import { float32, int32 } from '../program.ts';
import { onReferenceBackend } from '../reference/backend.ts';
import { direct } from './lowerings/direct/index.ts';
import type { Operator } from './operators/index.ts';
import { traceProgram } from './trace.ts';

const program = (fields: Partial<Program>): Program => ({ name: 'small', state: {}, inputs: {}, body: () => ({ state: {}, outputs: {} }), ...fields });

const operators = (traced: Program): Operator[] => traceProgram(traced, direct).graph.nodes.map(({ operator }) => operator);

describe('what a trace spares', () => {
  const picture = float32(1, 6, 6, 3);

  it('stores nothing that is only repeated', () => {
    const lazy = program({
      inputs: { x: picture },
      body: (_, { x }) => ({
        state: {},
        outputs: { y: tf.add(tf.mul(x, tf.ones(x.shape)), tf.add(tf.tile(tf.zeros([1, 6, 1, 3]), [1, 1, 6, 1]), tf.fill(x.shape, 2))) },
      }),
    });
    expect(operators(lazy)).toEqual(['Add']);
  });

  it('leaves out what multiplies by one or adds zero', () => {
    const nothing = program({ inputs: { x: picture }, body: (_, { x }) => ({ state: {}, outputs: { y: tf.sub(tf.div(tf.add(tf.mul(x, 1), 0), 1), 0) } }) });
    expect(operators(nothing)).toEqual(['Identity']);
  });

  it('computes a part used twice once', () => {
    const twice = program({ inputs: { x: picture }, body: (_, { x }) => ({ state: {}, outputs: { y: tf.add(tf.exp(x), tf.tanh(tf.exp(x))) } }) });
    expect(operators(twice).filter((operator) => operator === 'Exp')).toHaveLength(1);
  });

  it('transposes pictures on their way in and out only', () => {
    const body = ({ a, b }: NamedTensors, { x }: NamedTensors) => {
      const loss = (first: Tensor, second: Tensor): Tensor => {
        const half = tf.relu(instanceNorm(convolution(x, first, evenGeometry(2, 1))));
        const whole = tf.image.resizeNearestNeighbor(half as Tensor4D, [6, 6]);
        return tf.mean(tf.abs(convolution(tf.concat([whole, tf.tanh(whole)], 3), second, evenGeometry(1, 2, 'zeros', 2))));
      };
      const [first, second] = tf.grads(loss)([a, b]);
      return { state: { a: first, b: second }, outputs: {} };
    };
    const { graph } = traceProgram(program({ state: { a: float32(3, 3, 3, 4), b: float32(3, 3, 8, 4) }, inputs: { x: picture }, body }), direct);
    const transposed = graph.nodes.filter(({ operator }) => operator === 'Transpose').map(({ inputs }) => inputs[0]);
    // The picture as it comes in and a filter for the gradient that runs through it; what else is moved are small filter gradients.
    expect(transposed.filter(({ source }) => source === 'input').map(({ name }) => name)).toEqual(['input/x', 'state/b']);
    expect(transposed.filter(({ source, shape }) => source !== 'input' && shape.length === 4)).toEqual([]);
    expect(graph.nodes.map(({ operator }) => operator)).not.toContain('Expand');
  });
});

describe('what a trace refuses', () => {
  it.each<[string, Partial<Program>, string]>([
    [
      'state of another shape',
      { state: { w: float32(2) }, body: ({ w }) => ({ state: { w: tf.sum(w) }, outputs: {} }) },
      'gives state w the type float32[], declared as float32[2]',
    ],
    [
      'state of another type',
      { state: { n: int32() }, body: ({ n }) => ({ state: { n: tf.cast(n, 'float32') }, outputs: {} }) },
      'gives state n the type float32[], declared as int32[]',
    ],
    ['state that is declared nowhere', { inputs: { x: float32() }, body: (_, { x }) => ({ state: { x }, outputs: {} }) }, 'declared nowhere'],
    [
      'truth values as output',
      { inputs: { x: float32(2) }, body: (_, { x }) => ({ state: {}, outputs: { above: tf.greater(x, 0) } }) },
      'gives an output above of type bool: cast it',
    ],
    [
      'reading values',
      { inputs: { x: float32(2) }, body: (_, { x }) => ({ state: {}, outputs: { x: tf.scalar(x.dataSync()[0]) } }) },
      'must not read the values',
    ],
    [
      'kernels it does not know',
      { inputs: { x: float32(2, 2) }, body: (_, { x }) => ({ state: {}, outputs: { y: tf.tan(x) } }) },
      "Kernel 'Tan' not registered for backend 'trace'",
    ],
    [
      'a gradient that is in no table',
      {
        inputs: { x: float32(1, 4, 4, 1) },
        body: (_, { x }) => ({
          state: {},
          outputs: {
            y: tf.grad((a: Tensor) =>
              tf.sum(
                tf.mirrorPad(
                  a,
                  [
                    [0, 0],
                    [1, 1],
                    [1, 1],
                    [0, 0],
                  ],
                  'reflect',
                ),
              ),
            )(x),
          },
        }),
      },
      'gradient function not found for MirrorPad',
    ],
  ])('%s', (_, fields, message) => {
    expect(() => traceProgram(program(fields), direct)).toThrow(message);
  });

  it('tensors of another backend', () => {
    const foreign = onReferenceBackend(() => tf.scalar(1));
    const uses = program({ inputs: { x: float32(2) }, body: (_, { x }) => ({ state: {}, outputs: { y: tf.add(x, foreign) } }) });
    expect(() => traceProgram(uses, direct)).toThrow('a tensor of another backend was used in a traced program');
    foreign.dispose();
  });
});

describe('tracing and tfjs', () => {
  it('puts the former backend back, also after a failure, and leaves no tensors behind', () => {
    onReferenceBackend(() => {
      traceProgram(program({ inputs: { x: float32(2) }, body: (_, { x }) => ({ state: {}, outputs: { y: tf.exp(x) } }) }), direct);
      const before = tf.memory().numTensors;
      expect(() =>
        traceProgram(
          program({
            body: () => {
              throw new Error('broken');
            },
          }),
          direct,
        ),
      ).toThrow('broken');
      traceProgram(
        program({ inputs: { x: float32(2) }, body: (_, { x }) => ({ state: {}, outputs: { y: tf.grad((a: Tensor) => tf.sum(tf.exp(a)))(x) } }) }),
        direct,
      );
      expect(tf.getBackend()).toBe('cpu');
      expect(tf.memory().numTensors).toBe(before);
    });
  });

  it('lets one value be several outputs and the next state', () => {
    const shared = program({ state: { s: float32(2) }, body: ({ s }) => ({ state: { s: tf.exp(s) }, outputs: { a: tf.exp(s), b: tf.exp(s), before: s } }) });
    const { graph, changed } = traceProgram(shared, direct);
    expect(graph.nodes.map(({ operator }) => operator)).toEqual(['Exp', 'Identity']);
    expect(graph.outputs.map(({ name }) => name)).toEqual(['next/s', 'output/a', 'output/b', 'output/before']);
    expect(changed).toEqual(['s']);
  });
});
