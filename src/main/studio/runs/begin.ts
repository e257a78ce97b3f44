import type * as z from 'zod';
import type { newTrainingSchema, trainingSchema } from '../../../shared/contract/runs.ts';
import { architectureTable } from '../../../shared/architectures/index.ts';
import type { ProjectKind } from '../../../shared/projectKinds.ts';
import { projectKinds, sidesOf } from '../../../shared/projectKinds.ts';
import { resolveSettings } from '../../../shared/architectures/resolve.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import { foldersOf } from '../../catalog/folders.ts';
import { newestDataset } from '../../catalog/projects.ts';
import { runsOfProject } from '../../catalog/runs.ts';
import type { Row } from '../../catalog/tables.ts';
import { keepCaptions } from '../captions/keep.ts';
import { trainDefaults } from '../defaults.ts';
import { painterNamed } from '../drawings/painters.ts';
import type { StudioParts } from '../parts.ts';
import { trainingPictures } from '../pictures/trainingPictures.ts';
import { usableCounts } from '../pictures/usableCounts.ts';
import { requireProject } from '../projects/find.ts';
import { checkRequest } from '../requests.ts';
import { resumeRun, trainRun } from '../runJob.ts';
import { storedTask } from '../summaries.ts';
import { readSettings } from '../system/settings.ts';
import type { ResumeOverrides, TrainRequest } from '../types.ts';
import { nobody } from '../types.ts';
import { settingsOfStageOne } from './stageOne.ts';

/** A training as a window asks for it. */
export type Training = z.output<typeof trainingSchema>;

/** One that is about to begin. */
type NewTraining = z.output<typeof newTrainingSchema>;

/** What of a training does not depend on its pictures: what was left out comes from the studio's settings. */
export function trainingFields(parts: StudioParts, architecture: ProjectKind, training: Training): Omit<TrainRequest, 'folders'> {
  const { preset, settings, ...given } = training;
  const { background, keepCheckpoints, engine } = readSettings(parts.layout);
  // Values out of their range are refused one by one before the rules between them are applied.
  const { presets, schema } = architectureTable[architecture];
  const chosen = { ...(preset !== null && Object.hasOwn(presets, preset) ? presets[preset].settings : {}), ...settings };
  checkRequest<unknown>(schema, chosen);
  return { background, keepCheckpoints, engine, ...given, architecture, preset, settings: resolveSettings(architecture, preset, settings) };
}

/** A project of the command line has no sides; what was last trained on stands for them. */
function picturesOf({ catalog }: StudioParts, project: Row<'projects'>, settings: Readonly<Record<string, unknown>>): Pick<TrainRequest, 'folders'> {
  if (foldersOf(catalog, project.id).length > 0) return trainingPictures(catalog, project.id, settings);
  const folders = newestDataset(catalog, project.id);
  if (folders === undefined) throw RecastError.of('PROJECT_WITHOUT_PICTURES', { project: project.name });
  return { folders };
}

/** No fewer pictures of a side than this are kept aside where a small folder has them: scores of one picture say little. */
const FEWEST_HELD_OUT = 4;

/** The share of each side that is kept aside: a twentieth, more of small folders, at most a fifth. */
function holdoutOf(parts: StudioParts, { id, kind }: Row<'projects'>): number {
  const counts = usableCounts(parts, id);
  const fewest = Math.min(...sidesOf(kind).flatMap((side) => (projectKinds[kind].sides[side]?.needed === true ? [counts[side]] : [])));
  return fewest === 0 ? trainDefaults.holdout : Math.min(0.2, Math.max(trainDefaults.holdout, FEWEST_HELD_OUT / fewest));
}

/**
 * A request for a training on the pictures of a project.
 *
 * @throws PROJECT_UNKNOWN, PROJECT_WITHOUT_PICTURES, SIDE_WITHOUT_FOLDER, REQUEST_REFUSED, what the settings' rules throw, and for
 * stage 2 as `settingsOfStageOne`
 */
export async function requestOf(parts: StudioParts, project: number, { stageOne, ...training }: NewTraining): Promise<TrainRequest> {
  const row = requireProject(parts.catalog, project);
  const learned = stageOne === undefined ? {} : await settingsOfStageOne(painterNamed(parts.catalog, stageOne).folder);
  const fields = trainingFields(parts, row.kind, { ...training, settings: { ...learned, ...training.settings } });
  const pictures = picturesOf(parts, row, fields.settings ?? {});
  return { ...fields, holdout: holdoutOf(parts, row), ...pictures, projectId: project, ...(stageOne !== undefined && { stageOne }) };
}

/** The file of captions that a training on a project learns from; none where it learns from none, or from what its pictures say. */
async function captionsFor(parts: StudioParts, project: number): Promise<Pick<TrainRequest, 'captions'>> {
  const { catalog } = parts;
  if (!projectKinds[requireProject(catalog, project).kind].captions) return {};
  if (foldersOf(catalog, project).length > 0) return { captions: await keepCaptions(parts, project) };
  const [newest] = runsOfProject(catalog, project);
  const { captions } = newest === undefined ? {} : storedTask(newest);
  return captions === undefined ? {} : { captions };
}

/** Starts or queues a run. Gives its id. Throws as `requestOf`, `keepCaptions` and `trainRun`. */
export async function startRun(parts: StudioParts, project: number, name: string | undefined, training: NewTraining): Promise<string> {
  const request = await requestOf(parts, project, training);
  const called = name !== undefined && name !== '' && { name };
  const handle = await trainRun(parts, { ...request, ...(await captionsFor(parts, project)), ...called }, nobody);
  return handle.runId ?? '';
}

/** Goes on with a run, with some things changed. Throws as `resumeRun`. */
export async function continueRun(parts: StudioParts, run: string, changes: Partial<Training>): Promise<void> {
  const { preset: _preset, seed: _seed, ...overrides } = changes;
  await resumeRun(parts, run, overrides satisfies ResumeOverrides, nobody);
}
