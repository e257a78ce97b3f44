import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { extname, join, relative, resolve, sep } from 'node:path';
import { RecastError } from '../../shared/errors/index.ts';
import { skipReasons } from '../../shared/errors/pictures.ts';
import { inParallel } from './parallel.ts';
import { readReason, systemCode } from './systemErrors.ts';

/** A file left out, with its reason in a clause that follows its name and a colon: "it is empty". */
export interface SkippedFile {
  readonly path: string;
  readonly reason: string;
}

/** A file that by its name is a picture. */
export interface PictureFile {
  /** Absolute. */
  readonly path: string;
  /** Below the scanned folder, with the platform's separators. */
  readonly relative: string;
  readonly bytes: number;
  /** When it was last written, in milliseconds since 1970. */
  readonly modified: number;
}

/** What a folder holds. */
export interface FolderContent {
  /** In the order people expect of names: `2.png` before `10.png`. */
  readonly files: readonly PictureFile[];
  readonly skipped: readonly SkippedFile[];
  /** How many files are no pictures by their name; they are passed over without a word. */
  readonly others: number;
}

const ENDINGS = new Set(['.png', '.jpg', '.jpeg', '.jpe', '.jfif', '.webp', '.gif', '.tif', '.tiff', '.avif', '.svg', '.svgz']);

/** Folders that systems and programs fill with thumbnails and leftovers. */
const JUNK = new Set(['__MACOSX', '@eaDir', '$RECYCLE.BIN', 'System Volume Information', 'lost+found']);

/** How many files are asked for their size at once. */
const AT_ONCE = 16;

/** The same order on every machine, whatever its language. */
const collator = new Intl.Collator('en', { numeric: true });

const isHidden = (name: string): boolean => name.startsWith('.') || JUNK.has(name);

/** True where a file's name says that it is a picture. */
export const isPictureName = (name: string): boolean => ENDINGS.has(extname(name).toLowerCase());

/** What a walk has met so far; paths are relative to the root, real ones absolute. */
interface Walk {
  readonly root: string;
  /** Real paths of the folders that were entered: a link back to one of them ends there. */
  readonly entered: Set<string>;
  readonly links: string[];
  readonly found: string[];
  readonly skipped: SkippedFile[];
  others: number;
}

function note(walk: Walk, path: string): void {
  if (isPictureName(path)) walk.found.push(path);
  else walk.others++;
}

/** Enters a folder and all real folders below it; links are kept for later, so that what lies in the tree itself comes first. */
async function walkTree(walk: Walk, start: string): Promise<void> {
  const folders = [start];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const path = join(walk.root, folder);
    let entries: Dirent[];
    try {
      const real = await realpath(path);
      if (walk.entered.has(real)) continue;
      walk.entered.add(real);
      entries = await readdir(path, { withFileTypes: true });
    } catch (error) {
      if (folder === '') throw RecastError.of('FOLDER_UNREADABLE', { path: walk.root, reason: readReason(error) }, error);
      walk.skipped.push({ path, reason: readReason(error) });
      continue;
    }
    for (const entry of entries) {
      if (isHidden(entry.name)) continue;
      const inside = join(folder, entry.name);
      if (entry.isDirectory()) folders.push(inside);
      else if (entry.isSymbolicLink()) walk.links.push(inside);
      else note(walk, inside);
    }
  }
}

/** Where a link leads, or undefined where that is nowhere, which is noted. */
async function follow(walk: Walk, link: string): Promise<{ real: string; isFolder: boolean } | undefined> {
  const path = join(walk.root, link);
  try {
    const real = await realpath(path);
    return { real, isFolder: (await stat(real)).isDirectory() };
  } catch (error) {
    const broken = systemCode(error) === 'ENOENT';
    // A dead link that was never a picture is nobody's concern.
    if (!broken || isPictureName(link)) walk.skipped.push({ path, reason: broken ? skipReasons.brokenLink : readReason(error) });
    return undefined;
  }
}

