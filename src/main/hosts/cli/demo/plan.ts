import type { SettingsOf } from '../../../../shared/architectures/index.ts';
import { resolveSettings } from '../../../../shared/architectures/resolve.ts';
import { sampleSize } from '../../../studio/sample/pictures.ts';

/**
 * Two people who draw the same thing never put a line in quite the same place, and pixel by pixel a
 * line beside the true one counts twice. So distances are also taken in squares of this many pixels.
 */
export const coarseCell = 8;

/** Minutes that the demo trains for, on whatever machine. */
export const defaultMinutes = 4;

/**
 * The network that is trained: small enough to learn within minutes on two cores, large enough to draw
 * outlines. A few minutes are short, so steps are larger than the paper's and the identity weighs more:
 * after 900 steps that brought colours 6 % nearer to the true ones instead of 2 %.
 */
const training = { size: sampleSize, loadSize: sampleSize, ngf: 24, blocks: 4, ndf: 32, learningRate: 0.0006, identity: 2 } as const;

/** What two cores with AVX-512 manage; only a first guess, which the run itself corrects. */
const guessedStepsPerMinute = 300;

const fewestSteps = 20;

/** How long the demo trains: for minutes on whatever machine, or for exactly so many steps, as for comparing machines and engines. */
export interface DemoLength {
  readonly minutes: number;
  readonly steps: number | null;
}

/** The settings of a training of this length, minutes at a guessed speed; the learning rate falls in the second half. */
export function demoSettings({ minutes, steps }: DemoLength): SettingsOf<'cyclegan'> {
  return resolveSettings('cyclegan', null, { ...training, steps: steps ?? Math.max(fewestSteps, Math.round(minutes * guessedStepsPerMinute)) });
}

/** Where the demo's random numbers begin if nobody says. */
export const defaultSeed = 1;

/** A guess this near is left as it is: to change the length costs compiling again. */
const nearEnough = 0.15;

const fewestMeasured = 5;

/** Finds out how many steps fill the minutes: told of every step, answers once. */
export interface Pace {
  /**
   * `done` of `total` steps at a time in milliseconds. Gives the number of steps in all that fills the
   * minutes, once, when that has been measured and differs much from `total`; else null.
   */
  measure(done: number, total: number, now: number): number | null;
}

/** What the first steps, whose time is taken, tell of the others. */
export interface PaceSample {
  /** What a step costs on the mean against those first ones. */
  readonly relativeCost: number;
  /** They go on for this share of the minutes. */
  readonly share: number;
}

/** Measures over a share of the minutes, ten seconds at most, from the first step on: what came before was compiling. */
export function startPace(minutes: number, { relativeCost, share }: PaceSample = { relativeCost: 1, share: 0.1 }): Pace {
  const measureMilliseconds = Math.min(10_000, share * minutes * 60_000);
  let first: { readonly done: number; readonly at: number } | null = null;
  let answered = false;
  return {
    measure(done, total, now) {
      if (answered || done === 0) return null;
      first ??= { done, at: now };
      const elapsed = now - first.at;
      if (elapsed < measureMilliseconds || done - first.done < fewestMeasured) return null;
      answered = true;
      const perStep = (relativeCost * elapsed) / (done - first.done);
      const steps = Math.max(done + 1, fewestSteps, Math.round(done + (minutes * 60_000 - elapsed) / perStep));
      return Math.abs(steps - total) / total > nearEnough ? steps : null;
    },
  };
}
