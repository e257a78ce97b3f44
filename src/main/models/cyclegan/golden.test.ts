import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Executor } from '../../engine/executor.ts';
import { openExecutor } from '../../engine/executors.ts';
import { tensorflowExecutors } from '../../engine/testing/executors.ts';
import type { HostTensor, Program } from '../../engine/program.ts';
import { float32 } from '../../engine/program.ts';
import { thisMachine } from '../../machine.ts';
import { lookupIn } from '../../nn/layer.ts';
import { specsOf, withPrefix } from '../../nn/parameters.ts';
import { cyclegan } from './index.ts';
import { goldenFolder, readGoldens } from './testing/golden.ts';
import type { GoldenForward, GoldenTraining } from './testing/golden.ts';

/** Agreement with PyTorch: forward passes and weights absolute, losses relative, gradients against the largest of their tensor. */
const TOLERANCE = { forward: 1e-4, loss: 1e-4, weight: 1e-5, gradient: 1e-4 } as const;

/**
 * A weight whose gradient is within rounding of zero may move by a whole step either way, so one in a
 * thousand may miss the tolerance (one at least, since small tensors have such weights, too), and none
 * by more than both going opposite ways.
 */
const strays = (weights: number): number => Math.max(1, Math.floor(weights / 1000));

const executors: Record<string, { open: () => Promise<Executor>; rounds: boolean }> = {
  reference: {
    open: () => openExecutor({ executor: 'reference', device: 'cpu', threads: 2, precision: 'exact', memory: 'normal' }, thisMachine),
    rounds: false,
  },
  'exact onnx': { open: () => openExecutor({ executor: 'onnx', device: 'cpu', threads: 2, precision: 'exact', memory: 'normal' }, thisMachine), rounds: false },
  'fast onnx': { open: () => openExecutor({ executor: 'onnx', device: 'cpu', threads: 2, precision: 'fast', memory: 'normal' }, thisMachine), rounds: true },
  'sparing onnx': { open: () => openExecutor({ executor: 'onnx', device: 'cpu', threads: 2, precision: 'fast', memory: 'low' }, thisMachine), rounds: true },
  ...Object.fromEntries(tensorflowExecutors.map(({ title, open }) => [title, { open, rounds: false }])),
};

/** The cosine between each tensor's gradient and PyTorch's that more rounding must keep: it flips ReLU masks next to zero. */
const LEAST_COSINE = 0.9999;

function cosine(a: HostTensor, b: HostTensor): number {
  const product = (x: HostTensor, y: HostTensor): number => Array.from(x.values).reduce((sum, value, index) => sum + value * y.values[index], 0);
  return product(a, b) / Math.sqrt(product(a, a) * product(b, b));
}

const goldens = await readGoldens(goldenFolder, (settings) => cyclegan.recipe(settings).parameters);

function differences(actual: HostTensor, expected: HostTensor): number[] {
  expect(actual.shape).toEqual(expected.shape);
  return Array.from(expected.values, (value, index) => Math.abs(actual.values[index] - value));
}

/** The largest of some numbers; NaN if one is. */
const largest = (values: Iterable<number>): number => {
  let result = 0;
  for (const value of values) result = Math.max(result, Math.abs(value));
  return result;
};

function forwardProgram({ layer, prefix, input }: GoldenForward): Program {
  return {
    name: 'golden.forward',
    state: specsOf(withPrefix(prefix, layer.parameters)),
    inputs: { input: float32(...input.shape) },
    body: (state, inputs) => ({ state: {}, outputs: { output: layer.forward(lookupIn(state, prefix), inputs.input) } }),
  };
}

async function checkForward(executor: Executor, golden: GoldenForward): Promise<void> {
  const program = await executor.compile(forwardProgram(golden));
  const state = await executor.createState(program.program.state, golden.parameters);
  const { output } = await program.run(state, { input: golden.input }, ['output']);
  expect(largest(differences(output, golden.output))).toBeLessThan(TOLERANCE.forward);
  await state.dispose();
  await program.dispose();
}

const scalar = (value: number): HostTensor => ({ shape: [], values: Float32Array.of(value) });

function checkGradients({ gradients, before }: GoldenTraining, moments: Readonly<Record<string, HostTensor>>, beta1: number, rounds: boolean): void {
  for (const [name, expected] of Object.entries(gradients)) {
    const moment = moments[`adam.m.${name}`];
    if (moment === undefined) {
      // The gradient of a bias that a norm cancels is rounding noise: far below that of its own weight.
      const weight = gradients[name.replace(/bias$/, 'weight')];
      expect(largest(expected.values), name).toBeLessThan(TOLERANCE.gradient * largest(weight.values));
      continue;
    }
    // After the first step m = (1 - beta1) g.
    const gradient = { shape: before[name].shape, values: moment.values.map((value) => value / (1 - beta1)) };
    if (rounds) expect(cosine(gradient, expected), name).toBeGreaterThan(LEAST_COSINE);
    else expect(largest(differences(gradient, expected)) / largest(expected.values), name).toBeLessThan(TOLERANCE.gradient);
  }
}

async function checkTraining(executor: Executor, golden: GoldenTraining, rounds: boolean): Promise<void> {
  const { settings, before, after, losses, batches } = golden;
  const recipe = cyclegan.recipe(settings);
  const step = await executor.compile(recipe.step);
  const state = await executor.createState(recipe.step.state, before);
  for (const [index, batch] of batches.entries()) {
    const inputs = {
      ...batch,
      learningRate: scalar(settings.learningRate),
      adamCorrection1: scalar(1 - settings.beta1 ** (index + 1)),
      adamCorrection2: scalar(1 - 0.999 ** (index + 1)),
    };
    const outputs = await step.run(state, inputs, recipe.losses);
    for (const [name, expected] of Object.entries(losses[index]))
      expect(Math.abs(outputs[name].values[0] / expected - 1), `${name} of step ${index}`).toBeLessThan(TOLERANCE.loss);
    if (index === 0) checkGradients(golden, await state.read(), settings.beta1, rounds);
  }
  const bound = 2 * settings.learningRate * batches.length;
  const weights = await state.read(Object.keys(recipe.parameters));
  for (const [name, { trained }] of Object.entries(recipe.parameters)) {
    const missed = differences(weights[name], after[name]);
    expect(largest(missed), name).toBeLessThan(bound);
    // PyTorch lets rounding noise move a bias that a norm cancels; here it stays, and nothing depends on it.
    if (trained && !rounds) expect(missed.filter((difference) => !(difference < TOLERANCE.weight)).length, name).toBeLessThanOrEqual(strays(missed.length));
  }
  await state.dispose();
  await step.dispose();
}

it('finds golden files', () => {
  expect(goldens.length, `files of CycleGAN in ${goldenFolder}`).toBeGreaterThan(0);
});

describe.each(Object.entries(executors))('golden files on the %s executor', (_, { open, rounds }) => {
  let executor: Executor;
  beforeAll(async () => {
    executor = await open();
  });
  afterAll(() => executor.dispose());

  it.each(goldens.map((golden) => [golden.name, golden] as const))('%s', (__, golden) =>
    golden.kind === 'forward' ? checkForward(executor, golden) : checkTraining(executor, golden, rounds),
  );
});
