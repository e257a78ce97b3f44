import { join, resolve, sep } from 'node:path';
import { RecastError } from '../../../shared/errors/index.ts';
import { foldersOf, updateFolder } from '../../catalog/folders.ts';
import type { Catalog } from '../../catalog/open.ts';
import { lookAgain } from '../../catalog/pictureListing.ts';
import { runsOfProject, updateRun } from '../../catalog/runs.ts';
import type { TrainTask } from '../../jobs/messages.ts';
import { storedTask } from '../summaries.ts';
import { checkedFolders, refuseOverlap } from './folders.ts';

/** A task whose pictures lie elsewhere now; null where none of them lay there. */
function moved(task: TrainTask, from: string, to: string): TrainTask | null {
  const own = (path: string): string => (path === from ? to : path.startsWith(from + sep) ? join(to, path.slice(from.length + 1)) : path);
  if (!Object.values(task.folders).flat().includes(from)) return null;
  const marked = (paths: TrainTask['excluded']): TrainTask['excluded'] =>
    Object.fromEntries(Object.entries(paths).map(([role, each]) => [role, each.map(own)]));
  const folders = Object.fromEntries(
    Object.entries(task.folders).map(([role, paths]) => [
      role,
      typeof paths === 'string' ? (paths === from ? to : paths) : paths.map((path) => (path === from ? to : path)),
    ]),
  );
  return { ...task, folders, excluded: marked(task.excluded), heldOut: marked(task.heldOut) };
}

/** Where a folder was, and where it lies now; `back` takes a move back, to where it need not be. */
export interface FolderMove {
  readonly path: string;
  readonly to: string;
  readonly back: boolean;
}

/**
 * Takes note that a folder of a project lies elsewhere now: its pictures keep their marks, and the project's runs go on with them there.
 * All or nothing.
 *
 * @throws FOLDER_NOT_OF_PROJECT, FOLDERS_OVERLAP, FOLDER_MISSING, FOLDER_IS_FILE
 */
export function moveFolder(catalog: Catalog, projectId: number, { path: from, to: given, back }: FolderMove): void {
  const [to] = back ? [resolve(given)] : checkedFolders([given]);
  const move = catalog.transaction(() => {
    const all = foldersOf(catalog, projectId);
    const folder = all.find(({ path }) => path === from);
    if (folder !== undefined) {
      const others = all.filter((each) => each !== folder);
      refuseOverlap(others, to);
      updateFolder(catalog, folder.id, { path: to, state: 'unlisted' });
      lookAgain(catalog, folder.id);
    }
    const runs = runsOfProject(catalog, projectId).flatMap((run) => {
      const task = moved(storedTask(run), from, to);
      return task === null ? [] : [{ id: run.id, task }];
    });
    if (folder === undefined && runs.length === 0) throw RecastError.of('FOLDER_NOT_OF_PROJECT', { path: from });
    for (const { id, task } of runs) updateRun(catalog, id, { task: JSON.stringify(task) });
  });
  move.immediate();
}
