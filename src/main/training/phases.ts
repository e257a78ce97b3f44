import * as z from 'zod';
import { loadSizeOf } from '../../shared/architectures/length.ts';
import type { Architecture, Phase } from '../models/architecture.ts';
import { totalStepsOf } from './schedule.ts';

/** What the settings of an architecture of one phase say about pictures and length. */
const commonSettingsSchema = z.object({
  size: z.number().int(),
  loadSize: z.number().int(),
  preprocess: z.enum(['resize-and-crop', 'crop', 'scale-width', 'scale-width-and-crop', 'none']),
  flip: z.boolean(),
  batch: z.number().int(),
  epochs: z.number().int(),
  decayEpochs: z.number().int(),
  steps: z.number().int(),
});

/** The phases of a run; most architectures have one, without a name. */
export function phasesOf<Settings>(architecture: Architecture<Settings>, settings: Settings): readonly Phase[] {
  if (architecture.phases !== undefined) return architecture.phases(settings);
  const { size, preprocess, flip, batch, ...rest } = commonSettingsSchema.parse(settings);
  const pictures = { size, loadSize: loadSizeOf({ size, loadSize: rest.loadSize }), preprocess, flip, batch };
  return [{ name: '', recipe: architecture.recipe(settings), pictures, length: rest }];
}

/** The number of the phase of this name; runs of one phase do not name it. */
export const numberOf = (phases: readonly Phase[], name: string | null): number =>
  Math.max(
    0,
    phases.findIndex((phase) => phase.name === name),
  );

/**
 * Where each phase from `first` on begins and how long it is, where the first has begun at step `begun` and `done` steps of the
 * run are done. A phase that was shortened below what is done of it ends there: the next one begins at its own first step.
 */
export function placesOf(
  phases: readonly Phase[],
  first: number,
  { begun, done }: { readonly begun: number; readonly done: number },
  stepsPerEpoch: (phase: Phase) => number,
): { begun: number; steps: number }[] {
  let at = begun;
  return phases.slice(first).map((phase, index) => {
    const steps = Math.max(totalStepsOf(phase.length, stepsPerEpoch(phase)), index === 0 ? done - begun : 0);
    const place = { begun: at, steps };
    at += steps;
    return place;
  });
}
