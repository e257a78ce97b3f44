import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { RecastError } from '../../shared/errors/index.ts';
import type { Manifest } from '../checkpoints/manifest.ts';
import { readManifest } from '../checkpoints/manifest.ts';

/** The bytes of all files of a checkpoint. */
export function bytesOf(manifest: Manifest): number {
  return manifest.files.reduce((sum, { bytes }) => sum + bytes, 0);
}

/**
 * Reads the checkpoint in `folder` and compares the size and SHA-256 of every file with its manifest.
 *
 * @throws CHECKPOINT_DAMAGED naming the file, CHECKPOINT_NEWER
 */
export async function checkIntact(folder: string): Promise<Manifest> {
  const manifest = await readManifest(folder);
  for (const file of manifest.files) {
    const path = join(folder, file.name);
    const damaged = (reason: string, cause?: unknown): RecastError => RecastError.of('CHECKPOINT_DAMAGED', { path, reason }, cause);
    const hash = createHash('sha256');
    try {
      const { size } = await stat(path);
      if (size !== file.bytes) throw damaged(`it has ${size} bytes instead of ${file.bytes}.`);
      await pipeline(createReadStream(path), hash);
    } catch (error) {
      throw error instanceof RecastError ? error : damaged('the file cannot be read.', error);
    }
    if (hash.digest('hex') !== file.sha256) throw damaged('its contents were changed after it was written (its SHA-256 differs).');
  }
  return manifest;
}
