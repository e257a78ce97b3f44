import { lstatSync, realpathSync } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, sep } from 'node:path';
import { RecastError } from '../../../shared/errors/index.ts';
import { isPictureName } from '../../data/folder.ts';
import type { FolderEntry } from '../../studio/window/context.ts';

const collator = new Intl.Collator('en', { numeric: true });
/** More than a list of people can hold. */
const MOST_ENTRIES = 10_000;

const isWithin = (path: string, root: string): boolean => path === root || path.startsWith(root.endsWith(sep) ? root : `${root}${sep}`);

/** Whether something has this name, wherever it leads. */
function isNamed(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return true;
  }
}

/** Where a path really leads; of one that is not there yet, where it would; null for a link to nothing, which could lead anywhere later. */
function realPathOf(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    const parent = dirname(path);
    if (parent === path) return path;
    const real = isNamed(path) ? null : realPathOf(parent);
    return real === null ? null : join(real, basename(path));
  }
}

/** Whether a path says by itself where it leads: `..` after a link leads elsewhere for the system than it reads. */
const isPlain = (path: string): boolean => isAbsolute(path) && !path.includes('\0') && !path.split(/[/\\]/).includes('..');

/** `\\machine\share`: on Windows the mere look at it calls that machine. */
const isRemote = (path: string): boolean => /^[/\\]{2}/.test(path);

/** Folders of the host's machine that windows may see and use, and nothing beside them. */
export interface AllowedFolders {
  readonly roots: readonly string[];
  /** A folder's entries; null lists the roots. Throws PATH_NOT_ALLOWED. */
  browse(path: string | null): Promise<{ path: string | null; parent: string | null; entries: FolderEntry[] }>;
}

/** Whether a path, followed through every link, lies in one of `roots`. These are real paths. */
export function mayUse(roots: readonly string[], path: string): boolean {
  if (!isPlain(path) || (isRemote(path) && !roots.some((root) => isWithin(path, root)))) return false;
  const real = realPathOf(path);
  return real !== null && roots.some((root) => isWithin(real, root));
}

/**
 * Opens the folders that `--allow` named. Links that lead out of them are neither shown nor followed.
 *
 * @throws FOLDER_MISSING
 */
export async function openAllowed(folders: readonly string[]): Promise<AllowedFolders> {
  const roots = await Promise.all(
    folders.map(async (path) => {
      const found = await stat(path).catch(() => null);
      if (found?.isDirectory() !== true) throw RecastError.of('FOLDER_MISSING', { path });
      return realpath(path);
    }),
  );

  async function entryOf(folder: string, name: string): Promise<FolderEntry | null> {
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (found === null || !mayUse(roots, path)) return null;
    if (found.isDirectory()) return { name, path, kind: 'folder' };
    return found.isFile() ? { name, path, kind: isPictureName(name) ? 'picture' : 'file' } : null;
  }

  return {
    roots,
    async browse(path) {
      if (path === null) return { path: null, parent: null, entries: roots.map((root) => ({ name: root, path: root, kind: 'folder' })) };
      const real = mayUse(roots, path) ? await realpath(path).catch(() => null) : null;
      if (real === null) throw RecastError.of('PATH_NOT_ALLOWED', { path });
      const names = await readdir(real).catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        throw RecastError.of('FOLDER_UNREADABLE', { path, reason }, error);
      });
      const shown = names.filter((name) => !name.startsWith('.')).slice(0, MOST_ENTRIES);
      const entries = (await Promise.all(shown.map((name) => entryOf(real, name)))).filter((entry) => entry !== null);
      const rank = ({ kind }: FolderEntry): number => (kind === 'folder' ? 0 : 1);
      entries.sort((a, b) => rank(a) - rank(b) || collator.compare(a.name, b.name));
      return { path: real, parent: roots.includes(real) ? null : dirname(real), entries };
    },
  };
}
