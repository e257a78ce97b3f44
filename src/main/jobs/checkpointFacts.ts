import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RecastError } from '../../shared/errors/index.ts';
import type { Manifest } from '../checkpoints/manifest.ts';
import { readManifest } from '../checkpoints/manifest.ts';

/** The settings of a checkpoint in `folder`, which networks it has, and the phase that it is of. Throws CHECKPOINT_DAMAGED, CHECKPOINT_NEWER. */
export async function checkpointFacts(folder: string): Promise<Pick<Manifest, 'settings' | 'networks' | 'phase'>> {
  const { settings, networks, phase } = await readManifest(folder);
  return { settings, networks, phase };
}

/** A further file of the checkpoint in `folder`. Throws CHECKPOINT_DAMAGED where it is not there. */
export async function checkpointFile(folder: string, name: string): Promise<Uint8Array> {
  try {
    return await readFile(join(folder, name));
  } catch (error) {
    throw RecastError.of('CHECKPOINT_DAMAGED', { path: join(folder, name), reason: 'the file cannot be read.' }, error);
  }
}
