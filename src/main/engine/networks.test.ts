import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { convolution, evenGeometry, instanceNorm, registerOperations, transposedConvolution } from './operations/index.ts';
import type { HostTensor, HostTensors, NamedTensors, Program, TensorSpecs } from './program.ts';
import { float32, int32, sizeOf } from './program.ts';
import { Random } from './random.ts';
import { createReferenceExecutor } from './reference/referenceExecutor.ts';
import type { Executor } from './executor.ts';
import { fastExecutors } from './testing/executors.ts';
import { expectNear } from './trace/testing/compare.ts';

/** A scalar loss of parameters and inputs. */
interface Network {
  readonly parameters: TensorSpecs;
  readonly inputs: TensorSpecs;
  /** Whole-number inputs stay below this. */
  readonly classes: number;
  loss(parameters: NamedTensors, inputs: NamedTensors): Tensor;
}

const batchNorm = (x: Tensor, scale: Tensor, offset: Tensor): Tensor => {
  const { mean, variance } = tf.moments(x, [0, 1, 2]);
  return tf.batchNorm(x, mean, variance, offset, scale, 1e-3);
};

function double(x: Tensor): Tensor {
  const [, height, width] = x.shape;
  return tf.image.resizeNearestNeighbor(x as Tensor4D, [2 * height, 2 * width]);
}

/** Smooth everywhere, so that finite differences tell the truth: `bend` is what stands for an activation. */
function pictureNetwork(bend: (x: Tensor) => Tensor, pool: (x: Tensor4D) => Tensor): Network {
  return {
    parameters: {
      stem: float32(3, 3, 2, 4),
      down: float32(4, 4, 4, 6),
      wide: float32(3, 3, 6, 6),
      scale: float32(6),
      offset: float32(6),
      up: float32(4, 4, 5, 6),
      dense: float32(4 * 4 * 9, 5),
      bias: float32(5),
    },
    inputs: { picture: float32(2, 8, 8, 2), labels: int32(2) },
    classes: 5,
    loss: ({ stem, down, wide, scale, offset, up, dense, bias }, { picture, labels }) => {
      const first = bend(instanceNorm(convolution(picture, stem, evenGeometry(1, 1, 'reflect')), 1e-3));
      const second = bend(batchNorm(convolution(first, down, evenGeometry(2, 1)), scale, offset));
      const third = tf.add(second, convolution(second, wide, evenGeometry(1, 2, 'zeros', 2)));
      const grown = tf.mul(tf.tanh(transposedConvolution(third, up, evenGeometry(2, 1), [2, 8, 8, 5])), tf.slice(double(third), [0, 0, 0, 0], [2, 8, 8, 5]));
      const joined = pool(tf.concat([first, grown], 3) as Tensor4D);
      const logits = tf.add(tf.matMul(tf.reshape(joined, [2, 4 * 4 * 9]), dense), bias);
      return tf.losses.softmaxCrossEntropy(tf.oneHot(labels, 5, 1, 0, 'float32'), logits);
    },
  };
}

const smooth = pictureNetwork(
  (x) => tf.softplus(x),
  (x) => tf.avgPool(x, 3, 2, 'same'),
);
const edged = pictureNetwork(
  (x) => tf.leakyRelu(x, 0.2),
  (x) => tf.maxPool(x, 2, 2, 'valid'),
);

/** Words to a mean and a variance, the KL divergence to a standard normal, a draw, and a soft choice: StackGAN's conditioning in small. */
const words: Network = {
  parameters: { table: float32(7, 4), dense: float32(4, 6), out: float32(3, 4), gain: float32(1, 4) },
  inputs: { words: int32(2, 5), noise: float32(2, 3), target: float32(2, 4) },
  classes: 7,
  loss: ({ table, dense, out, gain }, inputs) => {
    const sentence = tf.mean(tf.gather(table, inputs.words as Tensor1D), 1);
    const [mean, logVariance] = tf.split(tf.matMul(sentence, dense), 2, 1);
    const kl = tf.mul(tf.mean(tf.sub(tf.add(tf.exp(logVariance), tf.square(mean)), tf.add(logVariance, 1))), 0.5);
    const drawn = tf.add(mean, tf.mul(tf.exp(tf.mul(logVariance, 0.5)), inputs.noise));
    const scores = tf.mul(tf.matMul(drawn, out), gain);
    const chosen = tf.sum(tf.mul(tf.softmax(scores), inputs.target));
    return tf.add(tf.add(kl, chosen), tf.mul(tf.logSumExp(scores), 0.1));
  },
};

