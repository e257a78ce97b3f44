import type { Catalog } from './open.ts';
import { all, build, change, one } from './query.ts';
import type { Row, SideName } from './tables.ts';

/** The sides of a project and their folders. */

/** What the sides of projects are called that nobody named. */
const UNNAMED: Readonly<Record<SideName, string>> = { a: 'A', b: 'B' };

const namesOf = (rows: readonly Row<'sides'>[]): Record<SideName, string> => ({
  ...UNNAMED,
  ...Object.fromEntries(rows.map(({ side, name }) => [side, name])),
});

/** What the sides of a project are called. */
export function sideNames(catalog: Catalog, projectId: number): Record<SideName, string> {
  return namesOf(all(catalog, build.selectFrom('sides').selectAll().where('project_id', '=', projectId)));
}

/** What the sides of all projects are called, by project; asked with one that nobody named, too. */
export function sideNamesByProject(catalog: Catalog): (projectId: number) => Record<SideName, string> {
  const named = Map.groupBy(all(catalog, build.selectFrom('sides').selectAll()), ({ project_id }) => project_id);
  return (projectId) => namesOf(named.get(projectId) ?? []);
}

/** Names a side. */
export function nameSide(catalog: Catalog, projectId: number, side: SideName, name: string): void {
  const insert = build.insertInto('sides').values({ project_id: projectId, side, name });
  change(
    catalog,
    insert.onConflict((conflict) => conflict.columns(['project_id', 'side']).doUpdateSet({ name })),
  );
}

/** Exchanges A and B: names and folders with all that was found in them. */
export function swapSides(catalog: Catalog, projectId: number): void {
  const swap = catalog.transaction(() => {
    const { a, b } = sideNames(catalog, projectId);
    nameSide(catalog, projectId, 'a', b);
    nameSide(catalog, projectId, 'b', a);
    const other = build
      .case()
      .when('side', '=', 'a')
      .then('b' as const)
      .else('a' as const)
      .end();
    change(catalog, build.updateTable('folders').set({ side: other }).where('project_id', '=', projectId));
  });
  swap.immediate();
}

/** A project's folders in the order in which they were added, without those that were taken out. */
export function foldersOf(catalog: Catalog, projectId: number, side?: SideName): Row<'folders'>[] {
  const found = build.selectFrom('folders').selectAll().where('project_id', '=', projectId).where('removed_at', 'is', null).orderBy('id');
  return all(catalog, side === undefined ? found : found.where('side', '=', side));
}

/** Whether all folders were listed, so that it is known how many pictures there are. */
export const areListed = (folders: readonly Pick<Row<'folders'>, 'state'>[]): boolean => folders.every(({ state }) => state !== 'unlisted');

/** The folders of all projects, as `foldersOf` gives them, by project. */
export function foldersByProject(catalog: Catalog): Map<number, Row<'folders'>[]> {
  const found = all(catalog, build.selectFrom('folders').selectAll().where('removed_at', 'is', null).orderBy('id'));
  return Map.groupBy(found, ({ project_id }) => project_id);
}

/** A project's folders, those that were taken out too. */
export function allFoldersOf(catalog: Catalog, projectId: number): Row<'folders'>[] {
  return all(catalog, build.selectFrom('folders').selectAll().where('project_id', '=', projectId));
}

/** The folder with this id. */
export function findFolder(catalog: Catalog, id: number): Row<'folders'> | undefined {
  return one(catalog, build.selectFrom('folders').selectAll().where('id', '=', id));
}

/** Adds a folder; one that was taken out before comes back with all marks of its pictures. Gives its id. */
export function addFolder(catalog: Catalog, folder: { project_id: number; side: SideName; path: string }, now: number): number {
  const { project_id, side, path } = folder;
  const add = catalog.transaction(() => {
    const before = one(
      catalog,
      build
        .selectFrom('folders')
        .select('id')
        .where('project_id', '=', project_id)
        .where('path', '=', path)
        .where('removed_at', 'is not', null)
        .orderBy('id', 'desc'),
    );
    if (before !== undefined) {
      updateFolder(catalog, before.id, { side, removed_at: null });
      return before.id;
    }
    const added = one(catalog, build.insertInto('folders').values({ project_id, side, path, created_at: now }).returning('id'));
    if (added === undefined) throw new Error('The folder was not recorded.');
    return added.id;
  });
  return add.immediate();
}

/** Changes columns of a folder. */
export function updateFolder(catalog: Catalog, id: number, columns: Partial<Omit<Row<'folders'>, 'id'>>): void {
  change(catalog, build.updateTable('folders').set(columns).where('id', '=', id));
}

/** Folders whose pictures still have to be listed. */
export function unlistedFolders(catalog: Catalog): Row<'folders'>[] {
  return all(catalog, build.selectFrom('folders').selectAll().where('state', '=', 'unlisted').where('removed_at', 'is', null).orderBy('id'));
}

/** Folders that were taken out before a time. */
export function foldersRemovedBefore(catalog: Catalog, time: number): Row<'folders'>[] {
  return all(catalog, build.selectFrom('folders').selectAll().where('removed_at', '<', time));
}

/** Removes a folder for good; its pictures should be gone already, as many at once would take long. */
export function deleteFolder(catalog: Catalog, id: number): void {
  change(catalog, build.deleteFrom('folders').where('id', '=', id));
}
