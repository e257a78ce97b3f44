import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { OnnxExecutor } from '../onnx/onnxExecutor.ts';
import { convolution } from '../operations/convolution.ts';
import { evenGeometry } from '../operations/geometry.ts';
import type { HostTensor, Program } from '../program.ts';
import { float32, sizeOf } from '../program.ts';
import { Random } from '../random.ts';
import { traceWithinBudget } from './budget.ts';
import { direct } from './lowerings/direct/index.ts';
import { winograd } from './lowerings/winograd/index.ts';
import { peakBytes } from './memory.ts';
import { runOnce } from './testing/compare.ts';
import type { TracedProgram } from './trace.ts';
import { traceProgram } from './trace.ts';

const filters = Array.from({ length: 6 }, (_, i) => `filter${i}`);

/** The gradients of six layers one behind the other. */
const deep: Program = {
  name: 'deep',
  state: {},
  inputs: { x: float32(1, 16, 16, 16), ...Object.fromEntries(filters.map((name) => [name, float32(3, 3, 16, 16)])) },
  body: (_, { x, ...rest }) => {
    const loss = (...weights: Tensor[]): Tensor =>
      tf.mean(tf.square(weights.reduce((value, weight) => tf.relu(convolution(value, weight, evenGeometry(1, 1, 'reflect'))), x)));
    const gradients = tf.grads(loss)(filters.map((name) => rest[name]));
    return { state: {}, outputs: Object.fromEntries(filters.map((name, i) => [name, gradients[i]])) };
  },
};

const keepingAll = traceProgram(deep, winograd);
const least = traceProgram(deep, winograd, () => true);
const peakOf = ({ graph }: TracedProgram): number => peakBytes(graph);
const keptIn = ({ takeovers }: TracedProgram): number => takeovers.filter(({ kept, used }) => kept === used).length;

describe('the memory of the backward pass', () => {
  it('is much less where everything is made again', () => {
    expect(keptIn(keepingAll)).toBe(keepingAll.takeovers.length);
    expect(keptIn(least)).toBe(0);
    expect(peakOf(least)).toBeLessThan(0.8 * peakOf(keepingAll));
  });

  it.each([0, 0.1, 0.25, 0.5, 1])('stays within a budget of the least and %d of the rest', (share) => {
    const traced = traceWithinBudget(deep, winograd, share);
    expect(peakOf(traced)).toBeLessThanOrEqual(peakOf(least) + share * (peakOf(keepingAll) - peakOf(least)));
    expect(keptIn(traced)).toBeGreaterThan(0);
  });

  it('makes nothing again for nothing: without any room for more, what does not lie at the peak is kept', () => {
    const traced = traceWithinBudget(deep, winograd, 0);
    expect(peakOf(traced)).toBeLessThanOrEqual(peakOf(least));
    expect(traced.graph.nodes.length).toBeLessThan(least.graph.nodes.length);
  });

  it('keeps more in a larger budget, and everything where there is room for it', () => {
    const nodes = [0, 0.5, 1].map((share) => traceWithinBudget(deep, winograd, share).graph.nodes.length);
    expect(nodes).toEqual(nodes.toSorted((one, other) => other - one));
    expect(nodes[2]).toBe(keepingAll.graph.nodes.length);
  });

  it('changes no number', async () => {
    const random = Random.fromSeed(11);
    const normal = (shape: readonly number[]): HostTensor => ({ shape, values: Float32Array.from({ length: sizeOf(shape) }, () => random.normal()) });
    const inputs = Object.fromEntries(Object.entries(deep.inputs).map(([name, { shape }]) => [name, normal(shape)]));
    const [kept, again] = await Promise.all(
      (['normal', 'low'] as const).map((memory) => runOnce(new OnnxExecutor({ device: 'cpu', threads: 1, memory }, winograd), deep, inputs, filters)),
    );
    for (const name of filters) expect(again[name].values).toEqual(kept[name].values);
  });

  it('is what a program needs anyway where a lowering keeps nothing', () => {
    expect(peakOf(traceWithinBudget(deep, direct))).toBe(peakOf(traceProgram(deep, direct)));
  });
});
