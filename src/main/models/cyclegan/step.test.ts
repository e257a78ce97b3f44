import { describe, expect, it } from 'vitest';
import type { CycleganSettings } from '../../../shared/architectures/cyclegan.ts';
import { cycleganSchema } from '../../../shared/architectures/cyclegan.ts';
import type { CompiledProgram, Executor } from '../../engine/executor.ts';
import type { HostTensor, HostTensors } from '../../engine/program.ts';
import { sizeOf } from '../../engine/program.ts';
import { Random } from '../../engine/random.ts';
import { createReferenceExecutor } from '../../engine/reference/referenceExecutor.ts';
import { cyclegan } from './index.ts';

const SMALL = { size: 16, ngf: 4, ndf: 4, blocks: 1, layers: 1, initGain: 0.2, batch: 2 } as const;

/** Settings that each bring another part of the step into play. */
const variants: Record<string, Partial<CycleganSettings>> = {
  'resize, least squares, pool': {},
  'transposed, vanilla, no pool': { upsampling: 'transposed', ganLoss: 'vanilla', poolSize: 0 },
  'pixel, no identity': { discriminator: 'pixel', identity: 0, cycleA: 3, cycleB: 7 },
};

const scalar = (value: number): HostTensor => ({ shape: [], values: Float32Array.of(value) });

/** Random inputs of a step: pictures in [-1, 1], every pool choice once 0 and once 1. */
function inputsOf(settings: CycleganSettings, random: Random): HostTensors {
  const { step, inputs } = cyclegan.recipe(settings);
  return Object.fromEntries(
    Object.entries(inputs).map(([name, source]): [string, HostTensor] => {
      const { shape } = step.inputs[name];
      if (source.from === 'learningRate') return [name, scalar(settings.learningRate)];
      if (source.from === 'adamCorrection') return [name, scalar(1 - source.beta)];
      if (source.from === 'poolChoice') return [name, { shape, values: Float32Array.from({ length: sizeOf(shape) }, (_, index) => index % 2) }];
      return [name, { shape, values: Float32Array.from({ length: sizeOf(shape) }, () => 2 * random.uniform() - 1) }];
    }),
  );
}

interface Session {
  executor: Executor;
  program: CompiledProgram;
  inputs: HostTensors;
  start: HostTensors;
  losses: readonly string[];
}

async function open(given: Partial<CycleganSettings>): Promise<Session> {
  const settings = cycleganSchema.parse({ ...SMALL, ...given });
  const random = Random.fromSeed(11);
  const recipe = cyclegan.recipe(settings);
  const executor = await createReferenceExecutor();
  return {
    executor,
    program: await executor.compile(recipe.step),
    inputs: inputsOf(settings, random),
    start: cyclegan.initialize(settings, random),
    losses: recipe.losses,
  };
}

/** One step from `start` with its losses as sums of the generators' and the discriminators', and the state after it. */
async function stepFrom(
  { executor, program, inputs, losses }: Session,
  start: HostTensors,
): Promise<{ G: number; D: number; after: HostTensors; outputs: HostTensors }> {
  const state = await executor.createState(program.program.state, start);
  const outputs = await program.run(state, inputs, [...losses, 'fakeA', 'fakeB']);
  const total = (discriminators: boolean): number =>
    losses.filter((name) => name.startsWith('D_') === discriminators).reduce((sum, name) => sum + outputs[name].values[0], 0);
  const after = await state.read();
  await state.dispose();
  return { G: total(false), D: total(true), after, outputs };
}

