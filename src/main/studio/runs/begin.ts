import type * as z from 'zod';
import type { trainingSchema } from '../../../shared/contract/runs.ts';
import { architectureTable } from '../../../shared/architectures/index.ts';
import { resolveSettings } from '../../../shared/architectures/resolve.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import { findProject, newestDataset } from '../../catalog/projects.ts';
import type { StudioParts } from '../parts.ts';
import { checkRequest } from '../requests.ts';
import { resumeRun, trainRun } from '../runJob.ts';
import { readSettings } from '../system/settings.ts';
import type { ResumeOverrides, TrainRequest } from '../types.ts';
import { nobody } from '../types.ts';

/** A training as a window asks for it. */
export type Training = z.output<typeof trainingSchema>;

/** What of a training does not depend on its pictures: what was left out comes from the studio's settings. */
export function trainingFields(parts: StudioParts, training: Training): Omit<TrainRequest, 'folders'> {
  const { architecture, preset, settings, ...given } = training;
  const { background, keepCheckpoints, engine } = readSettings(parts.layout);
  // Values out of their range are refused one by one before the rules between them are applied.
  const { presets, schema } = architectureTable[architecture];
  const chosen = { ...(preset !== null && Object.hasOwn(presets, preset) ? presets[preset].settings : {}), ...settings };
  checkRequest<unknown>(schema, chosen);
  return { background, keepCheckpoints, engine, ...given, architecture, preset, settings: resolveSettings(architecture, preset, settings) };
}

/** A request for a training on the pictures of a project. Throws PROJECT_UNKNOWN, PROJECT_WITHOUT_PICTURES, REQUEST_REFUSED and what the settings' rules throw. */
export function requestOf(parts: StudioParts, project: number, training: Training): TrainRequest {
  const row = findProject(parts.catalog, project);
  if (row === undefined) throw RecastError.of('PROJECT_UNKNOWN', { project });
  const folders = newestDataset(parts.catalog, project);
  if (folders === undefined) throw RecastError.of('PROJECT_WITHOUT_PICTURES', { project: row.name });
  return { ...trainingFields(parts, training), folders, projectId: project };
}

/** Starts or queues a run. Gives its id. Throws as `requestOf`, and FOLDER_MISSING. */
export async function startRun(parts: StudioParts, project: number, name: string | undefined, training: Training): Promise<string> {
  const handle = await trainRun(parts, { ...requestOf(parts, project, training), ...(name !== undefined && name !== '' && { name }) }, nobody);
  return handle.runId ?? '';
}

/** Goes on with a run, with some things changed. Throws as `resumeRun`. */
export async function continueRun(parts: StudioParts, run: string, changes: Partial<Training>): Promise<void> {
  const { architecture: _architecture, preset: _preset, seed: _seed, ...overrides } = changes;
  await resumeRun(parts, run, overrides satisfies ResumeOverrides, nobody);
}
