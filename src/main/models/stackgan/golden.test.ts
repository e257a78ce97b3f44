import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromPytorch, permute } from '../../checkpoints/layouts.ts';
import { readSafetensors } from '../../checkpoints/safetensors.ts';
import type { Executor } from '../../engine/executor.ts';
import { openExecutor } from '../../engine/executors.ts';
import type { HostTensor, HostTensors, Program } from '../../engine/program.ts';
import { float32, sizeOf } from '../../engine/program.ts';
import { tensorflowExecutors } from '../../engine/testing/executors.ts';
import { thisMachine } from '../../machine.ts';
import { lookupIn } from '../../nn/layer.ts';
import type { ParameterTree } from '../../nn/parameters.ts';
import { specsOf, withPrefix } from '../../nn/parameters.ts';
import { networksOf } from './networks.ts';
import { lossNames, smallParameters, smallStep } from './step.ts';

const SHAPE = { text: 32, condition: 16, noise: 10, width: 4, judgeWidth: 4, size: 64, largeSize: 256, blocks: 2 } as const;
const BATCH = 4;
const RATE = 2e-4;
const BETA1 = 0.5;

const toPicture = (tensor: HostTensor): HostTensor => permute(tensor, [0, 2, 3, 1]);
const scalar = (value: number): HostTensor => ({ shape: [], values: Float32Array.of(value) });
const rows = ({ shape, values }: HostTensor, from: number): HostTensor => ({ shape: [shape[0] - from, shape[1]], values: values.slice(from * shape[1]) });

/** The parameters of a tree out of a file in the layouts here; `path` gives the name that the reference has for one. */
const parametersIn = (file: HostTensors, tree: ParameterTree, path: (name: string) => string): HostTensors =>
  Object.fromEntries(Object.entries(tree).map(([name, { layout }]) => [name, fromPytorch(file[path(name)], layout)]));

