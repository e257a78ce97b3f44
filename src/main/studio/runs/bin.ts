import { RecastError } from '../../../shared/errors/index.ts';
import { updateRun } from '../../catalog/runs.ts';
import type { StudioParts } from '../parts.ts';
import { runOf } from './describe.ts';

const active = new Set(['queued', 'starting', 'running', 'paused']);

/** Puts runs into the bin, all or none. Throws RUN_UNKNOWN, RUN_NOT_ENDED. */
export function removeRuns(parts: StudioParts, ids: readonly string[]): void {
  parts.queue.sweep();
  for (const id of ids) {
    const { name, state } = runOf(parts, id);
    if (active.has(state)) throw RecastError.of('RUN_NOT_ENDED', { run: name, state });
  }
  setRemoved(parts, ids, Date.now());
}

/** Takes runs out of the bin. Throws RUN_UNKNOWN. */
export function restoreRuns(parts: StudioParts, ids: readonly string[]): void {
  for (const id of ids) runOf(parts, id);
  setRemoved(parts, ids, null);
}

function setRemoved(parts: StudioParts, ids: readonly string[], at: number | null): void {
  const { catalog, changes } = parts;
  const set = catalog.transaction(() => {
    for (const id of ids) updateRun(catalog, id, { removed_at: at });
  });
  set.immediate();
  for (const id of ids) {
    changes.tell('runs', id);
    changes.tell('projects', runOf(parts, id).project_id);
  }
}
