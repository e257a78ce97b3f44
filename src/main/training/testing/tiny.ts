import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { BatchLoader, BatchPosition } from '../../data/batches.ts';
import type { HostTensor, NamedTensors, Program } from '../../engine/program.ts';
import { float32, sizeOf } from '../../engine/program.ts';
import { Random } from '../../engine/random.ts';
import type { Recipe } from '../../models/architecture.ts';
import type { ParameterTree } from '../../nn/parameters.ts';
import { specsOf } from '../../nn/parameters.ts';

const SIZE = 4;
const PICTURE = [1, SIZE, SIZE, 3] as const;

const parameters: ParameterTree = {
  'net.weight': { shape: [3, 3], layout: 'dense', start: { kind: 'normal', mean: 0, deviation: 0.5 }, trained: true },
  'net.bias': { shape: [3], layout: 'same', start: { kind: 'constant', value: 0.25 }, trained: true },
};

const pixels = (picture: Tensor, ...shape: number[]): Tensor => tf.reshape(picture, [SIZE * SIZE, ...shape]);

const recolour = (state: NamedTensors, picture: Tensor): Tensor =>
  tf.reshape(tf.add(tf.sum(tf.mul(pixels(picture, 3, 1), state['net.weight']), 1), state['net.bias']), [...PICTURE]);

/** Least squares from colours of a to colours of b, by momentum; the bias also follows what the pool shows. */
const step: Program = {
  name: 'tiny.step',
  state: { ...specsOf(parameters), 'momentum.net.weight': float32(3, 3), 'momentum.net.bias': float32(3) },
  inputs: {
    realA: float32(...PICTURE),
    realB: float32(...PICTURE),
    old: float32(...PICTURE),
    isOld: float32(1, 1, 1, 1),
    rate: float32(),
    correction: float32(),
  },
  body(state, { realA, realB, old, isOld, rate, correction }) {
    const fakeB = recolour(state, realA);
    const difference = tf.sub(fakeB, realB);
    const shown = tf.add(tf.mul(isOld, old), tf.mul(tf.sub(1, isOld), fakeB));
    const gradients: Record<string, Tensor> = {
      'net.weight': tf.mean(tf.mul(pixels(realA, 3, 1), pixels(difference, 1, 3)), 0),
      'net.bias': tf.add(tf.mean(pixels(difference, 3), 0), tf.mul(0.1, tf.mean(pixels(shown, 3), 0))),
    };
    const next: Record<string, Tensor> = {};
    for (const [name, gradient] of Object.entries(gradients)) {
      const momentum = tf.add(tf.mul(0.5, state[`momentum.${name}`]), tf.mul(0.5, gradient));
      next[`momentum.${name}`] = momentum;
      next[name] = tf.sub(state[name], tf.mul(rate, tf.div(momentum, correction)));
    }
    return { state: next, outputs: { fakeB, fit: tf.mean(tf.square(difference)), shown: tf.mean(shown) } };
  },
};

/** A whole recipe of 12 weights, with a pool, for tests of what trains. */
export const tinyRecipe: Recipe = {
  parameters,
  step,
  inputs: {
    realA: { from: 'pictures', side: 'a' },
    realB: { from: 'pictures', side: 'b' },
    old: { from: 'pool', of: 'fakeB' },
    isOld: { from: 'poolChoice', of: 'fakeB' },
    rate: { from: 'learningRate' },
    correction: { from: 'adamCorrection', beta: 0.5 },
  },
  pools: [{ of: 'fakeB', size: 3 }],
  losses: ['fit', 'shown'],
  schedule: { learningRate: 0.1, decayFrom: 0.5 },
  samples: [],
  batchSize: 1,
  sides: ['a', 'b'],
};

/** Endless random pictures that depend on their place only; 8 batches an epoch. `spoiled` is the step whose pictures are no numbers. */
export function tinyBatches(from: BatchPosition | null, spoiled = -1): BatchLoader {
  let { epoch, index } = from ?? { epoch: 0, index: 0 };
  const draw = (side: string): HostTensor => {
    const random = Random.fromSeed(5).split(side).split(epoch).split(index);
    const isSpoiled = epoch * 8 + index === spoiled;
    return { shape: PICTURE, values: Float32Array.from({ length: sizeOf(PICTURE) }, () => (isSpoiled ? Number.NaN : random.uniform() * 2 - 1)) };
  };
  return {
    waits: { count: 0, seconds: 0 },
    next() {
      const pictures = { a: draw('a'), b: draw('b') };
      const shownEpoch = epoch;
      if (++index === 8) [epoch, index] = [epoch + 1, 0];
      return Promise.resolve({ pictures, shown: {}, epoch: shownEpoch, after: { epoch, index } });
    },
    close: () => Promise.resolve(),
  };
}
