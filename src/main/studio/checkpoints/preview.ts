import { createHash, randomUUID } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { Direction } from '../../../shared/contract/procedure.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import { getRun } from '../../catalog/runs.ts';
import { readJsonFile, writeJsonFile } from '../files.ts';
import type { HomeLayout } from '../home.ts';
import type { StudioParts } from '../parts.ts';
import { storedTask } from '../summaries.ts';
import { checkpointOf } from './marks.ts';

/** What a preview was made from, beside its picture. */
const originSchema = z.object({ before: z.string() });

const folderOf = ({ cache }: HomeLayout): string => join(cache, 'previews');

/** The two pictures of a preview by its key; undefined where it is not there any more. */
export function previewFiles(layout: HomeLayout, key: string): { before: string; after: string } | undefined {
  const after = join(folderOf(layout), `${key}.png`);
  const origin = readJsonFile(originSchema, join(folderOf(layout), `${key}.json`));
  return origin === undefined || !existsSync(after) ? undefined : { before: origin.before, after };
}

/** The same checkpoint and the same file as it is now have the same key. Throws CONVERT_INPUT_MISSING. */
function keyOf(hash: string, direction: Direction, path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw RecastError.of('CONVERT_INPUT_MISSING', { path });
  return createHash('sha256')
    .update(JSON.stringify([hash, direction, path, found.size, Math.trunc(found.mtimeMs)]))
    .digest('hex')
    .slice(0, 32);
}

/**
 * Translates one picture with a checkpoint, in the engine that is kept warm beside whatever runs, and keeps the result in
 * the cache. Gives its key.
 *
 * @throws CHECKPOINT_UNKNOWN, CONVERT_INPUT_MISSING, PREVIEW_FAILED where the picture cannot be translated, and what the engine says
 */
export async function previewPicture(parts: StudioParts, id: string, direction: Direction, path: string): Promise<string> {
  const { layout, catalog } = parts;
  const { folder, hash, run_id } = checkpointOf(parts, id);
  const key = keyOf(hash, direction, path);
  if (previewFiles(layout, key) !== undefined) return key;
  const { background } = storedTask(getRun(catalog, run_id));
  // Two windows may ask for the same at once; each writes its own and the last one stays.
  const writing = join(folderOf(layout), `.writing-${randomUUID()}`);
  await mkdir(writing, { recursive: true });
  try {
    const output = join(writing, 'after.png');
    const { answer } = await parts.desk.ask({ do: 'translate', checkpointFolder: folder, direction, input: path, output, background });
    const reason = answer.do === 'translated' ? (answer.reason ?? '') : '';
    if (!existsSync(output)) throw RecastError.of('PREVIEW_FAILED', { path, reason });
    writeJsonFile(join(folderOf(layout), `${key}.json`), { before: path } satisfies z.infer<typeof originSchema>);
    await rename(output, join(folderOf(layout), `${key}.png`));
    return key;
  } finally {
    await rm(writing, { recursive: true, force: true });
  }
}
