import type { Run, RunDetails } from '../../../shared/contract/runs.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import { projectKinds } from '../../../shared/projectKinds.ts';
import { notesOf, skippedOf } from '../../catalog/records.ts';
import type { ListedRun } from '../../catalog/runs.ts';
import { findListedRun, listRuns } from '../../catalog/runs.ts';
import { newestSample } from '../../catalog/sampleRows.ts';
import { failureOf } from '../failures.ts';
import type { StudioParts } from '../parts.ts';
import { storedTask } from '../summaries.ts';
import { iso, isoOrNull } from '../times.ts';
import { samplePictureUrl } from './addresses.ts';

/** The run of this id. Throws RUN_UNKNOWN. */
export function runOf({ catalog }: StudioParts, id: string): ListedRun {
  const run = findListedRun(catalog, id);
  if (run === undefined) throw RecastError.of('RUN_UNKNOWN', { run: id });
  return run;
}

/** A run as a line of a list. */
export function listedRun({ catalog }: StudioParts, run: ListedRun): Run {
  const { id, name, project_id, architecture, state, step, epoch, total_steps, executor, device, memory_bytes, checkpoints, branched_from } = run;
  const newest = newestSample(catalog, id);
  return {
    id,
    name,
    project: project_id,
    architecture,
    state,
    failure: failureOf(run),
    step,
    epoch,
    totalSteps: total_steps,
    executor,
    device,
    memoryBytes: memory_bytes,
    checkpoints,
    branchedFrom: branched_from,
    picture: newest === undefined ? null : samplePictureUrl(id, newest.step, newest.side, newest.place, projectKinds[architecture].after),
    createdAt: iso(run.created_at),
    startedAt: isoOrNull(run.started_at),
    endedAt: isoOrNull(run.ended_at),
    removedAt: isoOrNull(run.removed_at),
  };
}

/** The runs of a project or of all, newest first, those in the bin too. */
export function runsOfProject(parts: StudioParts, project: number | null): Run[] {
  parts.queue.sweep();
  return listRuns(parts.catalog)
    .filter(({ project_id }) => project === null || project_id === project)
    .map((run) => listedRun(parts, run));
}

/** Everything of a run that a page shows beside its curves and pictures. Throws RUN_UNKNOWN. */
export function runDetails(parts: StudioParts, id: string): RunDetails {
  const { catalog } = parts;
  const run = runOf(parts, id);
  const { settings, engine, seed, checkpointEvery, keepCheckpoints, samplesEvery, samplePictures } = storedTask(run);
  return {
    ...listedRun(parts, run),
    settings,
    preset: run.preset,
    engine,
    seed,
    checkpointEvery,
    keepCheckpoints,
    samplesEvery,
    samplePictures,
    skipped: skippedOf(catalog, id).map(({ side, path, reason }) => ({ side, path, reason })),
    notes: notesOf(catalog, id).map(({ text, created_at }) => ({ at: iso(created_at), text })),
  };
}
