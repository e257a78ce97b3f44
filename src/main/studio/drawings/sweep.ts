import { readdir, rm, rmdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { placesOfDrawings } from '../../catalog/drawings.ts';
import type { StudioParts } from '../parts.ts';
import { drawingFiles } from './files.ts';

/** Files come before their rows, in moments. Those that have been without one for so long, in milliseconds, get none any more. */
const UNCLAIMED = 60 * 60_000;

/** Folders of sets are called so; nothing else in the folder of drawings is ever touched. */
const SET = /^[0-9a-f]{16}$/;

/**
 * Removes what a process left that was killed between the files of drawings and their rows, and half-written files. Asks
 * the catalog once, at its beginning: whatever is drawn after that is too young. Ends early when the signal aborts.
 *
 * @returns how many files went
 */
export async function sweepDrawings(
  { catalog, layout }: Pick<StudioParts, 'catalog' | 'layout'>,
  signal: AbortSignal,
  before: number = Date.now() - UNCLAIMED,
): Promise<number> {
  const claimed = new Map<string, Set<string>>();
  for (const drawing of placesOfDrawings(catalog)) {
    const { small, picture } = drawingFiles(layout, drawing);
    const names = claimed.get(drawing.set_key) ?? new Set();
    claimed.set(drawing.set_key, names.add(basename(small)).add(basename(picture)));
  }
  const isOld = async (path: string): Promise<boolean> => ((await stat(path).catch(() => null))?.mtimeMs ?? before) < before;
  let removed = 0;
  for (const set of await readdir(layout.drawings).catch(() => [])) {
    if (signal.aborted) break;
    const folder = join(layout.drawings, set);
    // Into a young one somebody draws at this moment.
    if (!SET.test(set) || !(await isOld(folder))) continue;
    for (const name of await readdir(folder).catch(() => [])) {
      const path = join(folder, name);
      if (claimed.get(set)?.has(name) === true || !(await isOld(path))) continue;
      await rm(path, { force: true });
      removed++;
    }
    // Only an empty one goes.
    if (!claimed.has(set)) await rmdir(folder).catch(() => undefined);
  }
  return removed;
}
