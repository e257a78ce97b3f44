import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../../engine/program.ts';
import { adamStep, trainedOf } from '../../nn/adam.ts';
import type { AdamInputs, AdamSettings } from '../../nn/adam.ts';
import { detach } from '../../nn/detach.ts';
import { differentiate } from '../../nn/differentiate.ts';
import type { ParameterLookup } from '../../nn/layer.ts';
import { lookupIn, trainingLookupIn } from '../../nn/layer.ts';
import { adversarialLosses } from '../../nn/losses.ts';
import type { ParameterTree } from '../../nn/parameters.ts';
import { divergence } from './conditioning.ts';
import type { Discriminator } from './discriminator.ts';
import type { Drawn } from './generators.ts';

const { real, fake } = adversarialLosses.vanilla;

/** One adversarial step of a stage, whichever. */
export interface Duel {
  /** Names of the networks: `netG1`, `netD1`, and `averageG1` for the generator's moving average. */
  readonly generator: string;
  readonly discriminator: string;
  readonly average: string;
  /** Their parameters under those names. */
  readonly generatorTree: ParameterTree;
  readonly discriminatorTree: ParameterTree;
  readonly judge: Discriminator;
  /** Draws the batch's pictures with the generator's parameters. */
  draw(parameter: ParameterLookup): Drawn;
  readonly pictures: Tensor;
  /** Embeddings of other pictures' captions for the first pictures of the batch, `[W, text]`; as many or fewer than pictures. */
  readonly wrong: Tensor;
  /** The mean of the Gaussian that the generator's conditioning gives an embedding. */
  meanOf(parameter: ParameterLookup, embedding: Tensor): Tensor;
  readonly divergenceWeight: number;
  /** How much of the stepped weights goes into the moving average, a scalar; null keeps none. */
  readonly averageShare: Tensor | null;
  readonly adam: AdamSettings;
  readonly adamInputs: AdamInputs;
}

const pick = (tensors: NamedTensors, parameters: ParameterTree): NamedTensors =>
  Object.fromEntries(Object.keys(trainedOf(parameters)).map((name) => [name, tensors[name]]));

const mean = (...terms: Tensor[]): Tensor =>
  tf.div(
    terms.reduce((sum, term) => tf.add(sum, term)),
    terms.length,
  );

/** What a discriminator says of pictures, with its running statistics moved one pass after the other, as PyTorch's are. */
class Court {
  readonly #duel: Duel;
  readonly #weights: NamedTensors;
  /** The latest running statistics, and so the updates. */
  readonly moved: Record<string, Tensor> = {};

  constructor(duel: Duel, weights: NamedTensors) {
    this.#duel = duel;
    this.#weights = weights;
  }

  features(pictures: Tensor): Tensor {
    return this.#duel.judge.features(this.#lookup(), pictures);
  }

  matching(features: Tensor, condition: Tensor): Tensor {
    return this.#duel.judge.matching(this.#lookup(), features, condition);
  }

  /** One term, or none where this discriminator judges no pictures by themselves. */
  alone(features: Tensor, verdict: (logits: Tensor) => Tensor): Tensor[] {
    const { alone } = this.#duel.judge;
    return alone === null ? [] : [verdict(alone(this.#lookup(), features))];
  }

  #lookup(): ParameterLookup {
    return trainingLookupIn({ ...this.#weights, ...this.moved }, this.#duel.discriminator, this.moved);
  }
}

/**
 * The discriminator's loss, eq. (3) made aware of matching (section 3.3): real pictures with their sentence, real pictures
 * with a wrong sentence, drawn pictures with theirs. With judgements of pictures alone: (real + alone) / 2 +
 * (fake + wrong + alone) / 3, as the reference weighs them; without: real + (fake + wrong) / 2.
 */
function judge(duel: Duel, state: NamedTensors, drawn: Tensor, condition: Tensor, wrong: Tensor): ReturnType<typeof differentiate<NamedTensors>> {
  return differentiate(pick(state, duel.discriminatorTree), () => {
    const court = new Court(duel, state);
    const [truth, forged] = [court.features(duel.pictures), court.features(drawn)];
    const Dreal = real(court.matching(truth, condition));
    const [count] = wrong.shape;
    const first = tf.slice(truth, [0, 0, 0, 0], [count, -1, -1, -1]);
    const Dwrong = fake(court.matching(first, wrong));
    const Dfake = fake(court.matching(forged, condition));
    const loss = tf.add(mean(Dreal, ...court.alone(truth, real)), mean(Dfake, Dwrong, ...court.alone(forged, fake)));
    return { loss, outputs: { D: loss, Dreal, Dwrong, Dfake, ...court.moved } };
  });
}

/** The generator's: eq. (4) in its non-saturating form, and the divergence of its conditions. */
function forge(duel: Duel, state: NamedTensors, judges: NamedTensors): ReturnType<typeof differentiate<NamedTensors>> {
  return differentiate(pick(state, duel.generatorTree), () => {
    const updates: Record<string, Tensor> = {};
    const { pictures, gaussian } = duel.draw(trainingLookupIn(state, duel.generator, updates));
    const court = new Court(duel, judges);
    const features = court.features(pictures);
    const G = [real(court.matching(features, detach(gaussian.mean))), ...court.alone(features, real)].reduce((sum, term) => tf.add(sum, term));
    const KL = divergence(gaussian);
    return { loss: tf.add(G, tf.mul(KL, duel.divergenceWeight)), outputs: { G, KL, ...updates, ...court.moved } };
  });
}

/** The moving average of a generator, weights and running statistics alike. */
function averaged({ generator, average, generatorTree, averageShare }: Duel, state: NamedTensors, next: NamedTensors): NamedTensors {
  if (averageShare === null) return {};
  return Object.fromEntries(
    Object.keys(generatorTree).map((name) => {
      const kept = `${average}${name.slice(generator.length)}`;
      return [kept, tf.add(state[kept], tf.mul(tf.sub(next[name], state[kept]), averageShare))];
    }),
  );
}

const runningOf = (outputs: NamedTensors, tree: ParameterTree): NamedTensors =>
  Object.fromEntries(Object.keys(tree).flatMap((name) => (name in outputs ? [[name, outputs[name]]] : [])));

/** The losses that a step reports, in the order of the chart. */
export const duelLosses = ['D', 'Dreal', 'Dwrong', 'Dfake', 'G', 'KL'] as const;

/** The discriminator's step, then the generator's against the stepped discriminator, as the reference takes them. */
export function fight(duel: Duel, state: NamedTensors): { state: NamedTensors; outputs: NamedTensors } {
  const drawn = duel.draw(trainingLookupIn(state, duel.generator, {}));
  const wrong = duel.meanOf(lookupIn(state, duel.generator), duel.wrong);
  const judged = judge(duel, state, drawn.pictures, drawn.gaussian.mean, wrong);
  const judges = { ...adamStep(duel.adam, state, judged.gradients, duel.adamInputs), ...runningOf(judged.outputs, duel.discriminatorTree) };
  const forged = forge(duel, state, { ...state, ...judges });
  const next = {
    ...judges,
    ...runningOf(forged.outputs, duel.discriminatorTree),
    ...adamStep(duel.adam, state, forged.gradients, duel.adamInputs),
    ...runningOf(forged.outputs, duel.generatorTree),
  };
  const all: NamedTensors = { ...judged.outputs, ...forged.outputs };
  return { state: { ...next, ...averaged(duel, state, next) }, outputs: Object.fromEntries(duelLosses.map((name) => [name, all[name]])) };
}
