import type * as z from 'zod';
import type { trainingSchema } from '../../../shared/contract/runs.ts';
import { architectureTable } from '../../../shared/architectures/index.ts';
import { resolveSettings } from '../../../shared/architectures/resolve.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import { foldersOf } from '../../catalog/folders.ts';
import { findProject, newestDataset } from '../../catalog/projects.ts';
import type { Row } from '../../catalog/tables.ts';
import type { StudioParts } from '../parts.ts';
import { trainingPictures } from '../pictures/trainingPictures.ts';
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

/** A project of the command line has no sides; what was last trained on stands for them. */
function picturesOf({ catalog }: StudioParts, project: Row<'projects'>): Pick<TrainRequest, 'folders'> {
  if (foldersOf(catalog, project.id).length > 0) return trainingPictures(catalog, project.id);
  const folders = newestDataset(catalog, project.id);
  if (folders === undefined) throw RecastError.of('PROJECT_WITHOUT_PICTURES', { project: project.name });
  return { folders };
}

/** A request for a training on the pictures of a project. Throws PROJECT_UNKNOWN, PROJECT_WITHOUT_PICTURES, SIDE_WITHOUT_FOLDER, REQUEST_REFUSED and what the settings' rules throw. */
export function requestOf(parts: StudioParts, project: number, training: Training): TrainRequest {
  const row = findProject(parts.catalog, project);
  if (row === undefined) throw RecastError.of('PROJECT_UNKNOWN', { project });
  return { ...trainingFields(parts, training), ...picturesOf(parts, row), projectId: project };
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