const largestDifference = (one: HostTensor, other: HostTensor): number => {
  expect(one.values.length).toBe(other.values.length);
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

describe.each(executors)('the reference on $title', ({ open }) => {
  const networks = networksOf(SHAPE);
  let executor: Executor;
  let step: { file: HostTensors; metadata: Readonly<Record<string, string>> };
  let forward: HostTensors;
  beforeAll(async () => {
    executor = await open();
    const read = (name: string): ReturnType<typeof readSafetensors> => readSafetensors(join(import.meta.dirname, 'golden', `${name}.safetensors`));
    const { tensors, metadata } = await read('stackgan-stage1-step');
    step = { file: tensors, metadata };
    ({ tensors: forward } = await read('stackgan-stage2-forward'));
  });
  afterAll(() => executor.dispose());

  it('takes the same step of stage I as PyTorch', async () => {
    const { file, metadata } = step;
    const settings = { ...SHAPE, average: 0, divergence: 2, beta1: BETA1 };
    const program = smallStep(networks, settings, { batch: BATCH, wrong: BATCH - 1 });
    const tree = smallParameters(networks, settings);
    const path = (at: string) => (name: string) => `${at}.${name.slice('net'.length)}`;
    const zeros = Object.fromEntries(
      Object.entries(program.state)
        .filter(([name]) => !(name in tree))
        .map(([name, { shape }]) => [name, { shape, values: new Float32Array(sizeOf(shape)) }]),
    );
    const compiled = await executor.compile(program);
    const state = await executor.createState(program.state, { ...parametersIn(file, tree, path('before')), ...zeros });
    const outputs: HostTensors = await compiled.run(
      state,
      {
        picture: toPicture(file['real']),
        embedding: file['embedding'],
        wrong: rows(file['embedding'], 1),
        noise: file['z'],
        conditionNoise: file['eps'],
        learningRate: scalar(RATE),
        adamCorrection1: scalar(1 - BETA1),
        adamCorrection2: scalar(1 - 0.999),
      },
      [...lossNames.small],
    );
    const { D, D_real, D_wrong, D_fake, G, KL } = JSON.parse(metadata['losses']) as Record<string, number>;
    const expected = { D, Dreal: D_real, Dwrong: D_wrong, Dfake: D_fake, G, KL };
    for (const [name, value] of Object.entries(expected)) expect(Math.abs(outputs[name].values[0] / value - 1), name).toBeLessThan(1e-4);
    const after = await state.read();
    let [far, all] = [0, 0];
    for (const [name, wanted] of Object.entries(parametersIn(file, tree, path('after')))) {
      for (const [index, value] of wanted.values.entries()) {
        const difference = Math.abs(after[name].values[index] - value);
        // A weight whose gradient is within rounding of zero may go either way.
        expect(difference, name).toBeLessThan(2.1 * RATE);
        all++;
        if (difference > 1e-5) far++;
      }
    }
    expect(far / all).toBeLessThan(0.001);
    await state.dispose();
    await compiled.dispose();
  });

  it('draws and judges the large pictures of PyTorch by running statistics', async () => {
    const { small, large, largeJudge } = networks;
    const trees = { frozen: withPrefix('STAGE1_G', small.parameters), G2: withPrefix('G2', large.parameters), D2: withPrefix('D2', largeJudge.parameters) };
    const tree = { ...trees.frozen, ...trees.G2, ...trees.D2 };
    const parameters = parametersIn(forward, tree, (name) => (name.startsWith('STAGE1_G') ? `G2.${name}` : name));
    const pixels = (name: string): HostTensor => toPicture(forward[name]);
    const inputs = { embedding: forward['embedding'], noise: forward['z'], smallNoise: forward['eps.stage1'], conditionNoise: forward['eps.stage2'] };
    const program: Program = {
      name: 'golden.stackgan',
      state: specsOf(tree),
      inputs: Object.fromEntries(Object.entries(inputs).map(([name, { shape }]) => [name, float32(...shape)])),
      body: (state, { embedding, noise, smallNoise, conditionNoise }) => {
        const begun = small.forward(lookupIn(state, 'STAGE1_G'), embedding, noise, smallNoise).pictures;
        const { pictures, gaussian } = large.forward(lookupIn(state, 'G2'), embedding, begun, conditionNoise);
        const judge = lookupIn(state, 'D2');
        const features = largeJudge.features(judge, pictures);
        if (largeJudge.alone === null) throw new Error('stage II judges pictures by themselves');
        const outputs = { begun, pictures, matching: largeJudge.matching(judge, features, gaussian.mean), alone: largeJudge.alone(judge, features) };
        return { state: {}, outputs };
      },
    };
    const compiled = await executor.compile(program);
    const state = await executor.createState(program.state, parameters);
    const outputs = await compiled.run(state, inputs, ['begun', 'pictures', 'matching', 'alone']);
    expect(largestDifference(outputs.begun, pixels('stage1_image'))).toBeLessThan(1e-4);
    expect(largestDifference(outputs.pictures, pixels('output'))).toBeLessThan(1e-4);
    const sigmoid = (logits: HostTensor): HostTensor => ({ ...logits, values: Float32Array.from(logits.values, (value) => 1 / (1 + Math.exp(-value))) });
    expect(largestDifference(sigmoid(outputs.matching), forward['D2.conditional'])).toBeLessThan(1e-4);
    expect(largestDifference(sigmoid(outputs.alone), forward['D2.unconditional'])).toBeLessThan(1e-4);
    await state.dispose();
    await compiled.dispose();
  });

  it('names every parameter of the reference, and no other', () => {
    const names = [...Object.keys(withPrefix('G1', networks.small.parameters)), ...Object.keys(withPrefix('D1', networks.smallJudge.parameters))];
    const stored = Object.keys(step.file).flatMap((name) => (name.startsWith('before.') ? [name.slice('before.'.length)] : []));
    expect(names.sort()).toEqual(stored.sort());
  });
});
