import { RecastError } from '../../shared/errors/index.ts';
import type { StoredPicture } from './cache.ts';
import { scanFolder } from './folder.ts';
import type { FolderContent, PictureFile, SkippedFile } from './folder.ts';

/** A side while it is made ready. */
export interface Preparing {
  readonly side: string;
  /** The folders, as a sentence names them. */
  readonly folder: string;
  readonly content: FolderContent;
  readonly stored: Map<PictureFile, StoredPicture>;
  readonly skipped: SkippedFile[];
}

/** Folders in the order in which they are named; a picture that two of them hold counts once. */
export async function scanSide(side: string, given: string | readonly string[], excluded: readonly string[] = []): Promise<Preparing> {
  const folders = typeof given === 'string' ? [given] : given;
  const left = new Set(excluded);
  const met = new Set<string>();
  const contents: FolderContent[] = [];
  for (const folder of folders) contents.push(await scanFolder(folder));
  const files = contents
    .flatMap((content) => content.files)
    .filter(({ path }) => {
      if (left.has(path) || met.has(path)) return false;
      met.add(path);
      return true;
    });
  const skipped = contents.flatMap((content) => content.skipped).filter(({ path }) => !left.has(path));
  const others = contents.reduce((sum, content) => sum + content.others, 0);
  return { side, folder: folders.join(', '), content: { files, skipped, others }, stored: new Map(), skipped: [...skipped] };
}

/** One of them by its name. */
export function sideNamed(sides: readonly Preparing[], name: string): Preparing {
  const found = sides.find(({ side }) => side === name);
  if (found === undefined) throw new Error(`there is no side "${name}"`);
  return found;
}

/** Throws FOLDER_EMPTY and TOO_FEW_PICTURES for a side that cannot be trained on. */
export function checkFound({ folder, content, skipped }: Preparing): void {
  if (content.files.length === 0 && skipped.length === 0) throw RecastError.of('FOLDER_EMPTY', { path: folder, others: content.others });
  if (content.files.length < 2) throw RecastError.of('TOO_FEW_PICTURES', { path: folder, readable: content.files.length, skipped });
}
