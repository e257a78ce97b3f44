import { randomUUID } from 'node:crypto';
import { access, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { RecastError } from '../../shared/errors/index.ts';
import { writeReason } from '../data/systemErrors.ts';

/** Throws EXPORT_EXISTS where there is something at `path`. */
export async function refuseExisting(path: string): Promise<void> {
  const exists = await access(path).then(
    () => true,
    () => false,
  );
  if (exists) throw RecastError.of('EXPORT_EXISTS', { path });
}

/**
 * Writes a file out of pieces under a hidden temporary name, forces it to the disk and renames it. Its
 * folder is made where it is missing.
 *
 * @throws EXPORT_UNWRITABLE: nothing half-written is left behind
 */
export async function writeFileWhole(path: string, pieces: readonly Uint8Array[]): Promise<void> {
  const temporary = join(dirname(path), `.recast-${randomUUID()}.part`);
  try {
    await mkdir(dirname(path), { recursive: true });
    {
      await using file = await open(temporary, 'wx');
      for (const piece of pieces) await file.writeFile(piece);
      await file.sync();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw RecastError.of('EXPORT_UNWRITABLE', { path, reason: `${writeReason(error)}.` }, error);
  }
}
