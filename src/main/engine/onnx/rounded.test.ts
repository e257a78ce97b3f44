import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { convolution, transposedConvolution } from '../operations/convolution.ts';
import { evenGeometry } from '../operations/geometry.ts';
import type { HostTensor, Program } from '../program.ts';
import { float32, sizeOf } from '../program.ts';
import { Random } from '../random.ts';
import { lowerings } from '../trace/lowerings/index.ts';
import { OnnxExecutor } from './onnxExecutor.ts';
import { roundedColumns } from './rounded.ts';

const random = Random.fromSeed(5);
const normal = (shape: readonly number[]): HostTensor => ({ shape, values: Float32Array.from({ length: sizeOf(shape) }, () => random.normal()) });

/** A layer of few channels, a dilated one, a growing one and one that reads every pixel by itself, with values of both signs between. */
const layers: Program = {
  name: 'layers',
  state: { first: float32(3, 3, 3, 24), wide: float32(3, 3, 24, 32), grow: float32(4, 4, 20, 32), shift: float32(20), last: float32(1, 1, 20, 40) },
  inputs: { x: float32(1, 8, 12, 3) },
  body: ({ first, wide, grow, shift, last }, { x }) => {
    const one = tf.relu(convolution(x, first, evenGeometry(1, 1)));
    const two = convolution(one, wide, evenGeometry(1, 2, 'zeros', 2));
    const three = tf.add(transposedConvolution(two, grow, evenGeometry(2, 1), [1, 16, 24, 20]), shift);
    return { state: {}, outputs: { y: convolution(three, last, evenGeometry(1, 0)) } };
  },
};

const size = (values: ArrayLike<number>): number => Math.sqrt(Array.from(values).reduce((sum, value) => sum + value ** 2, 0) / values.length);

describe('a program in whole numbers', () => {
  it.each(Object.values(lowerings))('is near what it is exactly, whatever the lowering ($name) of its state', async (lowering) => {
    const executor = new OnnxExecutor({ device: 'cpu', threads: 1, memory: 'normal' }, lowering);
    const state = await executor.createState(layers.state, Object.fromEntries(Object.entries(layers.state).map(([name, { shape }]) => [name, normal(shape)])));
    const [exact, rounded] = [await executor.compile(layers), await executor.compileRounded(layers, state)];
    const x = normal(layers.inputs.x.shape);
    const [whole, near] = [await exact.run(state, { x }, ['y']), await rounded.run(state, { x }, ['y'])];
    expect(near.y.shape).toEqual(whole.y.shape);
    const off = size(near.y.values.map((value, i) => value - whole.y.values[i])) / size(whole.y.values);
    expect(off).toBeLessThan(0.03);
    expect(off).toBeGreaterThan(0.0005);
    expect(await rounded.run(state, { x }, ['y'])).toEqual(near);
    // What is rounded is what the state was.
    await state.write({ shift: normal([20]) });
    expect(await rounded.run(state, { x }, ['y'])).toEqual(near);
    await exact.dispose();
    await rounded.dispose();
    await state.dispose();
  });

  it('rounds every column by its own largest value, into what two products of a byte fit 16 bits with', () => {
    const values = Float32Array.of(1, 0, -300, -0.5, 0, 100, 0.26, 0, 1);
    const { whole, scales } = roundedColumns(values, 3);
    expect([...whole]).toEqual([63, 0, -63, -31, 0, 21, 16, 0, 0]);
    expect(scales).toEqual(Float32Array.of(1 / 63, 0, 300 / 63));
    expect(2 * 255 * Math.max(...whole)).toBeLessThan(2 ** 15);
  });
});
