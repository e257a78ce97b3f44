import * as z from 'zod';
import { readJson } from './json.ts';
import type { Catalog } from './open.ts';
import { all, build, change, one } from './query.ts';
import type { CaptionOrigin, Row } from './tables.ts';

/** What pictures are said to show, and where that comes from. In slices: many rows at once would hold up the program. */

/** Where the captions of a project come from, by its row or by what holds without one. */
export function captionSource(catalog: Catalog, project: number): Row<'caption_sources'> {
  const found = one(catalog, build.selectFrom('caption_sources').selectAll().where('project_id', '=', project));
  return found ?? { project_id: project, origin: 'own', path: null, name: null, revision: 0, report: null };
}

/** Chooses another source, or the same to be read again: everything is read anew. */
export function setCaptionSource(catalog: Catalog, project: number, source: { origin: CaptionOrigin; path: string | null; name: string | null }): void {
  const { revision } = captionSource(catalog, project);
  const { origin, path, name } = source;
  const columns = { origin, path, name, revision: revision + 1, report: null };
  const insert = build.insertInto('caption_sources').values({ project_id: project, ...columns });
  change(
    catalog,
    insert.onConflict((conflict) => conflict.column('project_id').doUpdateSet(columns)),
  );
}

/** Records what reading the file of a source came to; nothing where another was chosen meanwhile. */
export function setCaptionReport(catalog: Catalog, project: number, revision: number, report: string): void {
  change(catalog, build.updateTable('caption_sources').set({ report }).where('project_id', '=', project).where('revision', '=', revision));
}

/** Pictures of a folder whose captions were not read from this revision of the source, by id from one on. */
export function unreadCaptions(catalog: Catalog, folder: number, revision: number, after: number, limit: number): { id: number; path: string }[] {
  return all(
    catalog,
    build
      .selectFrom('pictures')
      .leftJoin('captions', 'picture_id', 'pictures.id')
      .select(['pictures.id', 'path'])
      .where('folder_id', '=', folder)
      .where('pictures.id', '>', after)
      .where((on) => on.or([on('revision', 'is', null), on('revision', '!=', revision)]))
      .orderBy('pictures.id')
      .limit(limit),
  );
}

const textsSchema = z.array(z.string());

/** Captions from their column. */
export const captionTexts = (json: string): string[] => readJson(textsSchema, json, 'captions');

const asText = (texts: readonly string[]): string => texts.join('\n');

/** Records what the source says of pictures. One that has gone meanwhile is passed over; what a person wrote stays in force. */
export function recordGiven(catalog: Catalog, revision: number, captions: readonly { id: number; texts: readonly string[] }[]): void {
  const insert = catalog.prepare(
    `INSERT INTO captions (picture_id, given, revision, text) SELECT ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM pictures WHERE id = ?)
     ON CONFLICT (picture_id) DO UPDATE SET given = excluded.given, revision = excluded.revision, text = iif(own IS NULL, excluded.text, text)`,
  );
  const record = catalog.transaction(() => {
    for (const { id, texts } of captions) insert.run(id, JSON.stringify(texts), revision, asText(texts), id);
  });
  record.immediate();
}

/** Says that pictures are read although their source says nothing any more: what it has said before holds. */
export function keepGiven(catalog: Catalog, revision: number, pictures: readonly { id: number }[]): void {
  const insert = catalog.prepare(
    `INSERT INTO captions (picture_id, given, revision, text) SELECT ?, '[]', ?, '' WHERE EXISTS (SELECT 1 FROM pictures WHERE id = ?)
     ON CONFLICT (picture_id) DO UPDATE SET revision = excluded.revision`,
  );
  const record = catalog.transaction(() => {
    for (const { id } of pictures) insert.run(id, revision, id);
  });
  record.immediate();
}

/** The captions of a picture; undefined where none were read yet. */
export function findCaptions(catalog: Catalog, picture: number): Row<'captions'> | undefined {
  return one(catalog, build.selectFrom('captions').selectAll().where('picture_id', '=', picture));
}

/** Puts what a person wrote in place of what the source says of a picture; null takes it back. */
export function setOwnCaptions(catalog: Catalog, picture: number, own: readonly string[] | null): void {
  const set = catalog.transaction(() => {
    const given = findCaptions(catalog, picture)?.given ?? '[]';
    const columns = { own: own === null ? null : JSON.stringify(own), text: asText(own ?? captionTexts(given)) };
    // Revision -1: its source has still to be read.
    const insert = build.insertInto('captions').values({ picture_id: picture, given, revision: -1, ...columns });
    change(
      catalog,
      insert.onConflict((conflict) => conflict.column('picture_id').doUpdateSet(columns)),
    );
  });
  set.immediate();
}

