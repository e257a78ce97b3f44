import type { Catalog } from './open.ts';
import { all, build, change } from './query.ts';
import type { Row } from './tables.ts';

/** Folders of runs and checkpoints that lie in the bin; those of checkpoints within such runs are left out. */
export function removedFolders(catalog: Catalog): string[] {
  const runs = all(catalog, build.selectFrom('runs').select('folder').where('removed_at', 'is not', null));
  return [...runs, ...binnedCheckpoints(catalog)].map(({ folder }) => folder);
}

/** Checkpoints in the bin of runs that are not. */
export function binnedCheckpoints(catalog: Catalog): Row<'checkpoints'>[] {
  return all(
    catalog,
    build
      .selectFrom('checkpoints')
      .innerJoin('runs', 'runs.id', 'checkpoints.run_id')
      .selectAll('checkpoints')
      .where('checkpoints.removed_at', 'is not', null)
      .where('runs.removed_at', 'is', null),
  );
}

/** Runs in the bin. */
export function binnedRuns(catalog: Catalog): Row<'runs'>[] {
  return all(catalog, build.selectFrom('runs').selectAll().where('removed_at', 'is not', null));
}

/** Puts a checkpoint into the bin, or takes it out again with null. */
export function setCheckpointRemoved(catalog: Catalog, id: string, at: number | null): void {
  change(catalog, build.updateTable('checkpoints').set({ removed_at: at }).where('id', '=', id));
}

/** Forgets a run with all that belongs to it. */
export function deleteRun(catalog: Catalog, id: string): void {
  change(catalog, build.deleteFrom('runs').where('id', '=', id));
}
