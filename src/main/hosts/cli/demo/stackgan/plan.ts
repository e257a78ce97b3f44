import type { SettingsOf } from '../../../../../shared/architectures/index.ts';
import { resolveSettings } from '../../../../../shared/architectures/resolve.ts';
import type { DemoLength } from '../plan.ts';

/** Minutes that this demo trains for: drawing from words takes longer to learn than translating. */
export const paintingMinutes = 8;

/**
 * The networks that are trained: small enough to learn within minutes on two cores. Minutes are short, so steps are three
 * times as large as the reference's and are halved once, not five times.
 */
const training = {
  size: 32,
  largeSize: 64,
  loadSize: 64,
  width: 16,
  judgeWidth: 16,
  condition: 32,
  noise: 32,
  batch: 32,
  largeBatch: 8,
  text: 64,
  wordWidth: 48,
  blocks: 1,
  average: 0.995,
  captionsPerStep: 2,
  learningRate: 0.0006,
  halvings: 1,
} as const;

/** The shares of all steps that words and small pictures get; large ones get the rest. */
const shares = { words: 0.15, small: 0.65 } as const;

/** What a step costs on the mean against one of the words, with which a run begins: a first guess of how many there will be is made from these. */
export const relativeCost = 2.4;

/** What two cores with AVX-512 manage; only a first guess, which the run itself corrects. */
const guessedStepsPerMinute = 650;
const fewestSteps = 20;

/** So many steps in all, spread over the three parts of the training. */
export function stepsOfParts(steps: number): Pick<SettingsOf<'stackgan'>, 'wordSteps' | 'steps' | 'largeSteps'> {
  const [words, small] = [shares.words, shares.small].map((share) => Math.max(1, Math.round(share * steps)));
  return { wordSteps: words, steps: small, largeSteps: Math.max(1, steps - words - small) };
}

/** The settings of a training of this length, minutes at a guessed speed. */
export function paintingSettings({ minutes, steps }: DemoLength): SettingsOf<'stackgan'> {
  const all = steps ?? Math.max(fewestSteps, Math.round(minutes * guessedStepsPerMinute));
  return resolveSettings('stackgan', null, { ...training, ...stepsOfParts(all) });
}
