import type { Catalog } from './open.ts';
import type { KeptFilter } from './pictureSums.ts';
import { countPictures } from './pictureSums.ts';
import { all, build, change, one } from './query.ts';
import type { Row } from './tables.ts';

/** Which of a side's pictures are asked for. */
export type PictureFilter = KeptFilter | 'uncaptioned';

/** A choice of pictures of some folders. */
export interface PictureQuery {
  /** Ids, in the order in which their pictures are listed. */
  readonly folders: readonly number[];
  readonly filter: PictureFilter;
  /** Part of the path, whatever its case; empty for all. */
  readonly search: string;
  /** Whether captions are searched as well. */
  readonly captions?: boolean;
}

const likePattern = (text: string): string => `%${text.normalize('NFC').replace(/[\\%_]/g, (character) => `\\${character}`)}%`;

/** The pictures of one folder that are chosen. Only what stands in the index of their order is asked. */
function chosenOf(folder: number, { filter, search, captions = false }: PictureQuery) {
  let query = build.selectFrom('pictures').where('folder_id', '=', folder);
  if (filter === 'included') query = query.where('excluded', '=', 0);
  if (filter === 'excluded') query = query.where('excluded', '=', 1);
  if (filter === 'held-out') query = query.where('held_out', '=', 1);
  if (filter === 'unreadable') query = query.where('readable', '=', 0);
  if (filter === 'uncaptioned')
    query = query.where((on) =>
      on.not(on.exists(on.selectFrom('captions').select('picture_id').whereRef('picture_id', '=', 'pictures.id').where('text', '!=', ''))),
    );
  if (search === '') return query;
  const pattern = likePattern(search);
  return query.where((on) => {
    const named = on(on.ref('path'), 'like', on.val(pattern));
    if (!captions) return named;
    const said = on.selectFrom('captions').select('picture_id').whereRef('picture_id', '=', 'pictures.id').where('text', 'like', pattern);
    return on.or([named, on.exists(said)]);
  });
}

/** How many pictures of a folder are chosen: what is kept of it says so, unless words are looked through. */
function countChosen(catalog: Catalog, folder: number, query: PictureQuery): number {
  if (query.search === '' && query.filter !== 'uncaptioned') return countPictures(catalog, folder, query.filter);
  const counted = one(
    catalog,
    chosenOf(folder, query).select((of) => of.fn.countAll<number>().as('count')),
  );
  return counted?.count ?? 0;
}

/** A part of the chosen pictures in the order of their folders and names, and how many there are in all. */
export function pagePictures(catalog: Catalog, query: PictureQuery, offset: number, limit: number): { total: number; items: Row<'pictures'>[] } {
  const items: Row<'pictures'>[] = [];
  let before = 0;
  for (const folder of query.folders) {
    const count = countChosen(catalog, folder, query);
    const skip = Math.max(0, offset - before);
    if (skip < count && items.length < limit) {
      // Ids from the index alone, which orders them already; only what is shown is looked up.
      const shown = chosenOf(folder, query)
        .select('id')
        .orderBy('sort_key')
        .limit(limit - items.length)
        .offset(skip);
      const page = build.selectFrom('pictures').selectAll().where('id', 'in', shown).orderBy('sort_key');
      items.push(...all(catalog, page));
    }
    before += count;
  }
  return { total: before, items };
}

/** The first picture of a folder that is not left out and not known to be unreadable. */
export function firstUsable(catalog: Catalog, folder: number): Row<'pictures'> | undefined {
  return one(
    catalog,
    build
      .selectFrom('pictures')
      .selectAll()
      .where('folder_id', '=', folder)
      .where('excluded', '=', 0)
      .where((on) => on.or([on('readable', 'is', null), on('readable', '=', 1)]))
      .orderBy('sort_key')
      .limit(1),
  );
}

/** A picture with the folder it lies in. */
export type PlacedPicture = Row<'pictures'> & { project_id: number; side: Row<'folders'>['side']; folder: string };

const placed = build
  .selectFrom('pictures')
  .innerJoin('folders', 'folders.id', 'pictures.folder_id')
  .selectAll('pictures')
  .select(['folders.project_id', 'folders.side', 'folders.path as folder']);

/** The picture with this id, if its folder is still part of a project. */
export function findPicture(catalog: Catalog, id: number): PlacedPicture | undefined {
  return one(catalog, placed.where('pictures.id', '=', id).where('folders.removed_at', 'is', null));
}

/** The pictures with these ids that belong to a project, in the order of the ids. */
export function picturesById(catalog: Catalog, projectId: number, ids: readonly number[]): PlacedPicture[] {
  const found = all(catalog, placed.where('pictures.id', 'in', ids).where('folders.project_id', '=', projectId));
  const byId = new Map(found.map((picture) => [picture.id, picture]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Marks pictures of a project; ids of others are passed over. Gives how many changed. */
export function markPictures(catalog: Catalog, projectId: number, ids: readonly number[], mark: 'excluded' | 'held_out', value: boolean): number {
  const own = build.selectFrom('folders').select('id').where('project_id', '=', projectId);
  const flag = value ? 1 : 0;
  return change(
    catalog,
    build
      .updateTable('pictures')
      .set({ [mark]: flag })
      .where('id', 'in', ids)
      .where('folder_id', 'in', own)
      .where(mark, '!=', flag),
  );
}

/** Pictures of a folder that carry a mark. */
export function markedPictures(catalog: Catalog, folderId: number, mark: 'excluded' | 'held_out'): string[] {
  return all(catalog, build.selectFrom('pictures').select('path').where('folder_id', '=', folderId).where(mark, '=', 1)).map(({ path }) => path);
}
