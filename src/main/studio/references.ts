import { RecastError } from '../../shared/errors/index.ts';
import type { NamedCheckpoint } from '../catalog/checkpoints.ts';
import { checkpointsOf, findCheckpointRow } from '../catalog/checkpoints.ts';
import type { Catalog } from '../catalog/open.ts';
import type { ListedRun } from '../catalog/runs.ts';
import { listRuns } from '../catalog/runs.ts';

/** The runs that a reference may mean, newest first, none of the bin: an id, a name, `latest`, or the beginning of an id, in this order. */
function candidates(catalog: Catalog, reference: string): ListedRun[] {
  const runs = listRuns(catalog).filter(({ removed_at }) => removed_at === null);
  const exact = runs.filter(({ id }) => id === reference);
  if (exact.length > 0) return exact;
  const named = runs.filter(({ name }) => name === reference);
  if (named.length > 0) return named;
  if (reference === 'latest') return runs;
  const beginning = reference === '' ? [] : runs.filter(({ id }) => id.startsWith(reference));
  if (beginning.length > 1) throw RecastError.of('RUN_AMBIGUOUS', { run: reference, ids: beginning.map(({ id }) => id) });
  return beginning;
}

/** The run that a reference means. Throws RUN_UNKNOWN, RUN_AMBIGUOUS. */
export function resolveRun(catalog: Catalog, reference: string): ListedRun {
  const [run] = candidates(catalog, reference);
  if (run === undefined) throw RecastError.of('RUN_UNKNOWN', { run: reference });
  return run;
}

/**
 * The checkpoint with this id, or the newest of the run that is meant; among runs of one name, of the
 * newest that has any.
 *
 * @throws CHECKPOINT_UNKNOWN, RUN_WITHOUT_CHECKPOINT, RUN_AMBIGUOUS
 */
export function resolveCheckpoint(catalog: Catalog, idOrRun: string): NamedCheckpoint {
  const exact = findCheckpointRow(catalog, idOrRun);
  if (exact !== undefined) return exact;
  const runs = candidates(catalog, idOrRun);
  const [first] = runs;
  if (first === undefined) throw RecastError.of('CHECKPOINT_UNKNOWN', { checkpoint: idOrRun });
  for (const { id } of runs) {
    const [newest] = checkpointsOf(catalog, id);
    if (newest !== undefined) return newest;
  }
  throw RecastError.of('RUN_WITHOUT_CHECKPOINT', { run: first.id });
}
