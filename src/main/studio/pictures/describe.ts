import type { ProjectData } from '../../../shared/contract/data.ts';
import type { Side } from '../../../shared/contract/procedure.ts';
import { foldersOf, sideNames } from '../../catalog/folders.ts';
import type { Catalog } from '../../catalog/open.ts';
import { sumPictures } from '../../catalog/pictureSums.ts';
import { requireProject } from '../projects/find.ts';
import type { PictureLibrary } from './library.ts';

/** The pictures of a project in figures. Throws PROJECT_UNKNOWN. */
export function describeData(catalog: Catalog, library: PictureLibrary, project: number): ProjectData {
  const { kind } = requireProject(catalog, project);
  const names = sideNames(catalog, project);
  const describe = (side: Side): ProjectData['sides']['a'] => {
    const folders = foldersOf(catalog, project, side);
    const sums = sumPictures(
      catalog,
      folders.map(({ id }) => id),
    );
    return { name: names[side], folders: folders.map(({ path, pictures, state }) => ({ path, pictures, missing: state === 'missing' })), ...sums };
  };
  return { kind, sides: { a: describe('a'), b: describe('b') }, looking: library.looking(project) };
}
