import { deleteFolder, foldersRemovedBefore } from '../../catalog/folders.ts';
import type { Catalog } from '../../catalog/open.ts';
import { deletePictures, recordedAfter } from '../../catalog/pictureListing.ts';
import { letOthers } from '../pause.ts';

/** A folder that was taken out of a project can be put back with all marks for so many milliseconds. */
const KEPT = 24 * 3600 * 1000;

const SLICE = 250;

/** Forgets a folder for good, picture by picture, so that nothing else has to wait for it. */
export async function forgetFolder(catalog: Catalog, folder: number, signal?: AbortSignal): Promise<void> {
  for (let rows = recordedAfter(catalog, folder, 0, SLICE); rows.length > 0; rows = recordedAfter(catalog, folder, 0, SLICE)) {
    signal?.throwIfAborted();
    deletePictures(
      catalog,
      rows.map(({ id }) => id),
    );
    await letOthers();
  }
  deleteFolder(catalog, folder);
}

/** Forgets folders that were taken out long ago. */
export async function removeLeftFolders(catalog: Catalog, signal: AbortSignal): Promise<void> {
  for (const { id } of foldersRemovedBefore(catalog, Date.now() - KEPT)) await forgetFolder(catalog, id, signal);
}
