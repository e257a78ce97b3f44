import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { RecastError } from '../../shared/errors/index.ts';
import type { Checkpoint } from '../checkpoints/checkpoint.ts';
import { readCheckpoint } from '../checkpoints/checkpoint.ts';
import type { HostTensors } from '../engine/program.ts';
import type { TrainTask } from '../jobs/messages.ts';
import { STAGE_ONE_FOLDER } from '../jobs/stageOne.ts';
import type { Phase } from '../models/architecture.ts';
import { numberOf } from './phases.ts';
import { beginning } from './position.ts';
import type { Start } from './restore.ts';
import { misfitOf, readKept, restore } from './restore.ts';

/** What earlier phases learned, from a checkpoint that has it all. Throws STAGE_NOT_LEARNED, CHECKPOINT_MISFIT. */
async function learnedBefore(checkpoint: Checkpoint, task: TrainTask, { recipe: { parameters } }: Phase): Promise<HostTensors> {
  const { manifest, folder } = checkpoint;
  const misfit = (reason: string): RecastError => RecastError.of('CHECKPOINT_MISFIT', { path: folder, reason });
  if (manifest.architecture !== task.architecture) throw misfit(`it holds a "${manifest.architecture}", not a "${task.architecture}".`);
  const saved = await checkpoint.parameters();
  if (Object.keys(parameters).some((name) => !(name in saved))) throw RecastError.of('STAGE_NOT_LEARNED', { checkpoint: folder });
  const wanted = Object.fromEntries(Object.entries(parameters).map(([name, { shape }]) => [name, { shape }]));
  const reason = misfitOf(saved, wanted);
  if (reason !== null) throw misfit(reason);
  return Object.fromEntries(Object.keys(parameters).map((name) => [name, saved[name]]));
}

/** Begins the phase called `entry` on what a checkpoint of an earlier phase learned; after its step where it is the run's own, else from 0. */
async function enter(folder: string, task: TrainTask, phases: readonly Phase[], entry: string, own: boolean): Promise<Start> {
  const checkpoint = await readCheckpoint(folder);
  const before = phases[numberOf(phases, entry) - 1];
  const { step, epoch, losses } = checkpoint.manifest;
  const position = own ? { step, epoch, losses, batches: null } : beginning;
  const kept = await readKept(checkpoint);
  return {
    position,
    state: {},
    carried: await learnedBefore(checkpoint, task, before),
    fresh: [],
    pools: new Map(),
    phase: { name: entry, begun: position.step },
    vocabulary: kept.vocabulary,
    // Another run has other pictures, and rows of its own.
    embeddings: own ? kept.embeddings : null,
  };
}

/**
 * Where a run begins or goes on. `entry` is the phase that it begins in where that is not the first: then a folder in the run's has the checkpoint
 * of another run that it draws on, or its own newest checkpoint is of an earlier phase, which ends there.
 *
 * @throws STAGE_WITHOUT_FIRST, STAGE_NOT_LEARNED and what `restore` throws
 */
export async function startOf(task: TrainTask, phases: readonly Phase[], entry: string | null, fresh: Start): Promise<Start> {
  const { resumeFrom } = task;
  if (resumeFrom === null) {
    if (entry === null) return fresh;
    const stageOne = join(task.runFolder, STAGE_ONE_FOLDER);
    if (!existsSync(stageOne)) throw RecastError.of('STAGE_WITHOUT_FIRST', {});
    return enter(stageOne, task, phases, entry, false);
  }
  const { phase } = (await readCheckpoint(resumeFrom)).manifest;
  if (entry !== null && phase !== undefined && numberOf(phases, phase.name) < numberOf(phases, entry)) return enter(resumeFrom, task, phases, entry, true);
  return restore(
    resumeFrom,
    task,
    (name) => phases[numberOf(phases, name)].recipe,
    () => fresh.state,
  );
}
