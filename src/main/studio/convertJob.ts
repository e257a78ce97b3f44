import { basename, join, resolve } from 'node:path';
import { addConversion, updateConversion } from '../catalog/conversions.ts';
import { getRun } from '../catalog/runs.ts';
import type { FromEngine } from '../jobs/messages.ts';
import { convertTaskSchema } from '../jobs/messages.ts';
import { convertDefaults } from './defaults.ts';
import { startJob } from './engineJob.ts';
import type { StudioParts } from './parts.ts';
import { resolveCheckpoint } from './references.ts';
import { checkRequest } from './requests.ts';
import { storedTask } from './summaries.ts';
import type { ConvertOutcome, ConvertRequest, JobHandle, JobObserver, TaskOutcome } from './types.ts';

/** The counts follow this often, in milliseconds. */
const COUNTS_EVERY = 1_000;

/** Converts pictures with a checkpoint. Throws CHECKPOINT_UNKNOWN, RUN_WITHOUT_CHECKPOINT, RUN_AMBIGUOUS, REQUEST_REFUSED. */
export async function convertPictures(parts: StudioParts, request: ConvertRequest, observer: JobObserver): Promise<JobHandle<ConvertOutcome>> {
  const { catalog, layout, queue } = parts;
  const checkpoint = resolveCheckpoint(catalog, request.checkpoint);
  const { background } = storedTask(getRun(catalog, checkpoint.run_id));
  const given = Object.fromEntries(Object.entries(request).filter(([name, value]) => value !== undefined && name !== 'checkpoint'));
  const places = { checkpointFolder: checkpoint.folder, input: resolve(request.input), output: resolve(request.output) };
  const task = checkRequest(convertTaskSchema, { ...convertDefaults, background, ...given, kind: 'convert', ...places });

  const { direction, input, output } = task;
  const row = { checkpoint_id: checkpoint.id, checkpoint_hash: checkpoint.hash, direction, input, output, state: 'queued' as const, created_at: Date.now() };
  const enter = catalog.transaction(() => {
    const id = addConversion(catalog, row);
    return { id, job: queue.add({ kind: 'convert', conversionId: id }) };
  });
  const { id, job } = enter.immediate();

  const counts = { written: 0, unchanged: 0, failed: 0 };
  const failures: { input: string; reason: string }[] = [];
  let recorded = 0;

  function record(message: FromEngine): void {
    if (message.type !== 'converted') return;
    counts[message.outcome]++;
    if (message.outcome === 'failed') failures.push({ input: message.input, reason: message.reason ?? '' });
    if (Date.now() - recorded < COUNTS_EVERY) return;
    recorded = Date.now();
    updateConversion(catalog, id, counts);
  }

  const outcome = (end: TaskOutcome): ConvertOutcome => ({ ...end, written: counts.written, unchanged: counts.unchanged, failures });

  return startJob(
    parts,
    {
      task,
      queueRow: job,
      subject: { kind: 'convert', title: basename(input), conversion: id },
      reportFolder: join(layout.logs, 'reports'),
      begin: () => updateConversion(catalog, id, { state: 'running' }),
      record,
      paused: (paused) => updateConversion(catalog, id, { state: paused ? 'paused' : 'running' }),
      finish: async (end) => {
        const error = 'error' in end ? end.error : null;
        updateConversion(catalog, id, { ...counts, state: end.ending, reason: error?.message ?? null, ended_at: Date.now() });
        return outcome({ ending: end.ending, error, result: 'result' in end ? end.result : null });
      },
      failed: (error) => outcome({ ending: 'failed', error, result: null }),
    },
    observer,
  );
}
