import type { Command } from 'commander';
import * as z from 'zod';
import { largestSeed } from '../../../../shared/drawing.ts';
import { trainTaskSchema } from '../../../jobs/messages.ts';
import { trainDefaults } from '../../../studio/defaults.ts';
import type { ResumeOverrides, TrainRequest } from '../../../studio/types.ts';
import { choiceOption, numberOption } from './values.ts';

const heading = 'Run:';
const { background } = trainTaskSchema.shape;
const week = 7 * 24 * 60;

/** Adds what may differ each time a run goes on: checkpoints, samples, how long. Where it goes on, what is not given stays as it was: then help shows no defaults. */
export function addRunFlags(command: Command, goesOn = false): void {
  const shown = (value: number): number | null => (goesOn ? null : value);
  const { checkpointEvery, keepCheckpoints, samplesEvery, samplePictures } = trainDefaults;
  const flags = [
    numberOption({ flag: '--minutes', whole: false, min: 0.05, max: 4 * week, unit: 'minutes' }, 'Stop with a checkpoint after this long.', null),
    numberOption(
      { flag: '--checkpoint-minutes', whole: false, min: 0.1, max: week, unit: 'minutes' },
      'Time between checkpoints; the first comes after a minute at the latest.',
      shown(checkpointEvery.minutes),
    ),
    numberOption({ flag: '--checkpoint-steps', whole: true, min: 1, max: 1e8, unit: 'steps' }, 'Steps between checkpoints, instead of a time.', null),
    numberOption(
      { flag: '--keep', whole: true, min: 1, max: 1000, unit: 'checkpoints' },
      'How many of the newest checkpoints stay, beside the marked ones.',
      shown(keepCheckpoints),
    ),
    numberOption({ flag: '--samples-every', whole: true, min: 0, max: 1e8, unit: 'steps' }, 'Steps between sample sheets; 0 for none.', shown(samplesEvery)),
    numberOption(
      { flag: '--sample-pictures', whole: true, min: 0, max: 32, unit: 'pictures' },
      'Held-out pictures of each side on a sheet.',
      shown(samplePictures),
    ),
  ];
  for (const flag of flags) command.addOption(flag.helpGroup(heading));
}

const runFlagsSchema = z
  .object({
    minutes: z.number(),
    checkpointMinutes: z.number(),
    checkpointSteps: z.number(),
    keep: z.number(),
    samplesEvery: z.number(),
    samplePictures: z.number(),
  })
  .partial();

/** The given flags of `addRunFlags`; what was not given is absent. */
export function runFlags(command: Command): Pick<ResumeOverrides, 'maxMinutes' | 'checkpointEvery' | 'keepCheckpoints' | 'samplesEvery' | 'samplePictures'> {
  const given = runFlagsSchema.parse(command.opts());
  const timed = given.checkpointMinutes !== undefined || given.checkpointSteps !== undefined;
  return {
    ...(given.minutes !== undefined && { maxMinutes: given.minutes }),
    ...(timed && { checkpointEvery: { minutes: given.checkpointMinutes ?? null, steps: given.checkpointSteps ?? null } }),
    ...(given.keep !== undefined && { keepCheckpoints: given.keep }),
    ...(given.samplesEvery !== undefined && { samplesEvery: given.samplesEvery }),
    ...(given.samplePictures !== undefined && { samplePictures: given.samplePictures }),
  };
}

/** Adds what a run is given once, at its beginning. */
export function addBeginningFlags(command: Command): void {
  const flags = [
    numberOption(
      { flag: '--seed', whole: true, min: 0, max: largestSeed, unit: '' },
      'Same pictures, settings and seed give the same model; drawn where left out.',
      null,
    ),
    numberOption(
      { flag: '--holdout', whole: false, min: 0, max: 0.5, unit: '' },
      'Share of each side kept aside for samples and scores, 32 pictures at most.',
      trainDefaults.holdout,
    ),
    choiceOption('--background', background.options, 'What transparent pictures are laid over.', trainDefaults.background),
  ];
  for (const flag of flags) command.addOption(flag.helpGroup(heading));
}

/** The given flags of `addBeginningFlags`; what was not given is absent. */
export function beginningFlags(command: Command): Pick<TrainRequest, 'seed' | 'holdout' | 'background'> {
  const { seed, holdout, background: chosen } = z.object({ seed: z.number(), holdout: z.number(), background }).partial().parse(command.opts());
  return { ...(seed !== undefined && { seed }), ...(holdout !== undefined && { holdout }), ...(chosen !== undefined && { background: chosen }) };
}
