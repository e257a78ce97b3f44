import { access, constants, mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { RecastError } from '../../shared/errors/index.ts';
import { encodePicture } from '../data/encode.ts';
import type { Pixels } from '../data/pixels.ts';
import { systemCode, writeReason } from '../data/systemErrors.ts';
import type { PlannedFile } from './plan.ts';
import type { Provenance } from './provenance.ts';

/** The nearest folder above a path that is there. */
async function existingFolder(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined || dirname(path) === path ? path : existingFolder(dirname(path));
}

/**
 * Makes the output folder and sees whether it can be written to, before any work is done for it.
 *
 * @throws CONVERT_OUTPUT_UNWRITABLE
 */
export async function openOutput(folder: string): Promise<void> {
  try {
    // Asked of the folder that is there, since making folders inside it may fail without the true reason.
    await access(await existingFolder(folder), constants.W_OK);
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw RecastError.of('CONVERT_OUTPUT_UNWRITABLE', { path: folder, reason: writeReason(error) }, error);
  }
}

/** What the file system itself said; errors for people keep it as their cause. */
const rootOf = (error: unknown): unknown => (error instanceof RecastError ? error.cause : error);

/**
 * Writes one translated picture with its stamp, whole or not at all. Returns the reason where only this
 * file is concerned, to stand after its name and a colon.
 *
 * @throws CONVERT_DISK_FULL, CONVERT_OUTPUT_UNWRITABLE where no other file could be written either
 */
export async function deliverFile(file: PlannedFile, pixels: Pixels, provenance: Provenance, quality: number): Promise<string | null> {
  try {
    await mkdir(dirname(file.output), { recursive: true });
    await encodePicture(pixels, file.output, { format: file.format, quality, provenance });
    return null;
  } catch (error) {
    const code = systemCode(rootOf(error));
    if (code === 'ENOSPC' || code === 'EDQUOT') throw RecastError.of('CONVERT_DISK_FULL', { path: file.output }, error);
    if (code === 'EROFS') throw RecastError.of('CONVERT_OUTPUT_UNWRITABLE', { path: dirname(file.output), reason: writeReason(rootOf(error)) }, error);
    return error instanceof RecastError ? error.message : writeReason(error);
  }
}
