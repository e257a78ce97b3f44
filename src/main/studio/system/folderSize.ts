import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Bytes of a file, or of all files of a folder of any depth. 0 where there is nothing, or it goes while it is looked at. */
export async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => null);
  if (found === null) return 0;
  if (!found.isDirectory()) return found.size;
  let bytes = 0;
  for (const entry of await readdir(path, { withFileTypes: true }).catch(() => [])) {
    const inside = join(path, entry.name);
    if (entry.isDirectory()) bytes += await sizeOf(inside);
    else if (entry.isFile()) bytes += (await stat(inside).catch(() => ({ size: 0 }))).size;
  }
  return bytes;
}
