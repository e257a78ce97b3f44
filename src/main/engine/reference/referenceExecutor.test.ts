import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it, vi } from 'vitest';
import type { Program } from '../program.ts';
import { float32, int32 } from '../program.ts';
import { createReferenceExecutor } from './referenceExecutor.ts';

/** One step of gradient descent on mean((w x - 1)^2), which also counts its steps. */
const descent: Program = {
  name: 'test.descent',
  state: { w: float32(3), count: int32(), untouched: float32(2) },
  inputs: { x: float32(3) },
  body: ({ w, count }, { x }) => {
    const loss = (value: tf.Tensor): tf.Scalar => tf.mean(tf.square(tf.sub(tf.mul(value, x), 1)));
    return {
      state: { w: tf.sub(w, tf.grad(loss)(w)), count: tf.add(count, tf.scalar(1, 'int32')) },
      outputs: { loss: loss(w), before: w },
    };
  },
};

const state = { w: { shape: [3], values: Float32Array.of(0, 0.5, 1) } };
const inputs = { x: { shape: [3], values: Float32Array.of(1, 1, 1) } };

describe('reference executor', () => {
  it('prints no banner', async () => {
    const warn = vi.spyOn(console, 'warn');
    const executor = await createReferenceExecutor();
    await executor.createState({ a: float32(1) });
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });

  it('steps, keeps state inside and returns what is wanted', async () => {
    const executor = await createReferenceExecutor();
    const program = await executor.compile(descent);
    const kept = await executor.createState(descent.state, state);
    expect((await program.run(kept, inputs, ['before'])).before.values).toEqual(Float32Array.of(0, 0.5, 1));
    const { loss } = await program.run(kept, inputs, ['loss']);
    // w becomes w - 2/3 (w - 1), so each error shrinks to a third.
    expect(loss.values[0]).toBeCloseTo((1 + 0.25) / 27, 6);
    const read = await kept.read(['w', 'count']);
    expect(Array.from(read.w.values)[1]).toBeCloseTo(1 - 0.5 / 9, 6);
    expect(read.count.values).toEqual(Int32Array.of(2));
    expect((await kept.read()).untouched.values).toEqual(Float32Array.of(0, 0));
  });

  it('leaves no tensor behind and the values handed in as they were', async () => {
    const executor = await createReferenceExecutor();
    const program = await executor.compile(descent);
    const kept = await executor.createState(descent.state, state);
    await program.run(kept, inputs, ['loss']);
    const { numTensors } = tf.memory();
    await program.run(kept, inputs, ['loss']);
    expect(tf.memory().numTensors).toBe(numTensors);
    await kept.dispose();
    expect(tf.memory().numTensors).toBe(numTensors - 3);
    expect(state.w.values).toEqual(Float32Array.of(0, 0.5, 1));
  });
});
