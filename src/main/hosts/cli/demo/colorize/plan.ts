import type { SettingsOf } from '../../../../../shared/architectures/index.ts';
import { resolveSettings } from '../../../../../shared/architectures/resolve.ts';
import { sampleSize } from '../../../../studio/sample/pictures.ts';
import type { DemoLength } from '../plan.ts';

/**
 * The network that is trained: small enough to learn within minutes on two cores. Minutes are short, so steps are twenty
 * times as large as the paper's; no discriminator, since crisp is not near, and nearness is what is measured.
 */
const training = {
  mode: 'sketch',
  lines: 'pairs',
  size: sampleSize,
  loadSize: sampleSize,
  width: 16,
  batch: 8,
  unhinted: 0.3,
  foreign: 0.3,
  spread: true,
  regression: 20,
  turn: 30,
  trunk: 'both',
  learningRate: 0.003,
} as const;

/** What two cores with AVX-512 manage; only a first guess, which the run itself corrects. */
const guessedStepsPerMinute = 300;
const fewestSteps = 20;

/** The settings of a training of this length, minutes at a guessed speed; the learning rate falls in the second half. */
export function colouringSettings({ minutes, steps }: DemoLength): SettingsOf<'colorize'> {
  return resolveSettings('colorize', null, { ...training, steps: steps ?? Math.max(fewestSteps, Math.round(minutes * guessedStepsPerMinute)) });
}
