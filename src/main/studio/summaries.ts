import { resolve } from 'node:path';
import type { NamedCheckpoint } from '../catalog/checkpoints.ts';
import { readJson } from '../catalog/json.ts';
import { metricsOf } from '../catalog/metrics.ts';
import type { Catalog } from '../catalog/open.ts';
import { scoresOf } from '../catalog/scores.ts';
import { notesOf, samplesOf, skippedOf } from '../catalog/records.ts';
import type { ListedRun } from '../catalog/runs.ts';
import type { TrainTask } from '../jobs/messages.ts';
import { trainTaskSchema } from '../jobs/messages.ts';
import type { CheckpointSummary, RunDetails, RunSummary } from './types.ts';

const iso = (time: number): string => new Date(time).toISOString();
const isoOrNull = (time: number | null): string | null => (time === null ? null : iso(time));

/** What an engine was last told about a run. */
export function storedTask(run: { readonly task: string }): TrainTask {
  return readJson(trainTaskSchema, run.task, 'runs.task');
}

/** A run as a line of a list. */
export function summarizeRun(run: ListedRun): RunSummary {
  const { id, name, project, architecture, state, reason, remedy, folder, step, epoch, executor, device, checkpoints } = run;
  const times = { createdAt: iso(run.created_at), startedAt: isoOrNull(run.started_at), endedAt: isoOrNull(run.ended_at) };
  return { id, name, project, architecture, state, reason, remedy, folder, step, epoch, totalSteps: run.total_steps, executor, device, ...times, checkpoints };
}

/** Everything of a run. */
export function describeRun(catalog: Catalog, run: ListedRun): RunDetails {
  return {
    ...summarizeRun(run),
    task: storedTask(run),
    metrics: metricsOf(catalog, run.id),
    scores: scoresOf(catalog, run.id),
    samples: samplesOf(catalog, run.id).map(({ file, side, step }) => ({ file: resolve(run.folder, file), side, step })),
    skipped: skippedOf(catalog, run.id).map(({ side, path, reason }) => ({ side, path, reason })),
    notes: notesOf(catalog, run.id).map(({ text, created_at }) => ({ at: iso(created_at), text })),
  };
}

/** A checkpoint as a line of a list. */
export function summarizeCheckpoint(checkpoint: NamedCheckpoint): CheckpointSummary {
  const { id, run_id, run_name, folder, step, epoch, hash, bytes, kept, created_at } = checkpoint;
  return { id, runId: run_id, runName: run_name, folder, step, epoch, hash, bytes, kept: kept === 1, createdAt: iso(created_at) };
}
