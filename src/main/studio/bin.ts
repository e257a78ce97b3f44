import { rm } from 'node:fs/promises';
import { binnedCheckpoints, binnedRuns, deleteRun } from '../catalog/bin.ts';
import { allCheckpointsOf, forgetCheckpoint } from '../catalog/checkpoints.ts';
import type { StudioParts } from './parts.ts';
import { sizeOf } from './system/folderSize.ts';

/** What emptying the bin removed. */
export interface Emptied {
  readonly runs: number;
  readonly checkpoints: number;
  readonly bytes: number;
}

/**
 * Removes for good the runs and checkpoints that lie in the bin: folders first, rows after, so that what a kill leaves is
 * still in the bin and goes the next time.
 */
export async function emptyRunsBin(parts: StudioParts): Promise<Emptied> {
  const { catalog, changes, usage } = parts;
  let [runs, checkpoints, bytes] = [0, 0, 0];
  for (const { id, folder } of binnedRuns(catalog)) {
    bytes += await sizeOf(folder);
    checkpoints += allCheckpointsOf(catalog, id).length;
    await rm(folder, { recursive: true, force: true });
    deleteRun(catalog, id);
    runs++;
  }
  for (const { folder } of binnedCheckpoints(catalog)) {
    bytes += await sizeOf(folder);
    await rm(folder, { recursive: true, force: true });
    forgetCheckpoint(catalog, folder);
    checkpoints++;
  }
  usage.forget();
  for (const topic of ['runs', 'checkpoints', 'projects'] as const) changes.tell(topic);
  return { runs, checkpoints, bytes };
}
