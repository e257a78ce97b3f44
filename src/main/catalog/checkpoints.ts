import { basename } from 'node:path';
import type { Catalog } from './open.ts';
import { all, build, change, one } from './query.ts';
import type { NewRow, Row } from './tables.ts';

/** A checkpoint with the name of its run. */
export type NamedCheckpoint = Row<'checkpoints'> & { run_name: string };

/** The id of the checkpoint of a run in a folder: `r7k2m-1200` for `step-00001200`, and for one beside it `r7k2m-1200-1f3a0c77`. */
export function checkpointId(runId: string, folder: string): string {
  return `${runId}-${basename(folder).replace(/^step-0*(?=\d)/, '')}`;
}

/** Records a complete checkpoint folder. One that is written again replaces its row, keeps its mark, and leaves the bin. */
export function recordCheckpoint(catalog: Catalog, checkpoint: Omit<NewRow<'checkpoints'>, 'id'>): void {
  const { run_id, folder, step, epoch, hash, bytes, removed_at = null } = checkpoint;
  const insert = build.insertInto('checkpoints').values({ ...checkpoint, id: checkpointId(run_id, folder) });
  change(
    catalog,
    insert.onConflict((conflict) => conflict.column('id').doUpdateSet({ folder, step, epoch, hash, bytes, removed_at })),
  );
}

/** Forgets the checkpoint of a folder. */
export function forgetCheckpoint(catalog: Catalog, folder: string): void {
  change(catalog, build.deleteFrom('checkpoints').where('folder', '=', folder));
}

const named = build.selectFrom('checkpoints').innerJoin('runs', 'runs.id', 'checkpoints.run_id').selectAll('checkpoints').select('runs.name as run_name');

const newestFirst = named.orderBy('checkpoints.step', 'desc').orderBy('checkpoints.created_at', 'desc').orderBy('checkpoints.id', 'desc');

/** The checkpoints of a run, newest first, none of the bin. */
export function checkpointsOf(catalog: Catalog, runId: string): NamedCheckpoint[] {
  return all(catalog, newestFirst.where('checkpoints.run_id', '=', runId).where('checkpoints.removed_at', 'is', null));
}

/** The checkpoints of a run, newest first, those in the bin too. */
export function allCheckpointsOf(catalog: Catalog, runId: string): NamedCheckpoint[] {
  return all(catalog, newestFirst.where('checkpoints.run_id', '=', runId));
}

/** The checkpoint with these contents, of whichever run; the newest where several have them. */
export function checkpointOfHash(catalog: Catalog, hash: string): NamedCheckpoint | undefined {
  return one(catalog, newestFirst.where('checkpoints.hash', '=', hash));
}

/** The checkpoint with this id. */
export function findCheckpointRow(catalog: Catalog, id: string): NamedCheckpoint | undefined {
  return one(catalog, named.where('checkpoints.id', '=', id));
}

/** Records that a checkpoint is kept for good, or not. */
export function setKept(catalog: Catalog, id: string, kept: boolean): void {
  change(
    catalog,
    build
      .updateTable('checkpoints')
      .set({ kept: kept ? 1 : 0 })
      .where('id', '=', id),
  );
}
