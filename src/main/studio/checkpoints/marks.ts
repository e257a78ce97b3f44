import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RecastError } from '../../../shared/errors/index.ts';
import { setCheckpointRemoved } from '../../catalog/bin.ts';
import type { NamedCheckpoint } from '../../catalog/checkpoints.ts';
import { findCheckpointRow, setKept } from '../../catalog/checkpoints.ts';
import { KEEP_FILE, REMOVED_FILE } from '../../jobs/resume.ts';
import type { StudioParts } from '../parts.ts';

/** The checkpoint with this id. Throws CHECKPOINT_UNKNOWN. */
export function checkpointOf({ catalog }: StudioParts, id: string): NamedCheckpoint {
  const checkpoint = findCheckpointRow(catalog, id);
  if (checkpoint === undefined) throw RecastError.of('CHECKPOINT_UNKNOWN', { checkpoint: id });
  return checkpoint;
}

/** The file first: it is what the engine heeds when it makes room. */
function mark(folder: string, name: string, on: boolean): void {
  if (on) writeFileSync(join(folder, name), '');
  else rmSync(join(folder, name), { force: true });
}

/** Keeps a checkpoint for good, or lets it be removed again. Throws CHECKPOINT_UNKNOWN. */
export function keepCheckpoint(parts: StudioParts, id: string, kept: boolean): void {
  const checkpoint = checkpointOf(parts, id);
  mark(checkpoint.folder, KEEP_FILE, kept);
  setKept(parts.catalog, id, kept);
  parts.changes.tell('checkpoints', checkpoint.run_id);
}

/** Puts checkpoints into the bin, or takes them out again. Their folders stay where they are until the bin is emptied. Throws CHECKPOINT_UNKNOWN. */
export function setRemoved(parts: StudioParts, ids: readonly string[], removed: boolean): void {
  const checkpoints = ids.map((id) => checkpointOf(parts, id));
  for (const { id, folder, run_id } of checkpoints) {
    mark(folder, REMOVED_FILE, removed);
    setCheckpointRemoved(parts.catalog, id, removed ? Date.now() : null);
    parts.changes.tell('checkpoints', run_id);
    parts.changes.tell('runs', run_id);
  }
}
