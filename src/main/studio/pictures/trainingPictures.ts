import { join } from 'node:path';
import { RecastError } from '../../../shared/errors/index.ts';
import { projectKinds, trainedSides } from '../../../shared/projectKinds.ts';
import { foldersOf } from '../../catalog/folders.ts';
import type { Catalog } from '../../catalog/open.ts';
import { markedPictures } from '../../catalog/pictures.ts';
import { requireProject } from '../projects/find.ts';
import type { TrainRequest } from '../types.ts';

/**
 * What a project's training is told about its pictures: the folders of its sides by the names that training knows, and what a
 * person has left out or kept from training there: of the sides that a training with these settings learns from.
 *
 * @throws PROJECT_UNKNOWN, SIDE_WITHOUT_FOLDER
 */
export function trainingPictures(
  catalog: Catalog,
  projectId: number,
  settings: Readonly<Record<string, unknown>> = {},
): Required<Pick<TrainRequest, 'folders' | 'excluded' | 'heldOut'>> {
  const { kind } = requireProject(catalog, projectId);
  const told = { folders: {} as Record<string, string[]>, excluded: {} as Record<string, string[]>, heldOut: {} as Record<string, string[]> };
  for (const side of trainedSides(kind, settings)) {
    const { role = side } = projectKinds[kind].sides[side] ?? {};
    const folders = foldersOf(catalog, projectId, side);
    if (folders.length === 0) throw RecastError.of('SIDE_WITHOUT_FOLDER', { side: side.toUpperCase() });
    const marked = (mark: 'excluded' | 'held_out'): string[] =>
      folders.flatMap(({ id, path }) => markedPictures(catalog, id, mark).map((name) => join(path, name)));
    told.folders[role] = folders.map(({ path }) => path);
    told.excluded[role] = marked('excluded');
    told.heldOut[role] = marked('held_out');
  }
  return told;
}
