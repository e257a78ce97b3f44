import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { CycleganSettings } from '../../../shared/architectures/cyclegan.ts';
import type { NamedTensors, Program, TensorSpecs } from '../../engine/program.ts';
import { float32 } from '../../engine/program.ts';
import { adamState, adamStep, trainedOf } from '../../nn/adam.ts';
import { differentiate } from '../../nn/differentiate.ts';
import { adversarialLosses } from '../../nn/losses.ts';
import type { ParameterTree } from '../../nn/parameters.ts';
import { specsOf } from '../../nn/parameters.ts';
import type { InputSource } from '../architecture.ts';
import { discriminatorIn, discriminatorParameters, generatorIn, generatorParameters } from './networks.ts';
import type { Networks } from './networks.ts';
import { discriminatorObjective, generatorObjective } from './objective.ts';

/** Adam's second decay rate and epsilon in the reference; the first is a setting. */
const BETA_2 = 0.999;
const EPSILON = 1e-8;

/** The generators' results that fill picture pools. */
const FAKES = ['fakeA', 'fakeB'] as const;

/** The reported losses in the order of the reference's log. */
export function lossNames({ identity }: Pick<CycleganSettings, 'identity'>): string[] {
  return ['D_A', 'G_A', 'cycle_A', ...(identity > 0 ? ['idt_A'] : []), 'D_B', 'G_B', 'cycle_B', ...(identity > 0 ? ['idt_B'] : [])];
}

/** Where the step's inputs come from. Without a pool there are no pool inputs. */
export function stepInputs({ poolSize, beta1 }: Pick<CycleganSettings, 'poolSize' | 'beta1'>): Record<string, InputSource> {
  const pools: Record<string, InputSource> = {
    poolA: { from: 'pool', of: 'fakeA' },
    poolB: { from: 'pool', of: 'fakeB' },
    poolChoiceA: { from: 'poolChoice', of: 'fakeA' },
    poolChoiceB: { from: 'poolChoice', of: 'fakeB' },
  };
  return {
    realA: { from: 'pictures', side: 'a' },
    realB: { from: 'pictures', side: 'b' },
    ...(poolSize > 0 && pools),
    learningRate: { from: 'learningRate' },
    adamCorrection1: { from: 'adamCorrection', beta: beta1 },
    adamCorrection2: { from: 'adamCorrection', beta: BETA_2 },
  };
}

function inputSpecs({ size, batch, poolSize }: CycleganSettings): TensorSpecs {
  const picture = float32(batch, size, size, 3);
  const choice = float32(batch, 1, 1, 1);
  return {
    realA: picture,
    realB: picture,
    ...(poolSize > 0 && { poolA: picture, poolB: picture, poolChoiceA: choice, poolChoiceB: choice }),
    learningRate: float32(),
    adamCorrection1: float32(),
    adamCorrection2: float32(),
  };
}

/** What a discriminator is shown: the pool's picture where it was chosen, else the fresh one. */
function shown(fresh: Tensor, pooled: Tensor | undefined, choice: Tensor | undefined): Tensor {
  if (pooled === undefined || choice === undefined) return fresh;
  return tf.add(tf.mul(choice, pooled), tf.mul(tf.sub(1, choice), fresh));
}

const pick = (tensors: NamedTensors, parameters: ParameterTree): NamedTensors =>
  Object.fromEntries(Object.keys(trainedOf(parameters)).map((name) => [name, tensors[name]]));

/**
 * One training step: the generators' losses and gradients, then the discriminators' on the fakes just
 * made or pictures of the pool, then Adam for all four networks.
 *
 * Both gradients are taken at the old state. The reference updates the generators before it trains the
 * discriminators, but on fakes made before that update and with judges of the old state, so that the
 * result is the same. The outputs are all losses (scalars) and the fakes (`[N, H, W, 3] in [-1, 1]`).
 */
export function stepProgram(networks: Networks, settings: CycleganSettings): Program {
  const generators = generatorParameters(networks, ['netG_A', 'netG_B']);
  const discriminators = discriminatorParameters(networks);
  const parameters = { ...generators, ...discriminators };
  const adversarial = adversarialLosses[settings.ganLoss];
  const adam = { beta1: settings.beta1, beta2: BETA_2, epsilon: EPSILON };
  return {
    name: 'cyclegan.step',
    state: { ...specsOf(parameters), ...adamState(parameters) },
    inputs: inputSpecs(settings),
    body: (state, { realA, realB, poolA, poolB, poolChoiceA, poolChoiceB, learningRate, adamCorrection1, adamCorrection2 }) => {
      const judgeA = discriminatorIn(networks, state, 'netD_A');
      const judgeB = discriminatorIn(networks, state, 'netD_B');
      const generated = differentiate(pick(state, generators), () => {
        const generatorA = generatorIn(networks, state, 'netG_A');
        const generatorB = generatorIn(networks, state, 'netG_B');
        const { loss, losses, fakeA, fakeB } = generatorObjective({ generatorA, generatorB, judgeA, judgeB }, { realA, realB }, adversarial, settings);
        return { loss, outputs: { ...losses, fakeA, fakeB } };
      });
      const { fakeA, fakeB } = generated.outputs;
      // D_A judges domain B. The fakes are results of another differentiation, so no gradient flows into them.
      const judged = differentiate(pick(state, discriminators), () => {
        const lossA = discriminatorObjective(judgeA, realB, shown(fakeB, poolB, poolChoiceB), adversarial);
        const lossB = discriminatorObjective(judgeB, realA, shown(fakeA, poolA, poolChoiceA), adversarial);
        return { loss: tf.add(lossA, lossB), outputs: { D_A: lossA, D_B: lossB } };
      });
      const inputs = { learningRate, correction1: adamCorrection1, correction2: adamCorrection2 };
      return {
        state: adamStep(adam, state, { ...generated.gradients, ...judged.gradients }, inputs),
        outputs: { ...generated.outputs, ...judged.outputs },
      };
    },
  };
}

/** The pools that the step's inputs draw from. */
export function stepPools({ poolSize }: Pick<CycleganSettings, 'poolSize'>): { of: string; size: number }[] {
  return FAKES.map((of) => ({ of, size: poolSize }));
}
