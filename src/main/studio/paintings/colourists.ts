import type { Colourist } from '../../../shared/contract/paintings.ts';
import { colorizationSchema } from '../../../shared/architectures/colorization.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import type { NamedCheckpoint } from '../../catalog/checkpoints.ts';
import { findCheckpointRow } from '../../catalog/checkpoints.ts';
import type { Catalog } from '../../catalog/open.ts';
import { listProjects } from '../../catalog/projects.ts';
import { getRun, listRuns } from '../../catalog/runs.ts';
import { presentOf } from '../checkpoints/list.ts';
import type { StudioParts } from '../parts.ts';
import { resolveCheckpoint } from '../references.ts';
import { storedTask } from '../summaries.ts';
import { iso } from '../times.ts';

/** The settings that a colourist was trained with. Throws COLOURIST_NEEDED for another kind of model. */
export function settingsOfColourist(catalog: Catalog, { id, run_id }: Pick<NamedCheckpoint, 'id' | 'run_id'>): ReturnType<typeof colorizationSchema.parse> {
  const { architecture, settings } = storedTask(getRun(catalog, run_id));
  if (architecture !== 'colorize') throw RecastError.of('COLOURIST_NEEDED', { checkpoint: id, architecture });
  return colorizationSchema.parse(settings);
}

/** The colourist with this id, or the newest checkpoint of the run that is meant. Throws COLOURIST_NEEDED and as `resolveCheckpoint`. */
export function colouristNamed(catalog: Catalog, reference: string): NamedCheckpoint {
  const checkpoint = resolveCheckpoint(catalog, reference);
  settingsOfColourist(catalog, checkpoint);
  return checkpoint;
}

/** The colourist with this id, where it is still there. */
export function findColourist(catalog: Catalog, id: string | null): NamedCheckpoint | undefined {
  const checkpoint = id === null ? undefined : findCheckpointRow(catalog, id);
  return checkpoint?.removed_at === null ? checkpoint : undefined;
}

/** Checkpoints that can colour, newest first, none of the bin. */
export function listColourists({ catalog }: StudioParts): Colourist[] {
  const projects = new Map(listProjects(catalog).map(({ id, name }) => [id, name]));
  return listRuns(catalog)
    .filter(({ architecture, removed_at }) => architecture === 'colorize' && removed_at === null)
    .flatMap((run) => presentOf(catalog, run.id).map((present) => ({ run, ...present })))
    .toSorted((one, other) => other.checkpoint.created_at - one.checkpoint.created_at)
    .map(({ run: { id: run, project_id: project }, checkpoint, best }) => {
      const { mode, width, size } = settingsOfColourist(catalog, checkpoint);
      const { id, run_name: runName, step, created_at } = checkpoint;
      const projectName = projects.get(project) ?? '';
      return { checkpoint: id, run, runName, project, projectName, step, mode, width, size, best, createdAt: iso(created_at) };
    });
}
