import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { cycleganSchema } from '../../../shared/architectures/cyclegan.ts';
import type { Executor, ExecutorState } from '../../engine/executor.ts';
import { OnnxExecutor } from '../../engine/onnx/onnxExecutor.ts';
import type { HostTensor, HostTensors, Program } from '../../engine/program.ts';
import { sizeOf } from '../../engine/program.ts';
import { Random } from '../../engine/random.ts';
import { tensorflowExecutor } from '../../engine/testing/executors.ts';
import { testedTensorflow } from '../../engine/tensorflow/testing/installation.ts';
import { direct } from '../../engine/trace/lowerings/direct/index.ts';
import { initializeParameters } from '../../nn/parameters.ts';
import type { Recipe } from '../architecture.ts';
import { cyclegan } from './index.ts';
import { goldenFolder, readGoldens } from './testing/golden.ts';
import type { GoldenTraining } from './testing/golden.ts';

/** The networks, weights and pictures of a golden training, whose steps are known to be the same everywhere. */
const golden = (await readGoldens(goldenFolder, (settings) => cyclegan.recipe(settings).parameters)).find(
  (each): each is GoldenTraining => each.kind === 'training' && each.name === 'cyclegan-training.safetensors',
);
if (golden === undefined) throw new Error(`there is no cyclegan-training.safetensors in ${goldenFolder}`);
const { settings, before: start, batches } = golden;
const recipe = cyclegan.recipe(settings);
const STEPS = 10;

/** One whose steps take some milliseconds. */
const smallSettings = cycleganSchema.parse({ ...settings, size: 16, ngf: 4, ndf: 4, blocks: 1, layers: 2 });
const small = cyclegan.recipe(smallSettings);
const random = Random.fromSeed(11);

const scalar = (value: number): HostTensor => ({ shape: [], values: Float32Array.of(value) });

/** The inputs of a step, the same for everyone. */
function inputsOf(program: Program, step: number): HostTensors {
  const drawing = random.split(`step ${step}`);
  const picture = (shape: readonly number[]): HostTensor => ({ shape, values: Float32Array.from({ length: sizeOf(shape) }, () => 2 * drawing.uniform() - 1) });
  const pictures =
    program === recipe.step ? batches[step % batches.length] : { realA: picture(program.inputs['realA'].shape), realB: picture(program.inputs['realB'].shape) };
  return {
    ...pictures,
    learningRate: scalar(settings.learningRate),
    adamCorrection1: scalar(1 - settings.beta1 ** (step + 1)),
    adamCorrection2: scalar(1 - 0.999 ** (step + 1)),
  };
}

/** Trains from one step to another and gives all losses. */
async function train(executor: Executor, { step: program, losses: names }: Recipe, state: ExecutorState, from: number, to: number): Promise<number[]> {
  const compiled = await executor.compile(program);
  const losses: number[] = [];
  for (let step = from; step < to; step++) {
    const outputs = await compiled.run(state, inputsOf(program, step), names);
    losses.push(...names.map((name) => outputs[name].values[0]));
  }
  await compiled.dispose();
  return losses;
}

setFlagsFromString('--expose-gc');
// A cast: the flag defines it in every new context.
const collectGarbage = runInNewContext('gc') as () => void;

interface Trained {
  readonly losses: number[];
  readonly weights: HostTensors;
}

/** Ten steps, the first five on one executor and the rest on another, the state going from one to the other as a checkpoint does. */
async function trainAcross(first: Executor, second: Executor): Promise<Trained> {
  const before = await first.createState(recipe.step.state, start);
  const losses = await train(first, recipe, before, 0, STEPS / 2);
  const after = await second.createState(recipe.step.state, await before.read());
  losses.push(...(await train(second, recipe, after, STEPS / 2, STEPS)));
  const weights = await after.read(Object.keys(recipe.parameters));
  await before.dispose();
  await after.dispose();
  return { losses, weights };
}

/** Adam moves a weight whose gradient is within rounding of zero by a whole step either way: one in a thousand may stray that far. */
function expectSame(actual: Trained, expected: Trained): void {
  actual.losses.forEach((loss, i) => expect(Math.abs(loss / expected.losses[i] - 1), `loss ${i}`).toBeLessThan(1e-4));
  const bound = 2 * settings.learningRate * STEPS;
  for (const [name, { values }] of Object.entries(expected.weights)) {
    const missed = Array.from(values, (value, i) => Math.abs(actual.weights[name].values[i] - value));
    expect(Math.max(...missed), name).toBeLessThan(bound);
    expect(missed.filter((difference) => difference >= 1e-4).length, name).toBeLessThanOrEqual(Math.max(1, Math.floor(values.length / 1000)));
  }
}

describe.skipIf(testedTensorflow === null)('training on TensorFlow', () => {
  it('goes on where ONNX Runtime stopped, and the other way round, to the same weights', async () => {
    const tensorflow = await tensorflowExecutor.open();
    const onnx = new OnnxExecutor({ device: 'cpu', threads: 2, memory: 'normal' }, direct);
    const alone = await trainAcross(onnx, onnx);
    expectSame(await trainAcross(tensorflow, tensorflow), alone);
    expectSame(await trainAcross(onnx, tensorflow), alone);
    expectSame(await trainAcross(tensorflow, onnx), alone);
  });

  it('takes 200 steps without growing in tensors or memory', async () => {
    const executor = await tensorflowExecutor.open();
    const state = await executor.createState(small.step.state, initializeParameters(small.parameters, random));
    // Garbage is collected now and then, so that memory is what is really held.
    const after = async (steps: number): Promise<{ tensors: number; memory: number }> => {
      for (let step = 0; step < steps; step += 20) {
        await train(executor, small, state, step, step + 20);
        collectGarbage();
      }
      const { numTensors, numDataBuffers } = tf.engine().state;
      return { tensors: numTensors + numDataBuffers, memory: process.memoryUsage().rss };
    };
    // The allocators' own stock is complete after some 150 steps.
    const warm = await after(160);
    const later = await after(200);
    expect(later.tensors).toBe(warm.tensors);
    // A leak of the state would be 40 MB, of one activation a step 3 MB.
    expect(later.memory - warm.memory).toBeLessThan(24 * 2 ** 20);
    await state.dispose();
  });
});
