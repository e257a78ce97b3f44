import { relative, sep } from 'node:path';
import { RecastError } from '../../../shared/errors/index.ts';
import { findFolder, updateFolder } from '../../catalog/folders.ts';
import type { Catalog } from '../../catalog/open.ts';
import type { ListedPicture } from '../../catalog/pictureListing.ts';
import { countRecorded, deletePictures, recordedAfter, recordListing } from '../../catalog/pictureListing.ts';
import type { Row } from '../../catalog/tables.ts';
import type { FolderContent } from '../../data/folder.ts';
import { isPictureName, listFolder } from '../../data/folder.ts';
import { orderKey } from '../../data/orderKey.ts';
import { letOthers } from '../pause.ts';

/** Rows that are written or read at once: a few milliseconds' work. */
const SLICE = 250;

const slashed = (path: string): string => (sep === '/' ? path : path.replaceAll(sep, '/'));

/** What a slice of a listing comes to: pictures, and files named like pictures that are none. */
function picturesOf(folder: string, { files, skipped }: FolderContent): ListedPicture[] {
  const found = files.map((file) => {
    const path = slashed(file.relative);
    return { path, sort_key: orderKey(path), bytes: file.bytes, modified: file.modified, problem: null };
  });
  const refused = skipped
    .filter(({ path }) => isPictureName(path))
    .map(({ path, reason }) => {
      const name = slashed(relative(folder, path));
      return { path: name, sort_key: orderKey(name), bytes: 0, modified: 0, problem: reason };
    });
  return [...found, ...refused];
}

/**
 * Lists a folder into the catalog: new pictures are added, those that are gone are forgotten, all others keep their ids
 * and marks. A folder that is not there keeps what was found before and is marked missing.
 */
export async function listIntoCatalog(catalog: Catalog, folder: Row<'folders'>, onProgress: () => void, signal: AbortSignal): Promise<void> {
  const { id } = folder;
  const met = new Set<string>();
  try {
    for await (const content of listFolder(folder.path, signal)) {
      const pictures = picturesOf(folder.path, content);
      for (let from = 0; from < pictures.length; from += SLICE) {
        const slice = pictures.slice(from, from + SLICE);
        recordListing(catalog, id, slice);
        for (const { path } of slice) met.add(path);
        await letOthers();
      }
      updateFolder(catalog, id, { pictures: met.size });
      onProgress();
    }
  } catch (error) {
    if (!(error instanceof RecastError)) throw error;
    updateFolder(catalog, id, { state: 'missing' });
    return;
  }
  await forgetOthers(catalog, id, met, signal);
  // Asked for again meanwhile, or taken out: then this listing is not the last word.
  if (findFolder(catalog, id)?.state === 'unlisted') updateFolder(catalog, id, { state: 'listed', pictures: countRecorded(catalog, id) });
}

/** Forgets the recorded pictures of a folder that are not among those that were met. */
async function forgetOthers(catalog: Catalog, folder: number, met: ReadonlySet<string>, signal: AbortSignal): Promise<void> {
  for (let last = 0; ;) {
    signal.throwIfAborted();
    const recorded = recordedAfter(catalog, folder, last, SLICE);
    if (recorded.length === 0) return;
    last = recorded[recorded.length - 1].id;
    const gone = recorded.filter(({ path }) => !met.has(path)).map(({ id }) => id);
    deletePictures(catalog, gone);
    await letOthers();
  }
}
