import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { captionSource } from '../../catalog/captions.ts';
import { foldersOf } from '../../catalog/folders.ts';
import type { StudioParts } from '../parts.ts';
import { requireProject } from '../projects/find.ts';
import { CAPTIONED_SIDE, picturesOf } from './found.ts';
import { readFileCaptions } from './readFile.ts';

/** Tables; a .txt belongs to the picture beside it. */
const tables: ReadonlySet<string> = new Set(['.csv', '.tsv', '.jsonl', '.ndjson']);

/** So many are read, and none that is larger: this is an offer, and nobody waits for it. */
const MOST_FILES = 6;
const MOST_BYTES = 64 * 2 ** 20;

/** A file of captions in a folder of a project. */
interface Nearby {
  readonly path: string;
  readonly name: string;
  readonly captioned: number;
}

/** Files of captions that lie in the project's folders and say something of their pictures, best first; none where one is chosen already. Throws PROJECT_UNKNOWN. */
export async function captionsNearby({ catalog }: StudioParts, project: number, signal?: AbortSignal): Promise<Nearby[]> {
  requireProject(catalog, project);
  if (captionSource(catalog, project).origin === 'file') return [];
  const found: Nearby[] = [];
  for (const { path: folder } of foldersOf(catalog, project, CAPTIONED_SIDE)) {
    // One that is gone offers nothing.
    const names = (await readdir(folder).catch(() => [])).filter((name) => tables.has(extname(name).toLowerCase())).sort();
    for (const name of names.slice(0, MOST_FILES)) {
      signal?.throwIfAborted();
      const path = join(folder, name);
      const about = await stat(path).catch(() => null);
      if (about?.isFile() !== true || about.size > MOST_BYTES) continue;
      const { byPicture } = await readFileCaptions(path, picturesOf(catalog, project));
      if (byPicture.size > 0) found.push({ path, name, captioned: byPicture.size });
    }
  }
  return found.sort((one, other) => other.captioned - one.captioned);
}
