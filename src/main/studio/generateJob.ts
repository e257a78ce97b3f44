import { generateTaskSchema } from '../jobs/messages.ts';
import { convertDefaults } from './defaults.ts';
import { startTask } from './engineJob.ts';
import type { StudioParts } from './parts.ts';
import { resolveCheckpoint } from './references.ts';
import { checkRequest } from './requests.ts';
import type { GenerateRequest, JobHandle, JobObserver, TaskOutcome } from './types.ts';

/** Draws pictures from sentences, in an engine process of its own. Throws CHECKPOINT_UNKNOWN, RUN_WITHOUT_CHECKPOINT, RUN_AMBIGUOUS, REQUEST_REFUSED. */
export function generatePictures(parts: StudioParts, { checkpoint, ...request }: GenerateRequest, observer: JobObserver): JobHandle<TaskOutcome> {
  const { folder } = resolveCheckpoint(parts.catalog, checkpoint);
  const { engine } = convertDefaults;
  return startTask(parts, checkRequest(generateTaskSchema, { engine, ...request, kind: 'generate', checkpointFolder: folder }), null, observer);
}