/** Follows links to folders, then links to files, except to what the walk has already met. */
async function followLinks(walk: Walk): Promise<void> {
  const realRoot = await realpath(walk.root);
  const met = new Set(walk.found.map((path) => join(realRoot, path)));
  const toFiles: { link: string; real: string }[] = [];
  for (let link = walk.links.shift(); link !== undefined; link = walk.links.shift()) {
    const target = await follow(walk, link);
    if (target === undefined) continue;
    if (!target.isFolder) {
      toFiles.push({ link, real: target.real });
      continue;
    }
    const before = walk.found.length;
    await walkTree(walk, link);
    for (const found of walk.found.slice(before)) met.add(join(target.real, relative(link, found)));
  }
  for (const { link, real } of toFiles) {
    if (met.has(real)) continue;
    met.add(real);
    note(walk, link);
  }
}

async function describe(root: string, path: string): Promise<PictureFile | SkippedFile> {
  const absolute = join(root, path);
  try {
    const found = await stat(absolute);
    if (!found.isFile()) return { path: absolute, reason: skipReasons.notAFile };
    return { path: absolute, relative: path, bytes: found.size, modified: Math.trunc(found.mtimeMs) };
  } catch (error) {
    // A name that is not UTF-8 arrives with replacement characters, and then leads nowhere.
    const odd = systemCode(error) === 'ENOENT' && path.includes('\uFFFD');
    return { path: absolute, reason: odd ? skipReasons.oddName : readReason(error) };
  }
}

async function checkRoot(root: string): Promise<void> {
  try {
    if (!(await stat(root)).isDirectory()) throw RecastError.of('FOLDER_IS_FILE', { path: root });
  } catch (error) {
    if (error instanceof RecastError) throw error;
    const code = systemCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') throw RecastError.of('FOLDER_MISSING', { path: root }, error);
    throw RecastError.of('FOLDER_UNREADABLE', { path: root, reason: readReason(error) }, error);
  }
}

const compareNames = (one: string, other: string): number => {
  const order = collator.compare(one, other);
  if (order !== 0) return order;
  return one < other ? -1 : Number(one > other);
};

/** Meets everything below a folder. */
async function walkFolder(folder: string): Promise<Walk> {
  const root = resolve(folder);
  await checkRoot(root);
  const walk: Walk = { root, entered: new Set(), links: [], found: [], skipped: [], others: 0 };
  await walkTree(walk, '');
  walk.links.sort(compareNames);
  await followLinks(walk);
  return walk;
}

/** So many files are described before they are handed on. */
const SLICE = 500;

/**
 * Lists a folder as `scanFolder` does, in no particular order and in slices, for programs that must not stop for long
 * while they list tens of thousands of files.
 */
export async function* listFolder(folder: string, signal?: AbortSignal): AsyncGenerator<FolderContent> {
  const walk = await walkFolder(folder);
  yield { files: [], skipped: walk.skipped, others: walk.others };
  for (let from = 0; from < walk.found.length; from += SLICE) {
    signal?.throwIfAborted();
    const described = await inParallel(walk.found.slice(from, from + SLICE), AT_ONCE, (path) => describe(walk.root, path), signal);
    yield { files: described.filter((file) => 'relative' in file), skipped: described.filter((file) => 'reason' in file), others: 0 };
  }
}

/**
 * Lists the pictures of a folder and of all folders below it, by their names' endings; what they hold is
 * seen when they are decoded. Links to files and folders are followed, each target once. Hidden files and
 * systems' leftovers are passed over; folders without rights, dead links and the like are in `skipped`.
 *
 * Throws FOLDER_MISSING, FOLDER_IS_FILE or FOLDER_UNREADABLE for the folder itself.
 */
export async function scanFolder(folder: string): Promise<FolderContent> {
  const walk = await walkFolder(folder);
  // Separators sort before everything else, so that a folder's files stay together.
  const sorted = walk.found.map((path) => ({ path, key: path.replaceAll(sep, '\u0000') })).sort((one, other) => compareNames(one.key, other.key));
  const described = await inParallel(sorted, AT_ONCE, ({ path }) => describe(walk.root, path));
  return {
    files: described.filter((file) => 'relative' in file),
    skipped: [...walk.skipped, ...described.filter((file) => 'reason' in file)],
    others: walk.others,
  };
}
