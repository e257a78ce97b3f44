import { basename } from 'node:path';
import type { NamedCheckpoint } from '../catalog/checkpoints.ts';
import type { GenerateTask } from '../jobs/messages.ts';
import { generateTaskSchema } from '../jobs/messages.ts';
import type { StartedConversion } from './convertJob.ts';
import { enterBatch } from './convertJob.ts';
import { convertDefaults } from './defaults.ts';
import { painterNamed } from './drawings/painters.ts';
import { startTask } from './engineJob.ts';
import type { StudioParts } from './parts.ts';
import { checkRequest } from './requests.ts';
import type { GenerateRequest, JobHandle, JobObserver, TaskOutcome } from './types.ts';

function taskOf({ checkpoint: _, file: __, ...request }: GenerateRequest, { folder }: NamedCheckpoint): GenerateTask {
  const { engine } = convertDefaults;
  return checkRequest(generateTaskSchema, { engine, ...request, kind: 'generate', checkpointFolder: folder });
}

/**
 * Draws pictures from sentences, in an engine process of its own. Those of a file are a conversion: they wait for their
 * turn, are listed, and go on where they were stopped.
 *
 * @throws NOT_A_PAINTER, CHECKPOINT_UNKNOWN, RUN_WITHOUT_CHECKPOINT, RUN_AMBIGUOUS, REQUEST_REFUSED
 */
export function generatePictures(parts: StudioParts, request: GenerateRequest, observer: JobObserver): JobHandle<TaskOutcome> {
  const { file } = request;
  if (file !== undefined) return startGeneration(parts, { ...request, file }, observer).handle;
  return startTask(parts, taskOf(request, painterNamed(parts.catalog, request.checkpoint)), null, observer);
}

/** The same for the sentences of a file, with the conversion's number. */
export function startGeneration(parts: StudioParts, request: GenerateRequest & { readonly file: string }, observer: JobObserver): StartedConversion {
  const checkpoint = painterNamed(parts.catalog, request.checkpoint);
  const { file } = request;
  return enterBatch(parts, checkpoint, { task: taskOf(request, checkpoint), direction: 'draw', input: file, title: basename(file) }, observer);
}
