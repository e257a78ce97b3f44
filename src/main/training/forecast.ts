import type { Executor } from '../engine/executor.ts';
import type { TaskContext } from '../jobs/taskContext.ts';
import type { Phase } from '../models/architecture.ts';
import { timePhase } from './measure.ts';
import type { Start } from './restore.ts';

/** A phase that is shorter than this is over before its forecast would be worth its time. */
const FEWEST_STEPS = 100;

/** Timed steps of a phase, after one to warm up. */
const TIMED = 3;

/** What a run takes after each of its phases: seconds by the place of the phase; null where that is not known. */
export type Forecast = readonly (number | null)[];

/**
 * What the phases that follow the first will take, from steps of each that are made before the run begins, with fresh weights and random pictures:
 * then "time left" means the whole run from the beginning on. `steps` are those of the phases, the one that the run is in first. Nothing is timed, and
 * nothing forecast, where phases are short, or where the run has a time to end at, which says enough.
 */
export async function forecast(
  phases: readonly Phase[],
  steps: readonly number[],
  material: Pick<Start, 'state' | 'pools'>,
  executor: Executor,
  limited: boolean,
  context: TaskContext,
): Promise<Forecast> {
  const costs: (number | null)[] = [];
  const worth = !limited && steps.slice(1).some((count) => count >= FEWEST_STEPS);
  for (const [place, { recipe }] of phases.entries()) {
    if (place === 0) continue;
    const perStep = worth ? await timePhase(recipe, material, executor, TIMED, () => undefined, context) : null;
    costs.push(perStep === null ? null : perStep * steps[place]);
  }
  const after = (place: number): number | null =>
    costs.slice(place).reduce<number | null>((sum, cost) => (sum === null || cost === null ? null : sum + cost), 0);
  return phases.map((_, place) => after(place));
}
