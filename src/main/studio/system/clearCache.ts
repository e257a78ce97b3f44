import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { listJobs } from '../../catalog/jobs.ts';
import type { StudioParts } from '../parts.ts';
import { sizeOf } from './folderSize.ts';

/** Thumbnails and previews: made again when they are looked at. Everything else in the cache is decoded pictures. */
const ALWAYS = new Set(['thumbnails', 'previews']);

/** Removes thumbnails, previews and, while no job needs them, decoded pictures. Gives the bytes that became free. */
export async function clearCache(parts: StudioParts): Promise<{ bytes: number }> {
  const { layout, catalog, usage, changes } = parts;
  const isNeeded = listJobs(catalog).length > 0;
  let bytes = 0;
  for (const name of await readdir(layout.cache)) {
    if (isNeeded && !ALWAYS.has(name)) continue;
    const path = join(layout.cache, name);
    const size = await sizeOf(path);
    await rm(path, { recursive: true, force: true });
    bytes += size;
  }
  usage.forget();
  changes.tell('settings');
  return { bytes };
}