/** What some pictures are said to show, by id. */
export function captionsOf(catalog: Catalog, pictures: readonly number[]): Map<number, Pick<Row<'captions'>, 'picture_id' | 'own' | 'text'>> {
  const found = all(catalog, build.selectFrom('captions').select(['picture_id', 'own', 'text']).where('picture_id', 'in', pictures));
  return new Map(found.map((row) => [row.picture_id, row]));
}

/** Pictures of a folder that are not left out, with their captions. */
const captionsInForce = (folder: number) =>
  build.selectFrom('pictures').innerJoin('captions', 'picture_id', 'pictures.id').where('folder_id', '=', folder).where('excluded', '=', 0);

/** A picture with its captions, a line each. */
export interface CaptionedPicture {
  readonly id: number;
  /** Below its folder, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** Pictures of a folder that have captions and are not left out, by id from one on. */
export function captionedAfter(catalog: Catalog, folder: number, after: number, limit: number): CaptionedPicture[] {
  return all(
    catalog,
    captionsInForce(folder)
      .select(['pictures.id', 'path', 'text'])
      .where('pictures.id', '>', after)
      .where('text', '!=', '')
      .orderBy('pictures.id')
      .limit(limit),
  );
}

/** Pictures of a folder that are not left out, and whose captions were read and are none. */
export function uncaptioned(catalog: Catalog, folder: number): number[] {
  const found = all(catalog, captionsInForce(folder).select('pictures.id').where('revision', '>=', 0).where('text', '=', '').orderBy('sort_key'));
  return found.map(({ id }) => id);
}

/** Some different captions of a folder's pictures that are not left out. */
export function someCaptions(catalog: Catalog, folder: number, most: number): string[] {
  const texts = all(catalog, captionsInForce(folder).select('text').distinct().where('text', '!=', '').limit(most));
  return texts.map(({ text }) => text);
}

/** Pictures of a folder that are not left out with captions of at least so many characters, up to 2,000 of them. */
export function longCaptions(catalog: Catalog, folder: number, characters: number): CaptionedPicture[] {
  return all(
    catalog,
    captionsInForce(folder)
      .select(['pictures.id', 'path', 'text'])
      .where((on) => on(on.fn<number>('length', ['text']), '>=', characters))
      .limit(2000),
  );
}

/** Captions of a project in figures. */
export interface CaptionCounts {
  readonly pictures: number;
  readonly captioned: number;
  readonly edited: number;
  /** Whose captions were not read from this revision of the source. */
  readonly unread: number;
}

/** Counts the captions of some folders. */
export function countCaptions(catalog: Catalog, folders: readonly number[], revision: number): CaptionCounts {
  const sums = { pictures: 0, captioned: 0, edited: 0, unread: 0 };
  const count = catalog.prepare<unknown[], CaptionCounts>(
    `SELECT count(*) AS pictures, coalesce(sum(text <> ''), 0) AS captioned, coalesce(sum(own IS NOT NULL), 0) AS edited,
            coalesce(sum(revision IS NULL OR revision <> ?), 0) AS unread
     FROM pictures LEFT JOIN captions ON picture_id = pictures.id WHERE folder_id = ?`,
  );
  for (const folder of folders) {
    const found = count.get(revision, folder);
    if (found === undefined) continue;
    for (const name of ['pictures', 'captioned', 'edited', 'unread'] as const) sums[name] += found[name];
  }
  return sums;
}

/** Gives the pictures of a folder what a person wrote of those of the same names in another; the source is read anew. */
export function copyOwnCaptions(catalog: Catalog, from: number, to: number): void {
  catalog
    .prepare(
      `INSERT OR REPLACE INTO captions (picture_id, given, revision, own, text)
       SELECT own_picture.id, given, -1, own, text FROM pictures JOIN captions ON picture_id = pictures.id
       JOIN pictures own_picture ON own_picture.folder_id = ? AND own_picture.path = pictures.path
       WHERE pictures.folder_id = ? AND own IS NOT NULL`,
    )
    .run(to, from);
}
