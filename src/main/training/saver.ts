import { join } from 'node:path';
import { RecastError } from '../../shared/errors/index.ts';
import type { CheckpointContent, WrittenCheckpoint } from '../checkpoints/checkpoint.ts';
import { writeCheckpoint } from '../checkpoints/checkpoint.ts';
import { allFinite } from '../checkpoints/layouts.ts';
import { removeOldCheckpoints } from '../checkpoints/retention.ts';
import type { HostTensors } from '../engine/program.ts';
import type { TrainTask } from '../jobs/messages.ts';
import type { TaskContext } from '../jobs/taskContext.ts';
import type { Session } from './loop.ts';
import type { Position } from './position.ts';

/** The folder of a run's checkpoints. */
export function checkpointsFolder(runFolder: string): string {
  return join(runFolder, 'checkpoints');
}

/** What a session is at a position, ready to be written. Copies the state out of the executor. */
async function contentOf(task: TrainTask, session: Session, at: Position, lastSaved: number): Promise<CheckpointContent> {
  const { recipe, pools, carried, phase, extras } = session;
  const state = await session.state.read();
  const entries = Object.entries(state);
  const parameters: HostTensors = { ...carried, ...Object.fromEntries(entries.filter(([name]) => name in recipe.parameters)) };
  for (const [name, tensor] of entries) {
    if (!allFinite(tensor)) throw RecastError.of('TRAINING_DIVERGED', { step: at.step, what: `the weight ${name}`, saved: lastSaved });
  }
  const kept = [...pools].filter(([, pool]) => pool.state().size > 0).map(([name, pool]) => ({ name, pool, shape: poolShape(session, name) }));
  return {
    description: {
      architecture: task.architecture,
      settings: task.settings,
      seed: task.seed,
      step: at.step,
      epoch: at.epoch,
      ...(phase !== undefined && { phase: { name: phase.name, begun: phase.begun } }),
      losses: at.losses,
      batches: at.batches,
      pools: Object.fromEntries(kept.map(({ name, pool }) => [name, pool.state()])),
    },
    tree: recipe.parameters,
    parameters,
    optimizer: Object.fromEntries(entries.filter(([name]) => !(name in recipe.parameters))),
    pools: Object.fromEntries(kept.map(({ name, pool, shape }) => [name, pool.pictures(shape)])),
    ...(extras !== undefined && { extras }),
  };
}

/** The shape `[H, W, C]` of the pictures of a pool. */
function poolShape({ recipe }: Session, pool: string): readonly number[] {
  const input = Object.entries(recipe.inputs).find(([, source]) => source.from === 'pool' && source.of === pool);
  if (input === undefined) throw new Error(`no input of the recipe takes the pool of "${pool}"`);
  return recipe.step.inputs[input[0]].shape.slice(1);
}

/**
 * Saves a checkpoint of the session, reports it, and removes those that are no longer kept. `lastSaved`
 * is the step of the one before it, for messages.
 *
 * @throws TRAINING_DIVERGED where a weight is no number; DISK_FULL, CHECKPOINT_UNWRITABLE
 */
export async function saveCheckpoint(task: TrainTask, session: Session, at: Position, lastSaved: number, context: TaskContext): Promise<WrittenCheckpoint> {
  const folder = checkpointsFolder(task.runFolder);
  const written = await writeCheckpoint(folder, await contentOf(task, session, at, lastSaved));
  context.report({ type: 'checkpoint', folder: written.folder, step: at.step, epoch: at.epoch, hash: written.hash, bytes: written.bytes });
  for (const removed of await removeOldCheckpoints(folder, task.keepCheckpoints, at.step)) context.report({ type: 'checkpointRemoved', folder: removed });
  return written;
}
