import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromPytorch, permute } from '../../checkpoints/layouts.ts';
import { readSafetensors } from '../../checkpoints/safetensors.ts';
import type { Executor } from '../../engine/executor.ts';
import { openExecutor } from '../../engine/executors.ts';
import type { HostTensor, HostTensors, Program } from '../../engine/program.ts';
import { float32 } from '../../engine/program.ts';
import { tensorflowExecutors } from '../../engine/testing/executors.ts';
import { thisMachine } from '../../machine.ts';
import { lookupIn } from '../../nn/layer.ts';
import { specsOf, withPrefix } from '../../nn/parameters.ts';
import { colorizationNetwork } from './network.ts';

/** Absolute agreement with PyTorch; the logits are a hundred times as large as the colours. */
const TOLERANCE = { colours: 1e-4, bins: 1e-4 } as const;

const toPicture = (tensor: HostTensor): HostTensor => permute(tensor, [0, 2, 3, 1]);
const largestDifference = (one: HostTensor, other: HostTensor): number => {
  expect(one.shape).toEqual(other.shape);
  let largest = 0;
  for (const [index, value] of one.values.entries()) largest = Math.max(largest, Math.abs(value - other.values[index]));
  return largest;
};

const executors = [
  ...(['exact', 'fast'] as const).map((precision) => ({
    title: `onnx, precision ${precision}`,
    open: () => openExecutor({ executor: 'onnx', device: 'cpu', threads: 0, precision, memory: 'normal' }, thisMachine),
  })),
  ...tensorflowExecutors,
];

describe.each(executors)('the reference network on $title', ({ open }) => {
  let executor: Executor;
  let file: HostTensors;
  beforeAll(async () => {
    executor = await open();
    ({ tensors: file } = await readSafetensors(join(import.meta.dirname, 'golden', 'colorization-forward.safetensors')));
  });
  afterAll(() => executor.dispose());

  it('gives the colours and the bins of PyTorch', async () => {
    const width = file['netG.model1.0.weight'].shape[0];
    const network = colorizationNetwork({ width, inputs: 1, outputs: 2, gain: 0.02 });
    const tree = withPrefix('netG', network.parameters);
    const parameters = Object.fromEntries(Object.entries(tree).map(([name, { layout }]) => [name, fromPytorch(file[name], layout)]));
    const inputs = { drawing: toPicture(file['L']), hints: toPicture(file['hint_ab']), mask: toPicture(file['hint_mask']) };
    const program: Program = {
      name: 'golden.colorization',
      state: specsOf(tree),
      inputs: Object.fromEntries(Object.entries(inputs).map(([name, { shape }]) => [name, float32(...shape)])),
      body: (state, { drawing, hints, mask }) => ({ state: {}, outputs: { ...network.forward(lookupIn(state, 'netG'), drawing, hints, mask) } }),
    };
    const compiled = await executor.compile(program);
    const state = await executor.createState(program.state, parameters);
    const outputs = await compiled.run(state, inputs, ['colours', 'bins']);
    expect(largestDifference(outputs.colours, toPicture(file['out_ab']))).toBeLessThan(TOLERANCE.colours);
    expect(largestDifference(outputs.bins, toPicture(file['out_class']))).toBeLessThan(TOLERANCE.bins);
    await state.dispose();
    await compiled.dispose();
  });

  it('names every parameter of the reference, and no other', () => {
    const width = file['netG.model1.0.weight'].shape[0];
    const names = Object.keys(withPrefix('netG', colorizationNetwork({ width, inputs: 1, outputs: 2, gain: 0.02 }).parameters));
    const stored = Object.keys(file).filter((name) => name.startsWith('netG.') && !name.endsWith('num_batches_tracked'));
    expect(names.sort()).toEqual(stored.sort());
  });
});
