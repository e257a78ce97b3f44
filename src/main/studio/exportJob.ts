import { basename, join, resolve } from 'node:path';
import { exportResultSchema } from '../../shared/weights.ts';
import { exportModelTaskSchema } from '../jobs/messages.ts';
import { startJob } from './engineJob.ts';
import type { StudioParts } from './parts.ts';
import { resolveCheckpoint } from './references.ts';
import { checkRequest } from './requests.ts';
import { summarizeCheckpoint } from './summaries.ts';
import type { JobHandle, JobObserver } from './types.ts';
import type { ExportOutcome, ExportRequest } from './weightsTypes.ts';

/** Writes a direction of a checkpoint for other programs. Throws CHECKPOINT_UNKNOWN, RUN_WITHOUT_CHECKPOINT, RUN_AMBIGUOUS, REQUEST_REFUSED. */
export function exportModel(parts: StudioParts, request: ExportRequest, observer: JobObserver): JobHandle<ExportOutcome> {
  const row = resolveCheckpoint(parts.catalog, request.checkpoint);
  const checkpoint = summarizeCheckpoint(row);
  const { direction = null, fp16 = false, replace = false } = request;
  const output = resolve(request.output);
  const task = checkRequest(exportModelTaskSchema, { kind: 'exportModel', checkpointFolder: row.folder, direction, output, fp16, replace });
  return startJob<ExportOutcome>(
    parts,
    {
      task,
      queueRow: null,
      subject: { kind: 'export', title: `${checkpoint.runName}: ${basename(output)}` },
      reportFolder: join(parts.layout.logs, 'reports'),
      finish: async (end) =>
        'error' in end
          ? { ending: end.ending, error: end.error, result: null, exported: null, checkpoint }
          : { ending: end.ending, error: null, result: end.result, exported: exportResultSchema.nullable().parse(end.result ?? null), checkpoint },
      failed: (error) => ({ ending: 'failed', error, result: null, exported: null, checkpoint }),
    },
    observer,
  );
}
