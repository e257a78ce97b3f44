import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { StackganSettings } from '../../../shared/architectures/stackgan.ts';
import type { NamedTensors, Program } from '../../engine/program.ts';
import { float32 } from '../../engine/program.ts';
import { adamState } from '../../nn/adam.ts';
import { lookupIn } from '../../nn/layer.ts';
import { specsOf, withPrefix } from '../../nn/parameters.ts';
import type { ParameterTree } from '../../nn/parameters.ts';
import { duelLosses, fight } from './adversary.ts';
import { conditioning, conditioningOf } from './conditioning.ts';
import type { Networks, Shape } from './networks.ts';
import { averageTree, drawing, stageNames } from './networks.ts';

const ADAM = { beta2: 0.999, epsilon: 1e-8 } as const;

/** The settings that a step needs. */
export type StepSettings = Shape & Pick<StackganSettings, 'average' | 'divergence' | 'beta1'>;

/** Pictures of a batch, and how many of them are shown beside a wrong sentence. */
export interface BatchShape {
  readonly batch: number;
  readonly wrong: number;
}

/** The reported losses of a stage. Stage II's have a 2 behind them: they are other curves. */
export const lossNames = { small: [...duelLosses], large: duelLosses.map((name) => `${name}2`) } as const;

/** All that stage I trains or keeps. */
export function smallParameters(networks: Networks, settings: Pick<StackganSettings, 'average'>): ParameterTree {
  const { generator, discriminator, average } = stageNames.small;
  const { small, smallJudge } = networks;
  return {
    ...withPrefix(generator, small.parameters),
    ...withPrefix(discriminator, smallJudge.parameters),
    ...(settings.average > 0 && averageTree(average, small.parameters)),
  };
}

/** All that stage II trains or keeps. */
export function largeParameters(networks: Networks, settings: Pick<StackganSettings, 'average'>): ParameterTree {
  const { generator, discriminator, average } = stageNames.large;
  const { large, largeJudge } = networks;
  return {
    ...withPrefix(generator, large.parameters),
    ...withPrefix(discriminator, largeJudge.parameters),
    ...(settings.average > 0 && averageTree(average, large.parameters)),
  };
}

/** Stage I as stage II needs it, never changed by it. */
export const frozenParameters = (networks: Networks, settings: Pick<StackganSettings, 'average'>): ParameterTree =>
  averageTree(drawing('small', settings), networks.small.parameters);

const scalarsOf = ({ average }: Pick<StackganSettings, 'average'>) => ({
  learningRate: float32(),
  adamCorrection1: float32(),
  adamCorrection2: float32(),
  ...(average > 0 && { averageCorrection: float32() }),
});

/**
 * How much of a step's weights goes into the moving average. The correction, 1 - average^t, is Adam's: the average is over the
 * steps that there were, and a short run is not drawn with what it began with.
 */
function shareOf({ average }: Pick<StackganSettings, 'average'>, { averageCorrection }: NamedTensors): Tensor | null {
  return average > 0 ? tf.div(1 - average, averageCorrection) : null;
}

/** A training step of stage I. */
export function smallStep(networks: Networks, settings: StepSettings, { batch, wrong }: BatchShape): Program {
  const { small, smallJudge } = networks;
  const { generator, discriminator } = stageNames.small;
  const parameters = smallParameters(networks, settings);
  const sentence = conditioning({ ...settings, gain: 0 });
  return {
    name: 'stackgan.small',
    state: { ...specsOf(parameters), ...adamState(parameters) },
    inputs: {
      picture: float32(batch, settings.size, settings.size, 3),
      embedding: float32(batch, settings.text),
      wrong: float32(wrong, settings.text),
      noise: float32(batch, settings.noise),
      conditionNoise: float32(batch, settings.condition),
      ...scalarsOf(settings),
    },
    body: (state, inputs) => {
      const { picture, embedding, wrong: other, noise, conditionNoise, learningRate, adamCorrection1, adamCorrection2 } = inputs;
      return fight(
        {
          ...stageNames.small,
          generatorTree: withPrefix(generator, small.parameters),
          discriminatorTree: withPrefix(discriminator, smallJudge.parameters),
          judge: smallJudge,
          draw: (parameter) => small.forward(parameter, embedding, noise, conditionNoise),
          pictures: picture,
          wrong: other,
          meanOf: (parameter, given) => sentence.forward(conditioningOf(parameter), given).mean,
          divergenceWeight: settings.divergence,
          averageShare: shareOf(settings, inputs),
          adam: { beta1: settings.beta1, ...ADAM },
          adamInputs: { learningRate, correction1: adamCorrection1, correction2: adamCorrection2 },
        },
        state,
      );
    },
  };
}

/**
 * A training step of stage II. Stage I draws what it begins from, by its running statistics and, where one is kept, its
 * moving average; the reference lets it go by the batch's statistics here and by the running ones later.
 */
export function largeStep(networks: Networks, settings: StepSettings, { batch, wrong }: BatchShape): Program {
  const { small, large, largeJudge } = networks;
  const { generator, discriminator } = stageNames.large;
  const parameters = largeParameters(networks, settings);
  const sentence = conditioning({ ...settings, gain: 0 });
  return {
    name: 'stackgan.large',
    state: { ...specsOf(frozenParameters(networks, settings)), ...specsOf(parameters), ...adamState(parameters) },
    inputs: {
      picture: float32(batch, settings.largeSize, settings.largeSize, 3),
      embedding: float32(batch, settings.text),
      wrong: float32(wrong, settings.text),
      noise: float32(batch, settings.noise),
      smallNoise: float32(batch, settings.condition),
      conditionNoise: float32(batch, settings.condition),
      ...scalarsOf(settings),
    },
    body: (state, inputs) => {
      const { picture, embedding, wrong: other, noise, smallNoise, conditionNoise, learningRate, adamCorrection1, adamCorrection2 } = inputs;
      const { pictures: begun } = small.forward(lookupIn(state, drawing('small', settings)), embedding, noise, smallNoise);
      const { state: next, outputs } = fight(
        {
          ...stageNames.large,
          generatorTree: withPrefix(generator, large.parameters),
          discriminatorTree: withPrefix(discriminator, largeJudge.parameters),
          judge: largeJudge,
          draw: (parameter) => large.forward(parameter, embedding, begun, conditionNoise),
          pictures: picture,
          wrong: other,
          meanOf: (parameter, given) => sentence.forward(conditioningOf(parameter), given).mean,
          divergenceWeight: settings.divergence,
          averageShare: shareOf(settings, inputs),
          adam: { beta1: settings.beta1, ...ADAM },
          adamInputs: { learningRate, correction1: adamCorrection1, correction2: adamCorrection2 },
        },
        state,
      );
      return { state: next, outputs: Object.fromEntries(Object.entries(outputs).map(([name, loss]) => [`${name}2`, loss])) };
    },
  };
}
