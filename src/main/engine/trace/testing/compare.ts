import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Executor } from '../../executor.ts';
import { OnnxExecutor } from '../../onnx/onnxExecutor.ts';
import type { HostTensor, HostTensors, Program } from '../../program.ts';
import { onReferenceBackend } from '../../reference/backend.ts';
import { createReferenceExecutor } from '../../reference/referenceExecutor.ts';
import { direct } from '../lowerings/direct/index.ts';
import type { Lowering } from '../lowerings/lowering.ts';
import type { Operand } from './draw.ts';
import { Draw } from './draw.ts';

/** One thing to compute in two ways. */
export interface Sample {
  readonly operands: readonly Operand[];
  apply(...tensors: Tensor[]): Tensor | Tensor[];
  /** The largest difference allowed, relative to the largest value of a result; 1e-5 where it is left out. */
  readonly tolerance?: number;
  /** Results are compared as if their largest value were at least this; 1e-2 where it is left out. */
  readonly magnitude?: number;
}

/** Draws a sample of what a kernel can be asked to do. */
export type Case = (draw: Draw) => Sample;

/** The traced executor on one thread of the processor. */
export function tracedExecutor(lowering: Lowering = direct): Executor {
  return new OnnxExecutor({ device: 'cpu', threads: 1, memory: 'normal' }, lowering);
}

/** Runs a program once and reads all of its outputs. */
export async function runOnce(executor: Executor, program: Program, inputs: HostTensors, outputs: readonly string[]): Promise<HostTensors> {
  const compiled = await executor.compile(program);
  const state = await executor.createState(program.state);
  try {
    return await compiled.run(state, inputs, outputs);
  } finally {
    await state.dispose();
    await compiled.dispose();
  }
}

/** Fails unless both tensors hold the same numbers up to `tolerance` of the largest, or of `magnitude` where all are smaller. */
export function expectNear(actual: HostTensor, expected: HostTensor, what: string, tolerance = 1e-5, magnitude = 1e-2): void {
  expect([...actual.shape], `shape of ${what}`).toEqual([...expected.shape]);
  const largest = Array.from(expected.values, Math.abs).reduce((most, value) => Math.max(most, value), 0);
  const allowed = tolerance * Math.max(largest, magnitude);
  for (let i = 0; i < expected.values.length; i++) {
    const [a, b] = [actual.values[i], expected.values[i]];
    if (Object.is(a, b) || a === b || Math.abs(a - b) <= allowed) continue;
    expect.fail(`${what} [${expected.shape.join(', ')}] differs at ${i}: ${a} instead of ${b}`);
  }
}

const listOf = (result: Tensor | Tensor[]): Tensor[] => (Array.isArray(result) ? result : [result]);

/** Outputs of a program are float32 or int32. */
const asOutput = (tensor: Tensor): Tensor => (tensor.dtype === 'bool' ? tf.cast(tensor, 'int32') : tensor);

/** Shapes of what a sample makes, found out on the reference backend. */
function resultShapes({ operands, apply }: Sample): number[][] {
  return onReferenceBackend(() =>
    tf.tidy(() =>
      listOf(apply(...operands.map(({ spec, value, form }) => form(tf.tensor(value.values.slice(), [...spec.shape], spec.dtype))))).map(({ shape }) => shape),
    ),
  );
}

/** The values a sample makes and, if `dys` gives a gradient for each result, the gradients in all operands that are numbers. */
function programOf(sample: Sample, dys: readonly Operand[] | undefined): { program: Program; inputs: HostTensors } {
  const { operands, apply } = sample;
  const named = [
    ...operands.map((operand, i): [string, Operand] => [`x${i}`, operand]),
    ...(dys ?? []).map((operand, i): [string, Operand] => [`dy${i}`, operand]),
  ];
  const program: Program = {
    name: 'sample',
    state: {},
    inputs: Object.fromEntries(named.map(([name, { spec }]) => [name, spec])),
    body: (_, inputs) => {
      const tensors = operands.map(({ form }, i) => form(inputs[`x${i}`]));
      const results = listOf(apply(...tensors)).map((result, i): [string, Tensor] => [`y${i}`, asOutput(result)]);
      if (dys === undefined) return { state: {}, outputs: Object.fromEntries(results) };
      const variables = operands.flatMap(({ isNumber }, i) => (isNumber ? [i] : []));
      const loss = (...values: Tensor[]): Tensor => {
        const all = tensors.map((tensor, i) => (variables.includes(i) ? values[variables.indexOf(i)] : tensor));
        const parts = listOf(apply(...all)).map((result, i) => tf.sum(tf.mul(result, dys[i].form(inputs[`dy${i}`]))));
        return parts.reduce((sum, part) => tf.add(sum, part));
      };
      const gradients = tf
        .grads(loss)(variables.map((i) => tensors[i]))
        .map((gradient, i): [string, Tensor] => [`g${variables[i]}`, gradient]);
      return { state: {}, outputs: Object.fromEntries([...results, ...gradients]) };
    },
  };
  return { program, inputs: Object.fromEntries(named.map(([name, { value }]) => [name, value])) };
}

/** Computes a sample traced and on the reference executor and fails where they differ. */
async function compareOnce(draw: Draw, sample: Sample, differentiates: boolean, executor: Executor): Promise<void> {
  const reference = await createReferenceExecutor();
  const numbers = differentiates ? sample.operands.flatMap(({ isNumber }, i) => (isNumber ? [`g${i}`] : [])) : [];
  const dys = numbers.length > 0 ? resultShapes(sample).map((shape) => draw.tensor(shape, 'small')) : undefined;
  const { program, inputs } = programOf(sample, dys);
  const names = [...resultShapes(sample).map((_, i) => `y${i}`), ...numbers];
  const expected = await runOnce(reference, program, inputs, names);
  const actual = await runOnce(executor, program, inputs, names);
  for (const name of names) expectNear(actual[name], expected[name], name, sample.tolerance, sample.magnitude);
}

/** Checks a case on `runs` random samples: values, and gradients where `differentiates`. Repeatable: the seed is fixed. */
export async function checkCase(drawSample: Case, runs: number, differentiates: boolean, executor: Executor = tracedExecutor()): Promise<void> {
  const property = fc.asyncProperty(fc.gen(), async (gen) => {
    const draw = new Draw(gen);
    await compareOnce(draw, drawSample(draw), differentiates, executor);
  });
  await fc.assert(property, { numRuns: runs, seed: 20_260 });
}
