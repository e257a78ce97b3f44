import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { permute } from '../checkpoints/layouts.ts';
import { readSafetensors } from '../checkpoints/safetensors.ts';
import type { Executor } from '../engine/executor.ts';
import { openExecutor } from '../engine/executors.ts';
import type { HostTensor, HostTensors } from '../engine/program.ts';
import { float32 } from '../engine/program.ts';
import { thisMachine } from '../machine.ts';
import { fromScaledLab, toScaledLab } from './lab.ts';

const largestDifference = (one: HostTensor, other: HostTensor): number =>
  Math.max(...Array.from(one.values, (value, index) => Math.abs(value - other.values[index])));

describe.each(['onnx', 'reference'] as const)('Lab in programs on the %s executor', (kind) => {
  let executor: Executor;
  let file: HostTensors;
  beforeAll(async () => {
    executor = await openExecutor({ executor: kind, device: 'auto', threads: 0, precision: 'exact', memory: 'normal' }, thisMachine);
    ({ tensors: file } = await readSafetensors(join(import.meta.dirname, '..', 'data', 'golden', 'lab-colour.safetensors')));
  });
  afterAll(() => executor.dispose());

  it('agrees with the reference both ways', async () => {
    const picture = permute(file['rgb'], [0, 2, 3, 1]);
    const signed: HostTensor = { shape: picture.shape, values: Float32Array.from(picture.values, (value) => value * 2 - 1) };
    const program = await executor.compile({
      name: 'lab',
      state: {},
      inputs: { picture: float32(...picture.shape) },
      body: (_, inputs) => {
        const lab = toScaledLab(inputs.picture);
        return { state: {}, outputs: { lab, again: fromScaledLab(lab) } };
      },
    });
    const state = await executor.createState({}, {});
    const { lab, again } = await program.run(state, { picture: signed }, ['lab', 'again']);
    expect(largestDifference(lab, permute(file['lab_scaled'], [0, 2, 3, 1]))).toBeLessThan(1e-5);
    const expected = permute(file['rgb_again'], [0, 2, 3, 1]);
    expect(largestDifference(again, { shape: expected.shape, values: Float32Array.from(expected.values, (value) => value * 2 - 1) })).toBeLessThan(1e-4);
    await state.dispose();
    await program.dispose();
  });
});
