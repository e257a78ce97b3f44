import { basename, join, resolve } from 'node:path';
import { RecastError } from '../../shared/errors/index.ts';
import type { NamedCheckpoint } from '../catalog/checkpoints.ts';
import { findCheckpointRow } from '../catalog/checkpoints.ts';
import { addConversion, findConversion, updateConversion } from '../catalog/conversions.ts';
import type { Catalog } from '../catalog/open.ts';
import { failureColumns, getRun } from '../catalog/runs.ts';
import type { Row } from '../catalog/tables.ts';
import type { ConvertTask } from '../jobs/messages.ts';
import { convertTaskSchema } from '../jobs/messages.ts';
import { batchTaskSchema } from './conversions/task.ts';
import type { BatchTask } from './conversions/task.ts';
import { recordConversion } from './conversions/recorder.ts';
import { convertDefaults } from './defaults.ts';
import { startJob } from './engineJob.ts';
import type { StudioParts } from './parts.ts';
import { resolveCheckpoint } from './references.ts';
import { checkRequest } from './requests.ts';
import { storedTask } from './summaries.ts';
import type { ConvertOutcome, ConvertRequest, JobHandle, JobObserver, TaskOutcome } from './types.ts';

/** A conversion that waits or runs, with its number in the catalog. */
export interface StartedConversion {
  readonly id: number;
  readonly handle: JobHandle<ConvertOutcome>;
}

/** What a conversion is called: its first input, and how many more. */
function titleOf(task: ConvertTask): string {
  const more = task.more?.length ?? 0;
  return more === 0 ? basename(task.input) : `${basename(task.input)} + ${more}`;
}

function taskOf(parts: StudioParts, checkpoint: NamedCheckpoint, request: ConvertRequest): ConvertTask {
  const { background } = storedTask(getRun(parts.catalog, checkpoint.run_id));
  const given = Object.fromEntries(Object.entries(request).filter(([name, value]) => value !== undefined && name !== 'checkpoint'));
  const more = request.more?.map((path) => resolve(path));
  const places = { checkpointFolder: checkpoint.folder, input: resolve(request.input), output: resolve(request.output), ...(more !== undefined && { more }) };
  return checkRequest(convertTaskSchema, { ...convertDefaults, background, ...given, kind: 'convert', ...places });
}

/** Converts pictures with a checkpoint. Throws CHECKPOINT_UNKNOWN, RUN_WITHOUT_CHECKPOINT, RUN_AMBIGUOUS, REQUEST_REFUSED. */
export async function convertPictures(parts: StudioParts, request: ConvertRequest, observer: JobObserver): Promise<JobHandle<ConvertOutcome>> {
  return startConversion(parts, request, observer).handle;
}

/** The same, with the conversion's number. */
export function startConversion(parts: StudioParts, request: ConvertRequest, observer: JobObserver): StartedConversion {
  const checkpoint = resolveCheckpoint(parts.catalog, request.checkpoint);
  const task = taskOf(parts, checkpoint, request);
  const { direction, input } = task;
  return enterBatch(parts, checkpoint, { task, direction, input, title: titleOf(task) }, observer);
}

/** What is entered as a conversion: a task, and what lists call it. */
export interface Batch {
  readonly task: BatchTask;
  readonly direction: string;
  /** The first of its inputs. */
  readonly input: string;
  readonly title: string;
}

/** Enters a conversion at the end of the queue. */
export function enterBatch(parts: StudioParts, checkpoint: NamedCheckpoint, batch: Batch, observer: JobObserver): StartedConversion {
  const { catalog, queue } = parts;
  const { task, ...named } = batch;
  const owner = { checkpoint_id: checkpoint.id, checkpoint_hash: checkpoint.hash, run_id: checkpoint.run_id };
  const row = { ...owner, ...named, output: task.output, task: JSON.stringify(task), state: 'queued' as const, created_at: Date.now() };
  const enter = catalog.transaction(() => {
    const id = addConversion(catalog, row);
    return { id, job: queue.add({ kind: 'convert', conversionId: id }) };
  });
  const { id, job } = enter.immediate();
  return { id, handle: launch(parts, id, job, task, observer) };
}

const active = new Set(['queued', 'starting', 'running', 'paused']);

/** Goes on with a conversion that has ended: what is done is skipped, what failed is tried again. Throws CONVERSION_UNKNOWN, CONVERSION_BUSY, CHECKPOINT_UNKNOWN. */
export function resumeConversion(parts: StudioParts, id: number, observer: JobObserver): StartedConversion {
  const { catalog, queue } = parts;
  queue.sweep();
  const enter = catalog.transaction(() => {
    const row = conversionRow(catalog, id);
    if (active.has(row.state)) throw RecastError.of('CONVERSION_BUSY', { title: row.title, state: row.state });
    const checkpoint = row.checkpoint_id === null ? undefined : findCheckpointRow(catalog, row.checkpoint_id);
    if (checkpoint === undefined || row.task === null)
      throw RecastError.of('CHECKPOINT_UNKNOWN', { checkpoint: row.checkpoint_id ?? row.checkpoint_hash.slice(0, 8) });
    // A home may have moved since: its checkpoints are where they are now.
    const task = checkRequest(batchTaskSchema, { ...(JSON.parse(row.task) as object), checkpointFolder: checkpoint.folder });
    updateConversion(catalog, id, { state: 'queued', ended_at: null, reason: null, error: null, task: JSON.stringify(task) });
    return { task, job: queue.add({ kind: 'convert', conversionId: id }) };
  });
  const { task, job } = enter.immediate();
  return { id, handle: launch(parts, id, job, task, observer) };
}

function conversionRow(catalog: Catalog, id: number): Row<'conversions'> {
  const row = findConversion(catalog, id);
  if (row === undefined) throw RecastError.of('CONVERSION_UNKNOWN', { conversion: id });
  return row;
}

function launch(parts: StudioParts, id: number, job: number, task: BatchTask, observer: JobObserver): JobHandle<ConvertOutcome> {
  const { catalog, layout, changes } = parts;
  const recorder = recordConversion(parts, id);
  const outcome = (end: TaskOutcome): ConvertOutcome => ({ ...end, ...recorder.done() });
  const { run_id: run, title } = conversionRow(catalog, id);
  return startJob(
    parts,
    {
      task,
      queueRow: job,
      subject: { kind: 'convert', title, conversion: id, ...(run !== null && { project: getRun(catalog, run).project_id }) },
      reportFolder: join(layout.logs, 'reports'),
      begin: () => {
        updateConversion(catalog, id, { state: 'running' });
        changes.tell('conversions', id);
      },
      record: recorder.record,
      paused: (paused) => updateConversion(catalog, id, { state: paused ? 'paused' : 'running' }),
      finish: async (end) => {
        const error = 'error' in end ? end.error : null;
        recorder.flush();
        const { reason, error: stored } = failureColumns(error);
        updateConversion(catalog, id, { state: end.ending, reason, error: stored, ended_at: Date.now() });
        return outcome({ ending: end.ending, error, result: 'result' in end ? end.result : null });
      },
      failed: (error) => outcome({ ending: 'failed', error, result: null }),
    },
    observer,
  );
}
