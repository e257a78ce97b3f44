import type { ScheduleSettings } from '../models/architecture.ts';

/** How long to train, as the settings of every architecture say it: `steps`, or where that is 0 the epochs of both halves. */
export interface Length {
  readonly epochs: number;
  readonly decayEpochs: number;
  readonly steps: number;
}

/** All steps of a run. An epoch has `stepsPerEpoch` steps. */
export function totalStepsOf(length: Length, stepsPerEpoch: number): number {
  return length.steps > 0 ? length.steps : (length.epochs + length.decayEpochs) * stepsPerEpoch;
}

/**
 * The learning rate of a step (counted from 0): constant up to the share `decayFrom` of all steps,
 * from there linearly towards 0, which it would reach one step after the last; and halved as often as the schedule says, at
 * even distances.
 *
 * The CycleGAN reference lowers its rate once an epoch; here every step has its own, so that a length
 * in steps and one in epochs follow the same line.
 */
export function learningRateAt(schedule: ScheduleSettings, step: number, totalSteps: number): number {
  const decayStart = schedule.decayFrom * totalSteps;
  const halved = schedule.learningRate * 0.5 ** Math.floor((step * ((schedule.halvings ?? 0) + 1)) / totalSteps);
  if (step <= decayStart) return halved;
  return halved * Math.max(0, (totalSteps - step) / (totalSteps - decayStart));
}
