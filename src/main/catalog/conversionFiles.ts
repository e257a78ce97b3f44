import type { Catalog } from './open.ts';
import { all, build, change, one } from './query.ts';
import type { FileState, Row } from './tables.ts';

/** The files of conversions, each at its place in the order in which they are converted. */

/** Numbers of files by their state. */
export interface FileCounts {
  readonly total: number;
  readonly written: number;
  readonly unchanged: number;
  readonly failed: number;
}

/**
 * Enters the files of a conversion that are planned, from a place on. One that is there already, from before it was
 * interrupted, keeps what became of it unless that was a failure: those are tried again.
 */
export function planFiles(catalog: Catalog, conversion: number, from: number, files: readonly { input: string; name: string }[]): void {
  const insert = catalog.prepare<[number, number, string, string]>(
    `INSERT INTO conversion_files (conversion_id, place, name, input, state) VALUES (?, ?, ?, ?, 'waiting')
     ON CONFLICT DO UPDATE SET
       name = excluded.name,
       output = CASE WHEN input = excluded.input THEN output END,
       state = CASE WHEN input = excluded.input AND state <> 'failed' THEN state ELSE 'waiting' END,
       reason = NULL,
       input = excluded.input`,
  );
  const enter = catalog.transaction(() => {
    files.forEach(({ input, name }, index) => insert.run(conversion, from + index, name, input));
  });
  enter();
}

/** Forgets what lies beyond the files that are planned: the folder has fewer than the last time. */
export function dropFilesFrom(catalog: Catalog, conversion: number, from: number): void {
  change(catalog, build.deleteFrom('conversion_files').where('conversion_id', '=', conversion).where('place', '>=', from));
}

/** Records what became of a file. One that this conversion wrote before it was interrupted stays `written`. */
export function setFile(
  catalog: Catalog,
  conversion: number,
  input: string,
  outcome: { readonly output: string | null; readonly state: Exclude<FileState, 'waiting'>; readonly reason: string | null },
): void {
  const { output, state, reason } = outcome;
  catalog
    .prepare(
      `UPDATE conversion_files SET output = ?, reason = ?, state = CASE WHEN state = 'written' AND ? = 'unchanged' THEN state ELSE ? END
       WHERE conversion_id = ? AND input = ?`,
    )
    .run(output, reason, state, state, conversion, input);
}

/** How many files there are and what became of them. */
export function countFiles(catalog: Catalog, conversion: number): FileCounts {
  const rows = all(
    catalog,
    build
      .selectFrom('conversion_files')
      .select((of) => ['state', of.fn.countAll<number>().as('count')])
      .where('conversion_id', '=', conversion)
      .groupBy('state'),
  );
  const of = (state: FileState): number => rows.find((row) => row.state === state)?.count ?? 0;
  return { total: rows.reduce((sum, { count }) => sum + count, 0), written: of('written'), unchanged: of('unchanged'), failed: of('failed') };
}

/** A part of the files, of one state or of all, in their order. */
export function pageOfFiles(catalog: Catalog, conversion: number, state: FileState | null, offset: number, limit: number): Row<'conversion_files'>[] {
  const files = build.selectFrom('conversion_files').selectAll().where('conversion_id', '=', conversion).orderBy('place').limit(limit).offset(offset);
  return all(catalog, state === null ? files : files.where('state', '=', state));
}

/** The file at a place. */
export function fileAt(catalog: Catalog, conversion: number, place: number): Row<'conversion_files'> | undefined {
  return one(catalog, build.selectFrom('conversion_files').selectAll().where('conversion_id', '=', conversion).where('place', '=', place));
}
