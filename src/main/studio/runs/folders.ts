import { existsSync } from 'node:fs';
import type { ErrorCode } from '../../../shared/errors/index.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import { neededRoles } from '../../../shared/projectKinds.ts';
import type { Row } from '../../catalog/tables.ts';
import type { TrainTask } from '../../jobs/messages.ts';
import { failureOf } from '../failures.ts';
import { absoluteFolders } from '../requests.ts';

/** What a run has failed with where nothing could be learned from its folders: others may be named then. */
const unusable = new Set<string>(['FOLDER_EMPTY', 'FOLDER_UNREADABLE', 'TOO_FEW_PICTURES', 'NO_PARTNERS', 'ALL_HELD_OUT'] satisfies ErrorCode[]);

/**
 * The folders with which a run goes on: it keeps its own, unless they were moved or could not be used; one that was
 * imported has none yet.
 *
 * @throws RESUME_WITHOUT_FOLDERS, RESUME_WITH_FOLDERS, RESUME_FOLDER_MOVED
 */
export function foldersOf(row: Row<'runs'>, { folders, architecture }: TrainTask, given: TrainTask['folders']): TrainTask['folders'] {
  const run = row.id;
  const roles = Object.keys(given);
  if (Object.keys(folders).length === 0) {
    if (roles.length === 0) throw RecastError.of('RESUME_WITHOUT_FOLDERS', { run, roles: neededRoles(architecture) });
    return absoluteFolders(given);
  }
  const free = row.state === 'failed' && unusable.has(failureOf(row)?.code ?? '');
  const isThere = (role: string): boolean => [folders[role]].flat().some((path) => existsSync(path));
  const kept = roles.filter((role) => !Object.hasOwn(folders, role) || (!free && isThere(role)));
  if (kept.length > 0) throw RecastError.of('RESUME_WITH_FOLDERS', { run, roles: kept });
  const missing = Object.entries(folders).flatMap(([role, paths]) => {
    const path = [paths].flat().find((each) => !existsSync(each));
    return path === undefined ? [] : [{ role, path }];
  });
  const moved = missing.find(({ role }) => !roles.includes(role));
  if (moved !== undefined) throw RecastError.of('RESUME_FOLDER_MOVED', { run, roles: missing.map(({ role }) => role), path: moved.path });
  return absoluteFolders({ ...folders, ...given });
}
