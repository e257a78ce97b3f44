import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { convolution } from '../operations/convolution.ts';
import { evenGeometry } from '../operations/geometry.ts';
import { OnnxExecutor } from '../onnx/onnxExecutor.ts';
import type { HostTensor, Program, TensorSpec } from '../program.ts';
import { float32, sizeOf } from '../program.ts';
import { Random } from '../random.ts';
import { hoistStateOnly } from './hoist.ts';
import { lowerings } from './lowerings/index.ts';
import { printGraph } from './print.ts';
import { traceProgram } from './trace.ts';
import { verifyGraph } from './verify.ts';

const program = (size: number, channels = 16): Program => ({
  name: 'translate',
  state: { filter: float32(3, 3, channels, channels), bias: float32(channels) },
  inputs: { picture: float32(1, size, size, channels) },
  body: ({ filter, bias }, { picture }) => ({ state: {}, outputs: { y: tf.add(convolution(picture, filter, evenGeometry(1, 1, 'reflect')), bias) } }),
});

const isState = ({ name }: { name: string }): boolean => name.startsWith('state/');

describe('what follows from the state alone', () => {
  it('is the transformed filter, in a graph of its own', () => {
    const hoisted = hoistStateOnly(traceProgram(program(12), lowerings.winograd).graph, isState);
    if (hoisted === undefined) throw new Error('nothing was hoisted');
    verifyGraph(hoisted.prologue);
    verifyGraph(hoisted.main);
    expect(hoisted.prologue.nodes.map(({ operator }) => operator)).toEqual(['Reshape', 'MatMul', 'Reshape']);
    expect(hoisted.prologue.outputs.map(({ value }) => value.shape)).toEqual([[36, 16, 16]]);
    expect(hoisted.main.inputs.map(({ name }) => name)).toContain(hoisted.prologue.outputs[0].name);
    expect(hoisted.main.inputs.map(({ name }) => name)).not.toContain('state/filter');
    expect(printGraph(hoisted.main)).toContain('state/bias');
  });

  it('has the same name for every picture size, so that sizes share it', () => {
    const [small, large] = [12, 16].map((size) => hoistStateOnly(traceProgram(program(size), lowerings.winograd).graph, isState));
    expect(small?.prologue.outputs.map(({ name }) => name)).toEqual(large?.prologue.outputs.map(({ name }) => name));
  });

  it('lies turned where products read large filters, and gives the same', async () => {
    const large = program(12, 384);
    const hoisted = hoistStateOnly(traceProgram(large, lowerings.winograd).graph, isState);
    if (hoisted === undefined) throw new Error('nothing was hoisted');
    verifyGraph(hoisted.main);
    expect(hoisted.prologue.nodes.at(-1)?.operator).toBe('Transpose');
    expect(hoisted.main.nodes.find(({ operator }) => operator === 'FusedMatMul')?.attributes).toEqual({ transA: 0, transB: 1 });
    const random = Random.fromSeed(5);
    const normal = ({ shape }: TensorSpec): HostTensor => ({ shape, values: Float32Array.from({ length: sizeOf(shape) }, () => random.normal()) });
    const [weights, picture] = [{ filter: normal(large.state.filter) }, normal(large.inputs.picture)];
    const [plain, turned] = await Promise.all(
      [lowerings.direct, lowerings.winograd].map(async (lowering) => {
        const executor = new OnnxExecutor({ device: 'cpu', threads: 1, memory: 'normal' }, lowering);
        const compiled = await executor.compile(large);
        const state = await executor.createState(large.state, weights);
        const { y } = await compiled.run(state, { picture }, ['y']);
        await compiled.dispose();
        await state.dispose();
        return y.values;
      }),
    );
    const most = Math.max(...Array.from(plain, Math.abs));
    expect(Math.max(...Array.from(plain, (value, i) => Math.abs(value - turned[i])))).toBeLessThan(1e-4 * most);
  });

  it('is nothing where weights are used as they are', () => {
    expect(hoistStateOnly(traceProgram(program(12), lowerings.direct).graph, isState)).toBeUndefined();
  });
});
