import { access, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { workName } from './files.ts';
import { readManifest } from './manifest.ts';

/** A file of this name inside a checkpoint's folder marks it: it is never removed to make room. */
export const KEEP_FILE = 'KEEP';

/** A file of this name marks a checkpoint that a person has put into the bin: it does not count, and stays until that is emptied. */
export const REMOVED_FILE = 'REMOVED';

/** The name of a checkpoint's folder. */
export function stepName(step: number): string {
  return `step-${String(step).padStart(8, '0')}`;
}

function isMarked(folder: string, mark: string = KEEP_FILE): Promise<boolean> {
  return access(join(folder, mark)).then(
    () => true,
    () => false,
  );
}

/** Removes a checkpoint's folder. It leaves its name first, so that no half of one is ever found under it. */
async function removeFolder(folder: string): Promise<void> {
  const leaving = join(dirname(folder), workName('removing', basename(folder)));
  try {
    await rename(folder, leaving);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    throw error;
  }
  await rm(leaving, { recursive: true, force: true });
}

/**
 * Makes room for a new checkpoint where one of the same step may lie. A marked one that differs keeps
 * its name; the mark of an equal one passes on to the new one.
 *
 * @returns the folder that the new checkpoint shall have, now free
 */
export async function makePlace(folder: string, newcomer: string, hash: string): Promise<string> {
  if (await isMarked(folder)) {
    const present = await readManifest(folder).then(
      (manifest) => manifest.hash,
      () => null,
    );
    if (present !== hash) return makePlace(`${folder}-${hash.slice(0, 8)}`, newcomer, hash);
    await writeFile(join(newcomer, KEEP_FILE), '');
  }
  await removeFolder(folder);
  return folder;
}

/**
 * Removes all but the last `keep` checkpoints below `parent`, the marked ones and those in the bin. Those beyond
 * `step`, which a resume from an earlier one left behind, go first.
 *
 * @returns the folders that were removed
 */
export async function removeOldCheckpoints(parent: string, keep: number, step: number): Promise<string[]> {
  const found: { folder: string; step: number }[] = [];
  for (const name of await readdir(parent)) {
    const match = /^step-(\d+)/.exec(name);
    const folder = join(parent, name);
    if (match !== null && !(await isMarked(folder)) && !(await isMarked(folder, REMOVED_FILE))) found.push({ folder, step: Number(match[1]) });
  }
  const age = (one: { step: number }): number => (one.step > step ? 0 : 1);
  found.sort((one, other) => age(one) - age(other) || one.step - other.step);
  const removed = found.slice(0, Math.max(0, found.length - keep)).map(({ folder }) => folder);
  for (const folder of removed) await removeFolder(folder);
  return removed;
}
