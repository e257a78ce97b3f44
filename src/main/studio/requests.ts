import { randomInt } from 'node:crypto';
import { statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type * as z from 'zod';
import type { ArchitectureName, SettingsOf } from '../../shared/architectures/index.ts';
import { architectureTable } from '../../shared/architectures/index.ts';
import { RecastError } from '../../shared/errors/index.ts';
import type { TrainTask } from '../jobs/messages.ts';
import { trainTaskSchema } from '../jobs/messages.ts';
import { trainDefaults } from './defaults.ts';
import type { TrainRequest } from './types.ts';

/** Seeds are drawn below this; any whole number from 0 may be given. */
const SEEDS = 2 ** 31;

/** Reads a request by its schema. Throws REQUEST_REFUSED naming every wrong field. */
export function checkRequest<Value>(schema: z.ZodType<Value>, request: unknown): Value {
  const parsed = schema.safeParse(request);
  if (parsed.success) return parsed.data;
  const reason = parsed.error.issues.map((issue) => (issue.path.length === 0 ? issue.message : `${issue.path.join('.')}: ${issue.message}`)).join('; ');
  throw RecastError.of('REQUEST_REFUSED', { reason });
}

/** Settings with every default filled in, so that a stored run means the same when defaults change. Throws REQUEST_REFUSED and what the rules of the architecture throw. */
export function checkSettings<Name extends ArchitectureName>(name: Name, settings: Readonly<Record<string, unknown>>): SettingsOf<Name> {
  const row = architectureTable[name];
  const complete = checkRequest(row.schema, settings);
  row.rules.check(complete, new Set());
  return complete;
}

/** Folders of one side as a list, however they were given. */
export const foldersOf = (given: string | readonly string[]): readonly string[] => (typeof given === 'string' ? [given] : given);

/** Throws FOLDER_MISSING for the first path that is no folder. */
export function checkFolders(folders: TrainRequest['folders']): void {
  for (const path of Object.values(folders).flatMap(foldersOf)) {
    if (!mayBeFolder(path)) throw RecastError.of('FOLDER_MISSING', { path });
  }
}

function mayBeFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    // No right to look: the engine says so, with the reason.
    return true;
  }
}

/** Folders by side with their whole paths. */
export function absoluteFolders(folders: TrainRequest['folders']): TrainTask['folders'] {
  return Object.fromEntries(
    Object.entries(folders).map(([side, given]) => [side, typeof given === 'string' ? resolve(given) : given.map((path) => resolve(path))]),
  );
}

/** The task of a new run, but for the folders that depend on its id: absolute paths, all defaults, a drawn seed. */
export function newTask(request: TrainRequest): Omit<TrainTask, 'runFolder'> {
  const { name: _name, project: _project, projectId: _projectId, preset: _preset, stageOne: _stageOne, ...fields } = request;
  const folders = absoluteFolders(request.folders);
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  const whole = { seed: randomInt(SEEDS), ...trainDefaults, ...given, kind: 'train', folders, cacheFolder: '', runFolder: '', resumeFrom: null };
  const task = checkRequest(trainTaskSchema, whole);
  const settings: TrainTask['settings'] = { ...checkSettings(task.architecture, task.settings) };
  if (settings['encoder'] === 'given' && task.embeddings === undefined) throw RecastError.of('EMBEDDINGS_NEEDED', {});
  checkFolders(folders);
  return { ...task, settings };
}

/** A name for people from the folders' names: `photos to paintings`, or that of the first where nothing is translated. */
export function nameOf(request: TrainRequest): string {
  const names = Object.values(request.folders).map((given) => basename(resolve(foldersOf(given)[0])));
  return request.name ?? (request.architecture === 'cyclegan' ? names : names.slice(0, 1)).join(' to ');
}
