import { statfs } from 'node:fs/promises';
import { formatBytes } from '../../shared/units.ts';

/** What decoded pictures, samples and the catalog take beside checkpoints, in bytes: a first guess. */
const BESIDE = 512 * 1024 * 1024;

/** A checkpoint of a run that has none yet, in bytes: CycleGAN with 64 filters, its optimizer included. */
const CHECKPOINT = 350 * 1024 * 1024;

/**
 * A sentence of warning where the disk of `folder` may be too small for a run, else null.
 *
 * @param keep how many checkpoints stay, beside the one being written
 * @param checkpointBytes the size of one, null while there is none
 */
export async function warnOfRoom(folder: string, keep: number, checkpointBytes: number | null): Promise<string | null> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const needed = (keep + 1) * (checkpointBytes ?? CHECKPOINT) + BESIDE;
  if (free >= needed) return null;
  return `The disk of ${folder} has ${formatBytes(free)} left and this run may need ${formatBytes(needed)}: make room, or keep fewer checkpoints.`;
}
