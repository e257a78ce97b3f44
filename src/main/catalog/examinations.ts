import type { Catalog } from './open.ts';
import { all, build } from './query.ts';
import type { Row } from './tables.ts';

/** A picture that is not left out, and whether it was measured as it is now. */
export type ExaminedPicture = Pick<Row<'pictures'>, 'id' | 'folder_id' | 'path' | 'bytes' | 'modified' | 'readable' | 'width' | 'height'> & {
  /** Null until it was measured; see `featuresOf`. */
  version: number | null;
  content: string | null;
};

/** Pictures of a folder that are not left out, in the order of ids from one on. */
export function examinedAfter(catalog: Catalog, folder: number, version: number, after: number, limit: number): ExaminedPicture[] {
  return all(
    catalog,
    build
      .selectFrom('pictures')
      .leftJoin('examinations', (join) =>
        join
          .onRef('picture_id', '=', 'pictures.id')
          .on('version', '=', version)
          .onRef('examinations.bytes', '=', 'pictures.bytes')
          .onRef('examinations.modified', '=', 'pictures.modified'),
      )
      .select(['pictures.id', 'folder_id', 'path', 'pictures.bytes', 'pictures.modified', 'readable', 'width', 'height', 'version', 'content'])
      .where('folder_id', '=', folder)
      .where('pictures.id', '>', after)
      .where('excluded', '=', 0)
      .orderBy('pictures.id')
      .limit(limit),
  );
}

/** What was measured of pictures, in the order of ids; those that could not be read are missing. */
export function featuresOf(catalog: Catalog, pictures: readonly number[]): { id: number; features: Buffer }[] {
  return all(
    catalog,
    build
      .selectFrom('examinations')
      .select(['picture_id as id', 'features'])
      .where('picture_id', 'in', pictures)
      .where('features', 'is not', null)
      .orderBy('picture_id')
      .$narrowType<{ features: Buffer }>(),
  );
}

/** Records measures; those of the same pictures are replaced. A picture that has gone meanwhile is passed over. */
export function recordExaminations(catalog: Catalog, examinations: readonly Row<'examinations'>[]): void {
  const insert = catalog.prepare(
    'INSERT OR REPLACE INTO examinations (picture_id, version, bytes, modified, content, features) SELECT ?, ?, ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM pictures WHERE id = ?)',
  );
  const record = catalog.transaction(() => {
    for (const { picture_id, version, bytes, modified, content, features } of examinations)
      insert.run(picture_id, version, bytes, modified, content, features, picture_id);
  });
  record.immediate();
}

/** Records the hash of contents. */
export function recordContents(catalog: Catalog, contents: readonly { id: number; content: string }[]): void {
  const update = catalog.prepare('UPDATE examinations SET content = ? WHERE picture_id = ?');
  const record = catalog.transaction(() => {
    for (const { id, content } of contents) update.run(content, id);
  });
  record.immediate();
}
