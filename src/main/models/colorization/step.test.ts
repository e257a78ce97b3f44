import { describe, expect, it } from 'vitest';
import type { ColorizationSettings } from '../../../shared/architectures/colorization.ts';
import { colorizationSchema } from '../../../shared/architectures/colorization.ts';
import { drawHints } from '../../data/hints.ts';
import type { CompiledProgram, Executor } from '../../engine/executor.ts';
import { openExecutor } from '../../engine/executors.ts';
import type { HostTensor, HostTensors } from '../../engine/program.ts';
import { sizeOf } from '../../engine/program.ts';
import { Random } from '../../engine/random.ts';
import { thisMachine } from '../../machine.ts';
import { colorization } from './index.ts';

const SMALL = { size: 32, width: 4, ndf: 4, batch: 2, initGain: 0.2 } as const;

const scalar = (value: number): HostTensor => ({ shape: [], values: Float32Array.of(value) });

interface Session {
  readonly executor: Executor;
  readonly program: CompiledProgram;
  readonly inputs: HostTensors;
  readonly start: HostTensors;
  readonly losses: readonly string[];
  readonly beta1: number;
}

async function open(given: Partial<ColorizationSettings>): Promise<Session> {
  const settings = colorizationSchema.parse({ ...SMALL, ...given });
  const recipe = colorization.recipe(settings);
  const random = Random.fromSeed(4);
  const executor = await openExecutor({ executor: 'onnx', device: 'cpu', threads: 1, precision: 'exact', memory: 'normal' }, thisMachine);
  const { shape } = recipe.step.inputs['picture'];
  const picture: HostTensor = { shape, values: Float32Array.from({ length: sizeOf(shape) }, () => 2 * random.uniform() - 1) };
  const hints = drawHints(picture, { end: 0.125, revealed: 0 }, random.split('hints'));
  const inputs: Record<string, HostTensor> = {
    picture,
    hints: hints.colours,
    mask: hints.mask,
    learningRate: scalar(settings.learningRate),
    adamCorrection1: scalar(1 - settings.beta1),
    adamCorrection2: scalar(1 - 0.999),
  };
  if ('pencil' in recipe.step.inputs) inputs['pencil'] = { shape: [2, 1, 1, 4], values: Float32Array.from({ length: 8 }, () => random.uniform()) };
  const start = colorization.initialize(settings, random);
  return { executor, program: await executor.compile(recipe.step), inputs, start, losses: recipe.losses, beta1: settings.beta1 };
}

async function stepFrom({ executor, program, inputs, losses }: Session, start: HostTensors): Promise<{ losses: Record<string, number>; after: HostTensors }> {
  const state = await executor.createState(program.program.state, start);
  const outputs = await program.run(state, inputs, [...losses]);
  const after = await state.read();
  await state.dispose();
  return { losses: Object.fromEntries(losses.map((name) => [name, outputs[name].values[0]])), after };
}

/** Parameters that only one head's loss reaches, and what that loss is: the trunk learns from one of them, or from both. */
const reached: Record<string, { given: Partial<ColorizationSettings>; networks: readonly (readonly [RegExp, readonly string[]])[] }> = {
  'photo: the trunk by the colours, the head of the bins by these': {
    given: {},
    networks: [
      [/netG\.model_class/, ['bins']],
      [/netG\.(?!model_class)/, ['colours']],
    ],
  },
  'photo, trunk: bins': {
    given: { trunk: 'bins' },
    networks: [
      [/netG\.(model[1-8]\.|model8up|model3short8|model_class)/, ['bins']],
      [/netG\.(model9|model10|model9up|model10up|model2short9|model1short10|model_out)\b/, ['colours']],
    ],
  },
  'sketch with hints that flow: all by both heads': {
    given: { mode: 'sketch', spread: true, trunk: 'both' },
    networks: [[/netG\./, ['bins', 'colours']]],
  },
  'sketch with a discriminator: all by all': {
    given: { mode: 'sketch', adversarial: 0.5, trunk: 'both' },
    networks: [
      [/netG\./, ['bins', 'colours', 'G']],
      [/netD\./, ['D']],
    ],
  },
};

describe('a training step of colorization', () => {
  it.each(Object.entries(reached))('has the gradients of finite differences; %s', async (_, { given, networks }) => {
    const session = await open(given);
    const { after } = await stepFrom(session, session.start);
    const moments = Object.entries(after).filter(([name]) => name.startsWith('adam.m.'));
    const claimed = networks.flatMap(([pattern]) => moments.filter(([name]) => pattern.test(name)));
    expect(new Set(claimed.map(([name]) => name)).size).toBe(moments.length);
    for (const [pattern, terms] of networks) {
      const gradients = moments
        .filter(([name]) => pattern.test(name))
        .map(([name, { values }]) => [name.slice('adam.m.'.length), Array.from(values, (value) => value / (1 - session.beta1))] as const);
      const length = Math.sqrt(gradients.reduce((sum, [, values]) => values.reduce((inner, value) => inner + value * value, sum), 0));
      const lossAt = async (by: number): Promise<number> => {
        const moved = gradients.map(([name, values]): [string, HostTensor] => [
          name,
          { shape: session.start[name].shape, values: Float32Array.from(session.start[name].values, (value, index) => value + (by * values[index]) / length) },
        ]);
        const { losses } = await stepFrom(session, { ...session.start, ...Object.fromEntries(moved) });
        return terms.reduce((sum, term) => sum + losses[term], 0);
      };
      // Large steps meet curves and kinks, small ones drown in float32: a right gradient fits one between.
      const errors: number[] = [];
      for (const step of [1e-4, 5e-5, 2e-5]) errors.push(Math.abs(((await lossAt(step)) - (await lossAt(-step))) / (2 * step) / length - 1));
      expect(Math.min(...errors), `${String(pattern)}: ${errors.join()}`).toBeLessThan(0.02);
    }
    await session.program.dispose();
    await session.executor.dispose();
  });

  it('moves every trained parameter and every running statistic', async () => {
    const session = await open({ mode: 'sketch', adversarial: 1, trunk: 'both' });
    const { after } = await stepFrom(session, session.start);
    for (const name of Object.keys(session.start)) {
      const { values } = session.start[name];
      const cancelled = name.startsWith('netD.') && name.endsWith('.bias') && !/model\.(0|11)\./.test(name);
      expect(
        after[name].values.some((value, index) => value !== values[index]),
        name,
      ).toBe(!cancelled);
    }
    await session.program.dispose();
    await session.executor.dispose();
  });

  it('takes no hint inputs apart: the same step twice is the same to the bit', async () => {
    const session = await open({});
    const [one, other] = [await stepFrom(session, session.start), await stepFrom(session, session.start)];
    expect(one.after).toEqual(other.after);
    await session.program.dispose();
    await session.executor.dispose();
  });
});
