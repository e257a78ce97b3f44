import { join } from 'node:path';
import type { Side } from '../../../shared/contract/procedure.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import { foldersOf } from '../../catalog/folders.ts';
import type { Catalog } from '../../catalog/open.ts';
import { markedPictures } from '../../catalog/pictures.ts';
import { requireProject } from '../projects/find.ts';
import type { TrainRequest } from '../types.ts';

const sides: readonly Side[] = ['a', 'b'];

/**
 * What a project's training is told about its pictures: the folders of both sides, and what a person has left out or kept
 * from training there.
 *
 * @throws PROJECT_UNKNOWN, SIDE_WITHOUT_FOLDER
 */
export function trainingPictures(catalog: Catalog, projectId: number): Required<Pick<TrainRequest, 'folders' | 'excluded' | 'heldOut'>> {
  requireProject(catalog, projectId);
  const told = { folders: {} as Record<Side, string[]>, excluded: {} as Record<Side, string[]>, heldOut: {} as Record<Side, string[]> };
  for (const side of sides) {
    const folders = foldersOf(catalog, projectId, side);
    if (folders.length === 0) throw RecastError.of('SIDE_WITHOUT_FOLDER', { side: side.toUpperCase() });
    const marked = (mark: 'excluded' | 'held_out'): string[] =>
      folders.flatMap(({ id, path }) => markedPictures(catalog, id, mark).map((name) => join(path, name)));
    told.folders[side] = folders.map(({ path }) => path);
    told.excluded[side] = marked('excluded');
    told.heldOut[side] = marked('held_out');
  }
  return told;
}
