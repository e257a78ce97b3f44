import { describe, expect, it } from 'vitest';
import { stackganSchema } from '../../../shared/architectures/stackgan.ts';
import { openExecutor } from '../../engine/executors.ts';
import type { HostTensor, HostTensors, Program } from '../../engine/program.ts';
import { sizeOf } from '../../engine/program.ts';
import { Random } from '../../engine/random.ts';
import { thisMachine } from '../../machine.ts';
import { initializeParameters } from '../../nn/parameters.ts';
import type { ParameterTree } from '../../nn/parameters.ts';
import { networksOf, stageNames } from './networks.ts';
import { frozenParameters, largeParameters, largeStep, lossNames, smallParameters, smallStep } from './step.ts';

const settings = stackganSchema.parse({ size: 16, largeSize: 32, width: 8, judgeWidth: 4, text: 8, condition: 4, noise: 4, blocks: 1, average: 0.9 });
const networks = networksOf(settings);
const BATCH = { batch: 3, wrong: 3 };

/** Initial weights large enough that losses curve little beside what rounding hides. */
const enlarged = (tensors: HostTensors): HostTensors =>
  Object.fromEntries(
    Object.entries(tensors).map(([name, { shape, values }]) => [name, { shape, values: shape.length > 1 ? values.map((x) => 8 * x) : values }]),
  );

interface Stage {
  readonly program: Program;
  readonly tree: ParameterTree;
  readonly losses: readonly string[];
  /** The loss of each network as a sum of reported ones with their weights. */
  readonly terms: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const stages: Record<string, Stage> = {
  small: {
    program: smallStep(networks, settings, BATCH),
    tree: smallParameters(networks, settings),
    losses: lossNames.small,
    terms: { netG1: { G: 1, KL: settings.divergence }, netD1: { D: 1 } },
  },
  large: {
    program: largeStep(networks, settings, BATCH),
    tree: { ...frozenParameters(networks, settings), ...largeParameters(networks, settings) },
    losses: lossNames.large,
    terms: { netG2: { G2: 1, KL2: settings.divergence }, netD2: { D2: 1 } },
  },
};

/** Takes steps from any parameters with the same inputs each time. At the rate 0 the losses are those of the parameters themselves. */
async function stepper({ program, tree, losses }: Stage): Promise<{
  step: (start: HostTensors, rate: number) => Promise<{ losses: Record<string, number>; after: HostTensors }>;
  start: HostTensors;
  close: () => Promise<void>;
}> {
  const random = Random.fromSeed(6);
  const executor = await openExecutor({ executor: 'onnx', device: 'cpu', threads: 1, precision: 'exact', memory: 'normal' }, thisMachine);
  const compiled = await executor.compile(program);
  const filled = (name: string, shape: readonly number[]): HostTensor => {
    const values = new Float32Array(sizeOf(shape));
    random.split(name).fillNormal(values, 0, name === 'picture' ? 0.5 : 1);
    return { shape, values };
  };
  const inputs = Object.fromEntries(Object.entries(program.inputs).map(([name, { shape }]): [string, HostTensor] => [name, filled(name, shape)]));
  const scalar = (value: number): HostTensor => ({ shape: [], values: Float32Array.of(value) });
  const corrections = { adamCorrection1: scalar(1 - settings.beta1), adamCorrection2: scalar(1 - 0.999), averageCorrection: scalar(1 - settings.average) };
  const zeros = Object.fromEntries(Object.entries(program.state).map(([name, { shape }]) => [name, { shape, values: new Float32Array(sizeOf(shape)) }]));
  return {
    start: { ...zeros, ...enlarged(initializeParameters(tree, random)) },
    step: async (start, rate) => {
      const state = await executor.createState(program.state, start);
      const outputs: HostTensors = await compiled.run(state, { ...inputs, ...corrections, learningRate: scalar(rate) }, [...losses]);
      const after = await state.read();
      await state.dispose();
      return { losses: Object.fromEntries(losses.map((name) => [name, outputs[name].values[0]])), after };
    },
    close: async () => {
      await compiled.dispose();
      await executor.dispose();
    },
  };
}

describe.each(Object.entries(stages))('a step of the %s pictures', (_, stage) => {
  it('has the gradients of finite differences', async () => {
    const { step, start, close } = await stepper(stage);
    const { after } = await step(start, 0);
    for (const [network, terms] of Object.entries(stage.terms)) {
      const gradients = Object.entries(after)
        .filter(([name]) => name.startsWith(`adam.m.${network}.`))
        .map(([name, { values }]) => [name.slice('adam.m.'.length), Array.from(values, (value) => value / (1 - settings.beta1))] as const);
      const length = Math.sqrt(gradients.reduce((sum, [, values]) => values.reduce((inner, value) => inner + value * value, sum), 0));
      const lossAt = async (by: number): Promise<number> => {
        const moved = gradients.map(([name, values]): [string, HostTensor] => [
          name,
          { shape: start[name].shape, values: Float32Array.from(start[name].values, (value, index) => value + (by * values[index]) / length) },
        ]);
        const { losses } = await step({ ...start, ...Object.fromEntries(moved) }, 0);
        return Object.entries(terms).reduce((sum, [name, weight]) => sum + weight * losses[name], 0);
      };
      // Large steps meet curves and kinks, small ones drown in float32: a right gradient fits one between.
      const errors: number[] = [];
      for (const by of [3e-3, 1e-3, 3e-4]) errors.push(Math.abs(((await lossAt(by)) - (await lossAt(-by))) / (2 * by) / length - 1));
      expect(Math.min(...errors), `${network}: ${errors.join()}`).toBeLessThan(0.02);
    }
    await close();
  });

  it('moves all that is trained, all statistics and the average, and leaves stage I alone where it is frozen', async () => {
    const { step, start, close } = await stepper(stage);
    const { after } = await step(start, 1e-3);
    for (const name of Object.keys(stage.tree)) {
      const frozen = stage === stages['large'] && name.startsWith('averageG1.');
      expect(
        after[name].values.some((value, index) => value !== start[name].values[index]),
        name,
      ).toBe(!frozen);
    }
    // After one step the average is of that step alone, whatever was there before.
    const { generator, average } = stageNames[stage === stages['large'] ? 'large' : 'small'];
    for (const name of Object.keys(stage.tree).filter((each) => each.startsWith(`${generator}.`)))
      for (const [i, value] of after[name.replace(generator, average)].values.entries()) expect(value).toBeCloseTo(after[name].values[i], 5);
    await close();
  });
});
