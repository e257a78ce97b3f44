import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import type { Program } from '../program.ts';
import { float32 } from '../program.ts';
import { direct } from '../trace/lowerings/direct/index.ts';
import { OnnxExecutor } from './onnxExecutor.ts';
import { OnnxState } from './state.ts';

const doubling: Program = {
  name: 'doubling',
  state: { changing: float32(3), kept: float32(3) },
  inputs: {},
  body: ({ changing }) => ({ state: { changing: tf.mul(changing, 2) }, outputs: {} }),
};

it('gives the memory of what a step replaced back at once, and nothing else', async () => {
  const executor = new OnnxExecutor({ device: 'cpu', threads: 1, memory: 'normal' }, direct);
  const compiled = await executor.compile(doubling);
  const state = await executor.createState(doubling.state, { changing: { shape: [3], values: Float32Array.of(1, 2, 3) } });
  if (!(state instanceof OnnxState)) throw new Error('a state of another kind');
  const [before, kept] = ['changing', 'kept'].map((name) => state.tensors.get(name)?.data);
  expect(before).toHaveLength(3);
  await compiled.run(state, {}, []);
  expect(before).toHaveLength(0);
  expect(kept).toHaveLength(3);
  expect((await state.read()).changing.values).toEqual(Float32Array.of(2, 4, 6));
  const last = state.tensors.get('changing')?.data;
  await state.dispose();
  expect([last, kept].map((data) => data?.length)).toEqual([0, 0]);
  await compiled.dispose();
});
