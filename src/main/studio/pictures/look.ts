import { join } from 'node:path';
import { updateFolder } from '../../catalog/folders.ts';
import type { Catalog } from '../../catalog/open.ts';
import type { SeenPicture, UnseenPicture } from '../../catalog/pictureListing.ts';
import { folderToLookAt, recordLooks, unseenPictures } from '../../catalog/pictureListing.ts';
import { inspectPicture, unreadableReason } from '../../data/decode.ts';
import { inParallel } from '../../data/parallel.ts';
import { isThere } from './presence.ts';

/** Pictures that are looked at before it is written down. */
const SLICE = 32;

/** Looks that go on at once: few, as training needs the processor more. */
const AT_ONCE = 2;

async function look(folder: string, { id, path }: UnseenPicture): Promise<SeenPicture> {
  try {
    const { width, height, format } = await inspectPicture(join(folder, path));
    return { id, readable: 1, problem: null, width, height, format };
  } catch (error) {
    const problem = unreadableReason(error);
    if (problem === null) throw error;
    return { id, readable: 0, problem, width: null, height: null, format: null };
  }
}

/**
 * Looks at some pictures that nobody looked at yet, those of a project first, and records what they are.
 * Gives the project they belong to and how many they were; null where none is left.
 */
export async function lookAtSome(catalog: Catalog, first: number | null, signal: AbortSignal): Promise<{ project: number; count: number } | null> {
  const folder = folderToLookAt(catalog, first);
  if (folder === undefined) return null;
  if (!(await isThere(folder.path))) {
    // Moved away since it was listed: that says nothing of its pictures.
    updateFolder(catalog, folder.id, { state: 'missing' });
    return { project: folder.project_id, count: 0 };
  }
  const pictures = unseenPictures(catalog, folder.id, SLICE);
  const seen = await inParallel(pictures, AT_ONCE, (picture) => look(folder.path, picture), signal);
  recordLooks(catalog, seen);
  return { project: folder.project_id, count: seen.length };
}
