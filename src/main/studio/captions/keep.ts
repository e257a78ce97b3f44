import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RecastError } from '../../../shared/errors/index.ts';
import { captionedAfter } from '../../catalog/captions.ts';
import { foldersOf, sideNames } from '../../catalog/folders.ts';
import { isInTasks } from '../../catalog/runs.ts';
import { wordsOf } from '../../data/captions/vocabulary.ts';
import type { StudioParts } from '../parts.ts';
import { letOthers } from '../pause.ts';
import { CAPTIONED_SIDE } from './found.ts';

/** Rows that are written at once: a few milliseconds' work. */
const SLICE = 250;

/** What was written of a project's captions. */
interface Written {
  readonly captioned: number;
  /** Two captions that say something else, or all there are. */
  readonly different: readonly string[];
  /** Of the file's content. */
  readonly hash: string;
}

/** Writes the captions of a project as JSON lines, in slices. */
async function writeCaptions({ catalog }: StudioParts, project: number, path: string): Promise<Written> {
  const hash = createHash('sha256');
  const different = new Map<string, string>();
  let captioned = 0;
  await using file = await open(path, 'wx');
  for (const { id, path: root } of foldersOf(catalog, project, CAPTIONED_SIDE)) {
    for (let last = 0; ;) {
      const rows = captionedAfter(catalog, id, last, SLICE);
      if (rows.length === 0) break;
      last = rows[rows.length - 1].id;
      captioned += rows.length;
      for (const { text } of rows) for (const caption of different.size < 2 ? text.split('\n') : []) different.set(wordsOf(caption).join(' '), caption);
      const lines = rows.map((row) => `${JSON.stringify({ file: join(root, row.path), captions: row.text.split('\n') })}\n`).join('');
      hash.update(lines);
      await file.writeFile(lines);
      await letOthers();
    }
  }
  await file.sync();
  return { captioned, different: [...different.values()], hash: hash.digest('hex') };
}

/**
 * Keeps the captions of a project as they are now, for a run and whatever goes on from it: in a file of JSON lines that never
 * changes, named after what it holds. Gives its path.
 *
 * @throws CAPTIONS_TOO_FEW, CAPTIONS_ALIKE where nothing could be learned from them
 */
export async function keepCaptions(parts: StudioParts, project: number, signal?: AbortSignal): Promise<string> {
  const { catalog, layout, pictures } = parts;
  await pictures.captions.ready(project, signal);
  await mkdir(layout.captions, { recursive: true });
  const writing = join(layout.captions, `.writing-${process.pid}-${randomUUID()}`);
  try {
    const { captioned, different, hash } = await writeCaptions(parts, project, writing);
    const { a: path } = sideNames(catalog, project);
    if (captioned < 2) throw RecastError.of('CAPTIONS_TOO_FEW', { path, captioned, pictures: pictures.captions.counts(project).pictures, captions: null });
    if (different.length < 2) throw RecastError.of('CAPTIONS_ALIKE', { path, caption: different[0] ?? '' });
    const kept = join(layout.captions, `${hash.slice(0, 32)}.jsonl`);
    await rename(writing, kept);
    return kept;
  } finally {
    await rm(writing, { force: true });
  }
}

/** Removes kept captions that no run needs any more. */
export async function forgetCaptions({ catalog, layout }: StudioParts): Promise<void> {
  for (const name of await readdir(layout.captions).catch(() => []))
    if (name.endsWith('.jsonl') && !isInTasks(catalog, name)) await rm(join(layout.captions, name), { force: true });
}
