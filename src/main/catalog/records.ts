import type { Catalog } from './open.ts';
import { all, build, change } from './query.ts';
import type { Row } from './tables.ts';

/** What a run leaves behind beside checkpoints and metrics: sample sheets, skipped files, notes. */

/** Records a sample sheet; one of the same file replaces it. */
export function addSample(catalog: Catalog, sample: Row<'samples'>): void {
  const { side, step, created_at } = sample;
  const insert = build.insertInto('samples').values(sample);
  change(
    catalog,
    insert.onConflict((conflict) => conflict.columns(['run_id', 'file']).doUpdateSet({ side, step, created_at })),
  );
}

/** A run's sample sheets in the order of their steps. */
export function samplesOf(catalog: Catalog, runId: string): Row<'samples'>[] {
  return all(catalog, build.selectFrom('samples').selectAll().where('run_id', '=', runId).orderBy('step').orderBy('side'));
}

/** Records files of one side that were left out, each with its reason. */
export function addSkipped(catalog: Catalog, runId: string, side: string, files: readonly { path: string; reason: string }[]): void {
  const add = catalog.transaction(() => {
    for (const { path, reason } of files) {
      const insert = build.insertInto('skipped_files').values({ run_id: runId, side, path, reason });
      change(
        catalog,
        insert.onConflict((conflict) => conflict.columns(['run_id', 'side', 'path']).doUpdateSet({ reason })),
      );
    }
  });
  add();
}

/** Forgets a run's skipped files: the next start lists them anew. */
export function clearSkipped(catalog: Catalog, runId: string): void {
  change(catalog, build.deleteFrom('skipped_files').where('run_id', '=', runId));
}

/** A run's skipped files by side and path. */
export function skippedOf(catalog: Catalog, runId: string): Row<'skipped_files'>[] {
  return all(catalog, build.selectFrom('skipped_files').selectAll().where('run_id', '=', runId).orderBy('side').orderBy('path'));
}

/** Records a sentence about a run. */
export function addNote(catalog: Catalog, runId: string, text: string, now: number): void {
  change(catalog, build.insertInto('notes').values({ run_id: runId, text, created_at: now }));
}

/** A run's notes, oldest first. */
export function notesOf(catalog: Catalog, runId: string): Row<'notes'>[] {
  return all(catalog, build.selectFrom('notes').selectAll().where('run_id', '=', runId).orderBy('id'));
}
