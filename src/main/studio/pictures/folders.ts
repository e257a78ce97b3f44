import { realpathSync, statSync } from 'node:fs';
import { basename, resolve, sep } from 'node:path';
import type { Side } from '../../../shared/contract/procedure.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import { addFolder, foldersOf, nameSide, updateFolder } from '../../catalog/folders.ts';
import type { Catalog } from '../../catalog/open.ts';
import type { Row } from '../../catalog/tables.ts';

const real = (path: string): string => {
  try {
    return realpathSync(path);
  } catch {
    // Not there at this moment: compared as it was named.
    return path;
  }
};

const within = (inner: string, outer: string): boolean => inner === outer || inner.startsWith(outer.endsWith(sep) ? outer : outer + sep);

/** Absolute paths of folders that a person named. Throws FOLDER_MISSING, FOLDER_IS_FILE; whether they can be read shows when they are listed. */
export function checkedFolders(paths: readonly string[]): string[] {
  return paths.map((given) => {
    const path = resolve(given);
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) throw RecastError.of('FOLDER_MISSING', { path });
    if (!found.isDirectory()) throw RecastError.of('FOLDER_IS_FILE', { path });
    return path;
  });
}

/** Throws FOLDERS_OVERLAP where one of the folders lies within the path, or the path within it. */
export function refuseOverlap(folders: readonly Row<'folders'>[], path: string): void {
  const overlapping = folders.find((other) => within(real(path), real(other.path)) || within(real(other.path), real(path)));
  if (overlapping !== undefined) throw RecastError.of('FOLDERS_OVERLAP', { path, other: overlapping.path, side: overlapping.side.toUpperCase() });
}

/**
 * Adds folders to a side of a project; a side without folders takes the name of the first. All or none.
 *
 * @throws FOLDERS_OVERLAP, FOLDER_MISSING, FOLDER_IS_FILE
 */
export function addFolders(catalog: Catalog, projectId: number, side: Side, given: readonly string[]): void {
  const paths = checkedFolders(given);
  const add = catalog.transaction(() => {
    for (const path of paths) {
      const before = foldersOf(catalog, projectId);
      refuseOverlap(before, path);
      if (!before.some((other) => other.side === side)) nameSide(catalog, projectId, side, basename(path) === '' ? path : basename(path));
      addFolder(catalog, { project_id: projectId, side, path }, Date.now());
    }
  });
  add.immediate();
}

/** Takes a folder out of a side. Its marks are kept for a while, for the case that it is added again. Throws FOLDER_NOT_OF_PROJECT. */
export function removeFolder(catalog: Catalog, projectId: number, side: Side, path: string): void {
  const folder = foldersOf(catalog, projectId, side).find((one) => one.path === path);
  if (folder === undefined) throw RecastError.of('FOLDER_NOT_OF_PROJECT', { path });
  updateFolder(catalog, folder.id, { removed_at: Date.now() });
}
