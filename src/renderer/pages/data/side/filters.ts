import type { ProjectData } from '../../../../shared/contract/data.ts';

/** Which pictures of a side are shown. */
export const pictureFilters = ['all', 'included', 'excluded', 'held-out', 'unreadable', 'uncaptioned'] as const;
export type PictureFilter = (typeof pictureFilters)[number];

/** How many pictures a filter shows; null where the side does not say. */
export function countOf(filter: PictureFilter, about: ProjectData['sides']['a']): number | null {
  switch (filter) {
    case 'all':
      return about.found;
    case 'excluded':
      return about.excluded;
    case 'held-out':
      return about.heldOut;
    case 'unreadable':
      return about.unreadable;
    case 'uncaptioned':
    case 'included':
      return null;
  }
}
