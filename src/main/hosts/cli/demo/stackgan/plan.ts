import type { SettingsOf } from '../../../../../shared/architectures/index.ts';
import { resolveSettings } from '../../../../../shared/architectures/resolve.ts';
import type { DemoLength, PaceSample } from '../plan.ts';

/**
 * How long this demo trains where nobody says: for a number of steps, so that it gives the same pictures every time, which
 * take about so many minutes on two cores. Drawing from words takes longer to learn than translating.
 */
export const usualLength = { minutes: 11, steps: 10_000 } as const satisfies DemoLength;

/**
 * The networks that are trained: small enough to learn within minutes on two cores. Minutes are short, so steps are five
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
  learningRate: 0.001,
  halvings: 1,
} as const;

/**
 * The three parts of the training: how all steps are shared out, and what a step costs against one of the words. On two
 * quiet cores that was 14, 54 and 67 ms, minima of 11 steps.
 */
const parts = {
  words: { share: 0.15, cost: 1 },
  small: { share: 0.45, cost: 4 },
  large: { share: 0.4, cost: 5 },
} as const;

/** A run begins with the words, which take a twenty-sixth of its time: half of that is measured. */
export const paceSample: PaceSample = { relativeCost: Object.values(parts).reduce((sum, { share, cost }) => sum + share * cost, 0), share: 0.02 };

/** What two cores with AVX-512 manage; for minutes that somebody asks for only a first guess, which the run itself corrects. */
const guessedStepsPerMinute = usualLength.steps / usualLength.minutes;
const fewestSteps = 20;

/** So many steps in all, spread over the three parts of the training. */
export function stepsOfParts(steps: number): Pick<SettingsOf<'stackgan'>, 'wordSteps' | 'steps' | 'largeSteps'> {
  const [words, small] = [parts.words, parts.small].map(({ share }) => Math.max(1, Math.round(share * steps)));
  return { wordSteps: words, steps: small, largeSteps: Math.max(1, steps - words - small) };
}

/** The settings of a training of this length, minutes at a guessed speed. */
export function paintingSettings({ minutes, steps }: DemoLength): SettingsOf<'stackgan'> {
  const all = steps ?? Math.max(fewestSteps, Math.round(minutes * guessedStepsPerMinute));
  return resolveSettings('stackgan', null, { ...training, ...stepsOfParts(all) });
}
