import type { Catalog } from './open.ts';
import { all, build, change, one } from './query.ts';
import type { Row } from './tables.ts';

/** Writing down what was found in folders and what a look at each picture gave. In slices: many rows at once would hold up the program. */

/** A picture as a listing finds it. `problem` is known where it is no plain file. */
export type ListedPicture = Pick<Row<'pictures'>, 'path' | 'sort_key' | 'bytes' | 'modified' | 'problem'>;

/** Adds what is new; what has changed has to be looked at again; everything else stays as it is, ids and marks too. */
export function recordListing(catalog: Catalog, folderId: number, pictures: readonly ListedPicture[]): void {
  const insert = catalog.prepare(
    `INSERT INTO pictures (folder_id, path, sort_key, bytes, modified, problem, readable) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (folder_id, path) DO UPDATE SET
       sort_key = excluded.sort_key, bytes = excluded.bytes, modified = excluded.modified, problem = excluded.problem, readable = excluded.readable,
       width = NULL, height = NULL, format = NULL
     WHERE bytes <> excluded.bytes OR modified <> excluded.modified OR (excluded.problem IS NOT NULL AND excluded.problem IS NOT problem)`,
  );
  const record = catalog.transaction(() => {
    for (const { path, sort_key, bytes, modified, problem } of pictures)
      insert.run(folderId, path, sort_key, bytes, modified, problem, problem === null ? null : 0);
  });
  record.immediate();
}

/** Has the pictures of a folder that could not be read looked at again: they may be there again. */
export function lookAgain(catalog: Catalog, folderId: number): void {
  const ofFolder = build.selectFrom('pictures').select('id').where('folder_id', '=', folderId);
  change(catalog, build.deleteFrom('examinations').where('features', 'is', null).where('picture_id', 'in', ofFolder));
  change(catalog, build.updateTable('pictures').set({ readable: null, problem: null }).where('folder_id', '=', folderId).where('readable', '=', 0));
}

/** Recorded pictures of a folder by id, from one id on. */
export function recordedAfter(catalog: Catalog, folderId: number, id: number, limit: number): { id: number; path: string }[] {
  return all(catalog, build.selectFrom('pictures').select(['id', 'path']).where('folder_id', '=', folderId).where('id', '>', id).orderBy('id').limit(limit));
}

/** Forgets pictures, with all that is known of them. */
export function deletePictures(catalog: Catalog, ids: readonly number[]): void {
  if (ids.length > 0) change(catalog, build.deleteFrom('pictures').where('id', 'in', ids));
}

/** Copies some pictures of a folder to another, with marks and all that is known of them. Gives the last id that was copied; null where none was left. */
export function copyPictures(catalog: Catalog, from: number, to: number, after: number, limit: number): number | null {
  const copy = catalog.transaction(() => {
    const last = catalog
      .prepare<unknown[], number | null>('SELECT max(id) FROM (SELECT id FROM pictures WHERE folder_id = ? AND id > ? ORDER BY id LIMIT ?)')
      .pluck()
      .get(from, after, limit);
    if (last === null || last === undefined) return null;
    const columns = 'path, sort_key, bytes, modified, readable, problem, width, height, format, excluded, held_out';
    catalog
      .prepare(`INSERT INTO pictures (folder_id, ${columns}) SELECT ?, ${columns} FROM pictures WHERE folder_id = ? AND id > ? AND id <= ? ORDER BY id`)
      .run(to, from, after, last);
    catalog
      .prepare(
        `INSERT INTO examinations SELECT own.id, version, examinations.bytes, examinations.modified, content, features
         FROM pictures JOIN examinations ON picture_id = pictures.id JOIN pictures own ON own.folder_id = ? AND own.path = pictures.path
         WHERE pictures.folder_id = ? AND pictures.id > ? AND pictures.id <= ?`,
      )
      .run(to, from, after, last);
    return last;
  });
  return copy.immediate();
}

/** How many pictures are recorded of a folder. */
export function countRecorded(catalog: Catalog, folderId: number): number {
  const counted = one(
    catalog,
    build
      .selectFrom('pictures')
      .select((of) => of.fn.countAll<number>().as('count'))
      .where('folder_id', '=', folderId),
  );
  return counted?.count ?? 0;
}

/** A picture that was not looked at yet. */
export interface UnseenPicture {
  readonly id: number;
  /** Below its folder, with `/`. */
  readonly path: string;
}

/** A folder with pictures that were not looked at yet, one of a project before all others. */
export function folderToLookAt(catalog: Catalog, firstProject: number | null): Row<'folders'> | undefined {
  const waiting = build
    .selectFrom('folders')
    .selectAll()
    .where('state', '=', 'listed')
    .where('removed_at', 'is', null)
    .where((on) => on.exists(on.selectFrom('pictures').select('pictures.id').whereRef('pictures.folder_id', '=', 'folders.id').where('readable', 'is', null)))
    .orderBy('id');
  const first = firstProject === null ? undefined : one(catalog, waiting.where('project_id', '=', firstProject));
  return first ?? one(catalog, waiting);
}

/** Some pictures of a folder that were not looked at yet. */
export function unseenPictures(catalog: Catalog, folderId: number, limit: number): UnseenPicture[] {
  return all(
    catalog,
    build.selectFrom('pictures').select(['id', 'path']).where('folder_id', '=', folderId).where('readable', 'is', null).orderBy('id').limit(limit),
  );
}

/** What a look at a picture gave. */
export type SeenPicture = Pick<Row<'pictures'>, 'id' | 'readable' | 'problem' | 'width' | 'height' | 'format'>;

/** Records looks. */
export function recordLooks(catalog: Catalog, seen: readonly SeenPicture[]): void {
  const update = catalog.prepare('UPDATE pictures SET readable = ?, problem = ?, width = ?, height = ?, format = ? WHERE id = ?');
  const record = catalog.transaction(() => {
    for (const { id, readable, problem, width, height, format } of seen) update.run(readable, problem, width, height, format, id);
  });
  record.immediate();
}

/** Records that a picture cannot be read after all, and why. */
export function recordProblem(catalog: Catalog, id: number, problem: string): void {
  change(catalog, build.updateTable('pictures').set({ readable: 0, problem }).where('id', '=', id));
}
