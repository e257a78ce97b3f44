import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { RecastError } from '../../shared/errors/index.ts';
import type { Manifest } from '../checkpoints/manifest.ts';
import { readManifest } from '../checkpoints/manifest.ts';

/** What can be told of a checkpoint without its tensors. */
export type CheckpointFacts = Pick<Manifest, 'settings' | 'networks' | 'phase' | 'files'>;

/** The settings of a checkpoint in `folder`, its networks and files, and the phase that it is of. Throws CHECKPOINT_DAMAGED, CHECKPOINT_NEWER. */
export async function checkpointFacts(folder: string): Promise<CheckpointFacts> {
  const { settings, networks, phase, files } = await readManifest(folder);
  return { settings, networks, phase, files };
}

/** Whether a file of the checkpoint in `folder` is there, as long as it was written. */
export async function hasFile(folder: string, { name, bytes }: Pick<CheckpointFacts['files'][number], 'name' | 'bytes'>): Promise<boolean> {
  try {
    return (await stat(join(folder, name))).size === bytes;
  } catch {
    return false;
  }
}

/** A further file of the checkpoint in `folder`. Throws CHECKPOINT_DAMAGED where it is not there. */
export async function checkpointFile(folder: string, name: string): Promise<Uint8Array> {
  try {
    return await readFile(join(folder, name));
  } catch (error) {
    throw RecastError.of('CHECKPOINT_DAMAGED', { path: join(folder, name), reason: 'the file cannot be read.' }, error);
  }
}