const gradientOf = (name: string): string => `gradient of ${name}`;

/** The loss, and its gradients in all parameters. */
function program({ parameters, inputs, loss }: Network, differentiates: boolean): Program {
  return {
    name: 'network',
    state: {},
    inputs: { ...parameters, ...inputs },
    body: (_, given) => {
      registerOperations();
      const names = Object.keys(parameters);
      const at = (values: readonly Tensor[]): Tensor => loss(Object.fromEntries(names.map((name, i) => [name, values[i]])), given);
      const values = names.map((name) => given[name]);
      const gradients = differentiates ? tf.grads((...tensors: Tensor[]) => at(tensors))(values) : [];
      return { state: {}, outputs: { loss: at(values), ...Object.fromEntries(gradients.map((gradient, i) => [gradientOf(names[i]), gradient])) } };
    },
  };
}

const random = Random.fromSeed(5);

function drawn({ parameters, inputs, classes }: Network): HostTensors {
  return Object.fromEntries(
    Object.entries({ ...parameters, ...inputs }).map(([name, { shape, dtype }]): [string, HostTensor] => {
      const size = sizeOf(shape);
      const values =
        dtype === 'int32' ? Int32Array.from({ length: size }, () => random.integer(classes)) : Float32Array.from({ length: size }, () => 0.5 * random.normal());
      return [name, { shape, values }];
    }),
  );
}

/** Runs a program on several inputs. */
async function runEach(executor: Executor, compiledProgram: Program, each: readonly HostTensors[], outputs: readonly string[]): Promise<HostTensors[]> {
  const compiled = await executor.compile(compiledProgram);
  const state = await executor.createState({});
  const results: HostTensors[] = [];
  for (const inputs of each) results.push(await compiled.run(state, inputs, outputs));
  await state.dispose();
  await compiled.dispose();
  return results;
}

const STEP = 1e-2;

describe.each(fastExecutors)('whole networks on $title', ({ open }) => {
  let executor: Executor;
  beforeAll(async () => {
    executor = await open();
  });

  it.each([
    ['convolutions, norms, resizing, pooling, softmax cross-entropy', smooth],
    ['embedding, KL divergence, softmax', words],
  ])('have the gradients that finite differences have: %s', async (_, network) => {
    const inputs = drawn(network);
    const names = Object.keys(network.parameters);
    const [result] = await runEach(executor, program(network, true), [inputs], names.map(gradientOf));
    for (const name of names) {
      const { shape, values } = inputs[name];
      const direction = Float32Array.from(values, () => random.normal());
      const moved = (by: number): HostTensors => ({ ...inputs, [name]: { shape, values: Float32Array.from(values, (value, i) => value + by * direction[i]) } });
      const steps = [STEP, -STEP, STEP / 2, -STEP / 2];
      const losses = (await runEach(executor, program(network, false), steps.map(moved), ['loss'])).map(({ loss }) => loss.values[0]);
      // Central differences with two steps, of which the error with the step squared is taken out (Richardson).
      const [coarse, fine] = [(losses[0] - losses[1]) / (2 * STEP), (losses[2] - losses[3]) / STEP];
      const difference = (4 * fine - coarse) / 3;
      const along = Array.from(result[gradientOf(name)].values, (value, i) => value * direction[i]).reduce((sum, value) => sum + value);
      expect(Math.abs(along - difference), `${name}: ${along} on the tape, ${difference} by differences`).toBeLessThan(
        2e-3 * Math.max(0.3, Math.abs(difference)),
      );
    }
  });

  it.each([
    ['smooth', smooth],
    ['with edges: leaky ReLU and the largest of windows', edged],
    ['words', words],
  ])('have the gradients that the reference executor has: %s', async (_, network) => {
    const inputs = drawn(network);
    const outputs = ['loss', ...Object.keys(network.parameters).map(gradientOf)];
    const [expected] = await runEach(await createReferenceExecutor(), program(network, true), [inputs], outputs);
    const [actual] = await runEach(executor, program(network, true), [inputs], outputs);
    for (const name of outputs) expectNear(actual[name], expected[name], name, 1e-4);
  });
});
