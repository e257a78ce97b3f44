import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { CycleganSettings } from '../../../shared/architectures/cyclegan.ts';
import type { NamedTensors } from '../../engine/program.ts';
import { l1Loss } from '../../nn/losses.ts';
import type { AdversarialLoss } from '../../nn/losses.ts';
import type { Network } from './networks.ts';

/** Weights of the losses: `cycleA` and `cycleB` are the paper's lambda, `identity` is relative to them. */
export type LossWeights = Pick<CycleganSettings, 'cycleA' | 'cycleB' | 'identity'>;

/** A batch of each domain, `[N, H, W, 3] in [-1, 1]`. */
export interface Pictures {
  readonly realA: Tensor;
  readonly realB: Tensor;
}

/** Everything the generators' side of a step gives. */
export interface GeneratorObjective {
  /** The sum of `losses`, a scalar. */
  readonly loss: Tensor;
  /** Its parts, weighted, by their names in the reference: G_A, G_B, cycle_A, cycle_B, idt_A, idt_B. */
  readonly losses: NamedTensors;
  /** `[N, H, W, 3] in [-1, 1]`: G_B(B) in domain A and G_A(A) in domain B. */
  readonly fakeA: Tensor;
  readonly fakeB: Tensor;
}

/** Runs a network once on two batches of the same shape: instance norm keeps pictures apart, so the results are those of two runs. */
export function onBoth(network: Network, first: Tensor, second: Tensor): [Tensor, Tensor] {
  const together = network(tf.concat([first, second], 0));
  const [doubled, ...rest] = together.shape;
  const zeros = rest.map(() => 0);
  const half = doubled / 2;
  return [tf.slice(together, [0, ...zeros], [half, ...rest]), tf.slice(together, [half, ...zeros], [half, ...rest])];
}

const sum = (terms: readonly Tensor[]): Tensor => terms.reduce((total, term) => tf.add(total, term));

/**
 * The generators' loss, eq. (3) of Zhu et al. (ICCV 2017):
 *
 *   L_GAN(G_A, D_A) + L_GAN(G_B, D_B)                                 eq. (1), least squares as in section 4
 *   + cycleA |G_B(G_A(A)) - A|_1 + cycleB |G_A(G_B(B)) - B|_1           eq. (2) with its weight lambda
 *   + identity (cycleB |G_A(B) - B|_1 + cycleA |G_B(A) - A|_1)          section 5.2, L_identity
 *
 * Absolute differences are means over all values, as in the reference. At `identity` 0 its terms are left out.
 */
export function generatorObjective(
  { generatorA, generatorB, judgeA, judgeB }: Readonly<Record<'generatorA' | 'generatorB' | 'judgeA' | 'judgeB', Network>>,
  { realA, realB }: Pictures,
  adversarial: AdversarialLoss,
  { cycleA, cycleB, identity }: LossWeights,
): GeneratorObjective {
  const [fakeB, sameB] = identity > 0 ? onBoth(generatorA, realA, realB) : [generatorA(realA), undefined];
  const [fakeA, sameA] = identity > 0 ? onBoth(generatorB, realB, realA) : [generatorB(realB), undefined];
  const losses: NamedTensors = {
    G_A: adversarial.real(judgeA(fakeB)),
    G_B: adversarial.real(judgeB(fakeA)),
    cycle_A: tf.mul(l1Loss(generatorB(fakeB), realA), cycleA),
    cycle_B: tf.mul(l1Loss(generatorA(fakeA), realB), cycleB),
    ...(sameB && { idt_A: tf.mul(l1Loss(sameB, realB), cycleB * identity) }),
    ...(sameA && { idt_B: tf.mul(l1Loss(sameA, realA), cycleA * identity) }),
  };
  return { loss: sum(Object.values(losses)), losses, fakeA, fakeB };
}

/**
 * A discriminator's loss: half of what it errs on real and on fake pictures together, eq. (1), halved
 * so that it learns at half the generators' pace (Zhu et al., appendix 7.1).
 */
export function discriminatorObjective(judge: Network, real: Tensor, fake: Tensor, adversarial: AdversarialLoss): Tensor {
  const [judgedReal, judgedFake] = onBoth(judge, real, fake);
  return tf.mul(tf.add(adversarial.real(judgedReal), adversarial.fake(judgedFake)), 0.5);
}