describe('the training step', () => {
  it.each(Object.entries(variants))('has the gradients of finite differences: %s', async (_, given) => {
    const session = await open(given);
    const { after } = await stepFrom(session, session.start);
    for (const [prefix, loss] of [
      ['netG_', 'G'],
      ['netD_', 'D'],
    ] as const) {
      // The first moment is (1 - beta1) times the gradient; the direction is along the gradient of all networks of one kind.
      const gradients = Object.entries(after)
        .filter(([name]) => name.startsWith(`adam.m.${prefix}`))
        .map(([name, { values }]) => [name.slice('adam.m.'.length), Array.from(values, (value) => value / 0.5)] as const);
      const length = Math.sqrt(gradients.reduce((sum, [, values]) => values.reduce((inner, value) => inner + value * value, sum), 0));
      const moved = (by: number): HostTensors => ({
        ...session.start,
        ...Object.fromEntries(
          gradients.map(([name, values]) => [
            name,
            { shape: session.start[name].shape, values: session.start[name].values.map((value, index) => value + (by * values[index]) / length) },
          ]),
        ),
      });
      // Large steps cross kinks of ReLU and of absolute values, small ones drown in float32: a right gradient fits one between.
      const errors: number[] = [];
      for (const step of [2e-4, 5e-5, 2e-5]) {
        const difference = ((await stepFrom(session, moved(step)))[loss] - (await stepFrom(session, moved(-step)))[loss]) / (2 * step);
        errors.push(Math.abs(difference / length - 1));
      }
      expect(Math.min(...errors), `${prefix}: ${errors.join()}`).toBeLessThan(0.02);
    }
  });

  it('moves every trained parameter of all four networks, and no other', async () => {
    const session = await open({});
    const { after } = await stepFrom(session, session.start);
    const { parameters } = cyclegan.recipe(cycleganSchema.parse(SMALL));
    for (const [name, { trained }] of Object.entries(parameters)) {
      const moved = after[name].values.some((value, index) => value !== session.start[name].values[index]);
      expect(moved, name).toBe(trained);
    }
    expect(Object.keys(after).filter((name) => name.startsWith('adam.m.'))).toHaveLength(Object.values(parameters).filter(({ trained }) => trained).length);
  });

  it('judges the picture of the pool where it was chosen, and the fresh one elsewhere', async () => {
    const session = await open({});
    const { outputs } = await stepFrom(session, session.start);
    // With the pool showing the fresh fakes themselves, the choice makes no difference.
    const same = await stepFrom({ ...session, inputs: { ...session.inputs, poolA: outputs.fakeA, poolB: outputs.fakeB } }, session.start);
    const choose = (value: number): HostTensor => ({ shape: [2, 1, 1, 1], values: Float32Array.of(value, value) });
    const fresh = await stepFrom({ ...session, inputs: { ...session.inputs, poolChoiceA: choose(0), poolChoiceB: choose(0) } }, session.start);
    const pooled = await stepFrom({ ...session, inputs: { ...session.inputs, poolChoiceA: choose(1), poolChoiceB: choose(1) } }, session.start);
    expect(same.D).toBeCloseTo(fresh.D, 5);
    expect(Math.abs(pooled.D - fresh.D)).toBeGreaterThan(1e-4);
    expect(pooled.G).toBe(fresh.G);
  });

  it('has no pool inputs where the pool is off, and no identity losses at weight 0', () => {
    const recipe = cyclegan.recipe(cycleganSchema.parse({ ...SMALL, poolSize: 0, identity: 0 }));
    expect(Object.keys(recipe.step.inputs)).toEqual(['realA', 'realB', 'learningRate', 'adamCorrection1', 'adamCorrection2']);
    expect(Object.keys(recipe.inputs)).toEqual(Object.keys(recipe.step.inputs));
    expect(recipe.losses).toEqual(['D_A', 'G_A', 'cycle_A', 'D_B', 'G_B', 'cycle_B']);
  });

  it('lowers the rate from the share of the constant epochs on', () => {
    const decayFrom = (given: Partial<CycleganSettings>): number => cyclegan.recipe(cycleganSchema.parse({ ...SMALL, ...given })).schedule.decayFrom;
    expect(decayFrom({ epochs: 30, decayEpochs: 10 })).toBe(0.75);
    expect(decayFrom({ steps: 1000 })).toBe(0.5);
  });
});
