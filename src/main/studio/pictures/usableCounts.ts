import type { Side } from '../../../shared/contract/procedure.ts';
import { foldersOf } from '../../catalog/folders.ts';
import { sumPictures } from '../../catalog/pictureSums.ts';
import type { StudioParts } from '../parts.ts';

/** Pictures of each side of a project that are listed, not left out and not known to be unreadable; 0 before anything was listed. */
export function usableCounts({ catalog }: Pick<StudioParts, 'catalog'>, project: number): Record<Side, number> {
  const count = (side: Side): number => {
    const folders = foldersOf(catalog, project, side).map(({ id }) => id);
    if (folders.length === 0) return 0;
    const { found, excluded, unreadable } = sumPictures(catalog, folders);
    return Math.max(0, found - excluded - unreadable);
  };
  return { a: count('a'), b: count('b') };
}
