import { existsSync } from 'node:fs';
import { readdir, rename, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { RecastError } from '../../shared/errors/index.ts';
import type { NamedCheckpoint } from '../catalog/checkpoints.ts';
import { allCheckpointsOf, checkpointsOf, forgetCheckpoint, recordCheckpoint } from '../catalog/checkpoints.ts';
import type { Catalog } from '../catalog/open.ts';
import { findRun, updateRun } from '../catalog/runs.ts';
import type { Row } from '../catalog/tables.ts';
import { readManifest } from '../checkpoints/manifest.ts';
import { KEEP_FILE, REMOVED_FILE } from '../checkpoints/retention.ts';
import { bytesOf, checkIntact } from './intact.ts';

export { KEEP_FILE, REMOVED_FILE } from '../checkpoints/retention.ts';

/** Folders of complete checkpoints; those being written have other names until they are whole. */
const COMPLETE = /^step-\d+(-[0-9a-f]+)?$/;

/** Where a run's checkpoints lie. */
export function checkpointsFolder(runFolder: string): string {
  return join(runFolder, 'checkpoints');
}

/**
 * Makes the rows of a run's checkpoints agree with its folders: a complete folder without a row gets
 * one (the host died between file and row), a row without a folder goes. Files are never touched.
 */
export async function reconcile(catalog: Catalog, run: Pick<Row<'runs'>, 'id' | 'folder'>): Promise<{ adopted: number; dropped: number }> {
  const parent = checkpointsFolder(run.folder);
  const names = existsSync(parent) ? (await readdir(parent)).filter((name) => COMPLETE.test(name)) : [];
  const known = new Set(allCheckpointsOf(catalog, run.id).map(({ folder }) => folder));
  let adopted = 0;
  for (const folder of names.map((name) => join(parent, name))) {
    if (known.delete(folder)) continue;
    if (await adopt(catalog, run.id, folder)) adopted++;
  }
  // What is left has a row and was not seen: removed, written this moment by another process, or in the home this one was copied from.
  let dropped = 0;
  for (const folder of known) {
    if (dirname(folder) === parent && existsSync(folder)) continue;
    forgetCheckpoint(catalog, folder);
    dropped++;
  }
  if (adopted > 0) raiseStep(catalog, run.id);
  return { adopted, dropped };
}

/** A run has come at least as far as its newest checkpoint, even if nobody was left to hear it. */
function raiseStep(catalog: Catalog, runId: string): void {
  const [newest] = checkpointsOf(catalog, runId);
  const reached = findRun(catalog, runId)?.step ?? 0;
  if (newest !== undefined && newest.step > reached) updateRun(catalog, runId, { step: newest.step, epoch: newest.epoch });
}

async function adopt(catalog: Catalog, runId: string, folder: string): Promise<boolean> {
  try {
    const manifest = await readManifest(folder);
    const { mtimeMs } = await stat(folder);
    const { step, epoch, hash } = manifest;
    const kept = existsSync(join(folder, KEEP_FILE)) ? 1 : 0;
    const created_at = Math.round(mtimeMs);
    // A home may have been copied: the mark in the folder tells what the row cannot.
    const removed_at = existsSync(join(folder, REMOVED_FILE)) ? created_at : null;
    recordCheckpoint(catalog, { run_id: runId, folder, step, epoch, hash, bytes: bytesOf(manifest), kept, created_at, removed_at });
    return true;
  } catch (error) {
    // Damaged, written by a newer program, or removed in this moment: not a checkpoint for us, and not ours to remove.
    if (error instanceof RecastError || (error instanceof Error && 'code' in error && error.code === 'ENOENT')) return false;
    throw error;
  }
}

/**
 * The newest checkpoint of a run whose files are all as they were written. Damaged ones that are
 * newer are set aside as `damaged-<name>`: nothing is lost, and nobody takes them for checkpoints.
 *
 * @param onDamaged told of each that was set aside
 * @throws CHECKPOINT_NEWER where the newest was written by a later program
 */
export async function newestIntact(catalog: Catalog, runId: string, onDamaged: (error: RecastError) => void): Promise<NamedCheckpoint | null> {
  for (const checkpoint of checkpointsOf(catalog, runId)) {
    try {
      await checkIntact(checkpoint.folder);
      return checkpoint;
    } catch (error) {
      if (!(error instanceof RecastError) || error.code !== 'CHECKPOINT_DAMAGED') throw error;
      onDamaged(error);
      await setAside(checkpoint.folder);
      forgetCheckpoint(catalog, checkpoint.folder);
    }
  }
  return null;
}

async function setAside(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  for (let attempt = 0; ; attempt++) {
    const aside = join(dirname(folder), `damaged-${basename(folder)}${attempt === 0 ? '' : `-${attempt}`}`);
    if (existsSync(aside)) continue;
    await rename(folder, aside);
    return;
  }
}
