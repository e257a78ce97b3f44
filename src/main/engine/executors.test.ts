import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Executor } from './executor.ts';
import { OnnxExecutor } from './onnx/onnxExecutor.ts';
import type { HostTensor, Program } from './program.ts';
import { float32, int32 } from './program.ts';
import { createReferenceExecutor } from './reference/referenceExecutor.ts';
import { allExecutors } from './testing/executors.ts';
import { direct } from './trace/lowerings/direct/index.ts';

const scalar = (value: number): HostTensor => ({ shape: [], values: Float32Array.of(value) });
const vector = (...values: number[]): HostTensor => ({ shape: [values.length], values: Float32Array.from(values) });

/** Counts and remembers: `sum += x`, `last = x`; `kept` stays as it is. */
const counter: Program = {
  name: 'counter',
  state: { sum: float32(2), last: float32(2), kept: float32(2, 1, 1, 3), steps: int32() },
  inputs: { x: float32(2) },
  body: ({ sum, kept, steps }, { x }) => ({
    state: { sum: tf.add(sum, x), last: x, steps: tf.add(steps, tf.scalar(1, 'int32')) },
    outputs: { total: tf.add(tf.sum(tf.add(sum, x)), tf.sum(kept)), sum: tf.add(sum, x) },
  }),
};

describe.each(allExecutors)('running programs on $title', ({ title, open }) => {
  let executor: Executor;
  beforeAll(async () => {
    executor = await open();
  });

  it('keeps state from run to run and reads back only what is asked for', async () => {
    const compiled = await executor.compile(counter);
    const kept: HostTensor = { shape: [2, 1, 1, 3], values: Float32Array.of(1, 2, 3, 4, 5, 6) };
    const state = await executor.createState(counter.state, { kept });
    expect(await compiled.run(state, { x: vector(1, 2) }, [])).toEqual({});
    expect(await compiled.run(state, { x: vector(10, 20) }, ['total'])).toEqual({ total: scalar(54) });
    const values = await state.read();
    expect(values).toEqual({ sum: vector(11, 22), last: vector(10, 20), kept, steps: { shape: [], values: Int32Array.of(2) } });
    expect(Object.keys(await state.read(['sum']))).toEqual(['sum']);
    await state.dispose();
    await compiled.dispose();
  });

  it('hands out values that may be changed without changing the state', async () => {
    const compiled = await executor.compile(counter);
    const given = vector(1, 1);
    const state = await executor.createState(counter.state, { sum: given });
    given.values.fill(100);
    const { sum } = await compiled.run(state, { x: vector(1, 2) }, ['sum']);
    sum.values.fill(100);
    (await state.read(['sum'])).sum.values.fill(100);
    expect((await state.read(['sum'])).sum).toEqual(vector(2, 3));
    await state.dispose();
    await compiled.dispose();
  });

  it('lets entries of equal value go their own ways afterwards', async () => {
    const pair = { a: float32(2), b: float32(2) };
    const both = await executor.compile({
      name: 'both',
      state: pair,
      inputs: { x: float32(2) },
      body: (_, { x }) => ({ state: { a: tf.exp(x), b: tf.exp(x) }, outputs: {} }),
    });
    const one = await executor.compile({ name: 'one', state: { a: float32(2) }, inputs: {}, body: ({ a }) => ({ state: { a: tf.mul(a, 2) }, outputs: {} }) });
    const state = await executor.createState(pair);
    await both.run(state, { x: vector(0, 0) }, []);
    await one.run(state, {}, []);
    await one.run(state, {}, []);
    expect(await state.read()).toEqual({ a: vector(4, 4), b: vector(1, 1) });
    await state.write({ a: vector(7, 8) });
    expect(await state.read()).toEqual({ a: vector(7, 8), b: vector(1, 1) });
    await state.dispose();
  });

  it('swaps entries', async () => {
    const pair = { a: float32(2), b: float32(2) };
    const swap = await executor.compile({ name: 'swap', state: pair, inputs: {}, body: ({ a, b }) => ({ state: { a: b, b: a }, outputs: {} }) });
    const state = await executor.createState(pair, { a: vector(1, 2), b: vector(3, 4) });
    await swap.run(state, {}, []);
    expect(await state.read()).toEqual({ a: vector(3, 4), b: vector(1, 2) });
    await swap.run(state, {}, []);
    expect(await state.read()).toEqual({ a: vector(1, 2), b: vector(3, 4) });
    await state.dispose();
  });

  it('does nothing for a program that is asked for nothing', async () => {
    const idle = await executor.compile({
      name: 'idle',
      state: {},
      inputs: {},
      body: () => ({ state: {}, outputs: { one: tf.add(tf.scalar(1), tf.scalar(2)) } }),
    });
    const state = await executor.createState({});
    expect(await idle.run(state, {}, [])).toEqual({});
    expect(await idle.run(state, {}, ['one'])).toEqual({ one: scalar(3) });
    await idle.dispose();
  });

  it('computes the same bits every time', async () => {
    const wave: Program = {
      name: 'wave',
      state: {},
      inputs: { x: float32(2) },
      body: (_, { x }) => ({ state: {}, outputs: { y: tf.sum(tf.sin(tf.mul(tf.reshape(x, [2, 1]), tf.range(0, 999)))) } }),
    };
    const compiled = await executor.compile(wave);
    const state = await executor.createState({});
    const runs = [];
    for (let i = 0; i < 5; i++) runs.push((await compiled.run(state, { x: vector(0.3, 0.7) }, ['y'])).y.values[0]);
    expect(new Set(runs).size).toBe(1);
    await compiled.dispose();
  });

  it('estimates memory without compiling, as it reports afterwards', async () => {
    const estimate = await executor.estimate(counter);
    const compiled = await executor.compile(counter);
    expect(compiled.memory).toEqual(estimate);
    expect(estimate.state).toBe(4 * (2 + 2 + 6 + 1));
    expect(estimate.total).toBeGreaterThanOrEqual(estimate.state + estimate.activations);
    await compiled.dispose();
  });

  it('refuses what does not belong together, in words', async () => {
    const compiled = await executor.compile(counter);
    const state = await executor.createState(counter.state);
    const elsewhere = title === 'reference' ? new OnnxExecutor({ device: 'cpu', threads: 1, memory: 'normal' }, direct) : await createReferenceExecutor();
    const x = vector(1, 2);
    await expect(compiled.run(state, {}, [])).rejects.toThrow(/counter needs an input x of the shape \[2\]/);
    await expect(compiled.run(state, { x: vector(1, 2, 3) }, [])).rejects.toThrow(/counter needs an input x of the shape \[2\]/);
    await expect(compiled.run(state, { x }, ['totals'])).rejects.toThrow(/counter has no output.totals/);
    await expect(compiled.run(await executor.createState({}), { x }, [])).rejects.toThrow('the state holds no sum of the shape [2]');
    await expect(compiled.run(await elsewhere.createState(counter.state), { x }, [])).rejects.toThrow('the state belongs to another executor');
    await expect(state.write({ sum: vector(1) })).rejects.toThrow('state sum cannot take the shape [1]');
    await expect(state.write({ none: x })).rejects.toThrow('state none cannot take the shape [2]');
    await expect(state.read(['none'])).rejects.toThrow('there is no state none');
    await expect(executor.createState(counter.state, { none: x })).rejects.toThrow('there is no state none');
    await state.dispose();
    await compiled.dispose();
  });
});
