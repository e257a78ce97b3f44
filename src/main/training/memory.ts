import { totalmem } from 'node:os';
import { flagOf } from '../../shared/architectures/rules.ts';
import { RecastError } from '../../shared/errors/index.ts';
import type { Executor, MemoryEstimate } from '../engine/executor.ts';
import type { Recipe } from '../models/architecture.ts';

/** What Node, the picture loader and the system itself need beside the training step. */
export const RESERVED_BYTES = 400 * 2 ** 20;

/** Bytes of memory that this process may use: the machine's, or less inside a container. */
export function machineMemory(): number {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

/** Numbers of the settings that memory grows with, in the order in which one would rather give them up: the least of each, and what it must be a multiple of. */
const reducible = [
  { name: 'batch', least: 1, multipleOf: 1 },
  { name: 'size', least: 64, multipleOf: 4 },
  { name: 'ngf', least: 16, multipleOf: 1 },
  { name: 'ndf', least: 16, multipleOf: 1 },
] as const;

/** An architecture's settings before they are checked. */
export type LooseSettings = Readonly<Record<string, unknown>>;

/** The recipe at other settings; null where they contradict each other. */
export type RecipeAt = (settings: LooseSettings) => Recipe | null;

interface Candidate {
  readonly settings: LooseSettings;
  readonly recipe: Recipe;
}

/** The settings with one number halved, the first that can be; null where none can. */
function reduce(settings: LooseSettings, recipeAt: RecipeAt): Candidate | null {
  for (const { name, least, multipleOf } of reducible) {
    const value = settings[name];
    if (typeof value !== 'number') continue;
    const half = Math.floor(value / 2 / multipleOf) * multipleOf;
    if (half < least) continue;
    const candidate = { ...settings, [name]: half };
    const recipe = recipeAt(candidate);
    if (recipe !== null) return { settings: candidate, recipe };
  }
  return null;
}

const MOST_TRIES = 12;

/** Settings that would fit, as flags; null where none were found. Each try traces a training step. */
async function findFitting(settings: LooseSettings, room: number, executor: Executor, recipeAt: RecipeAt): Promise<string | null> {
  let candidate = reduce(settings, recipeAt);
  for (let tries = 0; candidate !== null && tries < MOST_TRIES; tries++) {
    const { settings: reduced, recipe } = candidate;
    if ((await executor.estimate(recipe.step)).total <= room) {
      const changed = reducible.filter(({ name }) => reduced[name] !== settings[name]);
      return changed.map(({ name }) => `${flagOf(name)} ${String(reduced[name])}`).join(' ');
    }
    candidate = reduce(reduced, recipeAt);
  }
  return null;
}

/**
 * Estimates the memory of a run before anything is allocated.
 *
 * @param recipeAt for looking for settings that fit
 * @param memory bytes that this process may use
 * @throws MEMORY_TOO_SMALL, naming settings that would fit. Only where the processor does the work: the memory of other devices is not known.
 */
export async function checkMemory(
  { recipe, settings }: Candidate,
  executor: Executor,
  recipeAt: RecipeAt,
  memory: number = machineMemory(),
): Promise<MemoryEstimate> {
  const estimate = await executor.estimate(recipe.step);
  const room = memory - RESERVED_BYTES;
  if (executor.device !== 'cpu' || estimate.total <= room) return estimate;
  const fitting = await findFitting(settings, room, executor, recipeAt);
  throw RecastError.of('MEMORY_TOO_SMALL', { needed: estimate.total + RESERVED_BYTES, machine: memory, fitting });
}
