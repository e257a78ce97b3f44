import { stat } from 'node:fs/promises';
import { foldersOf, updateFolder } from '../../catalog/folders.ts';
import type { Catalog } from '../../catalog/open.ts';
import { lookAgain } from '../../catalog/pictureListing.ts';

/** Whether a folder is there. */
export const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

/** Marks a project's folders that are gone as missing, and has those listed again that are back. Gives whether any of them was one. */
export async function notePresence(catalog: Catalog, project: number): Promise<boolean> {
  let changed = false;
  for (const { id, path, state } of foldersOf(catalog, project)) {
    if (state === 'unlisted' || (await isThere(path)) === (state === 'listed')) continue;
    changed = true;
    updateFolder(catalog, id, { state: state === 'listed' ? 'missing' : 'unlisted' });
    if (state === 'missing') lookAgain(catalog, id);
  }
  return changed;
}
