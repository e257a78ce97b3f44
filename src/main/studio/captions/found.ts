import { join } from 'node:path';
import { foldersOf } from '../../catalog/folders.ts';
import type { Catalog } from '../../catalog/open.ts';
import { recordedAfter } from '../../catalog/pictureListing.ts';
import type { Findable } from '../../data/captions/finder.ts';
import { letOthers } from '../pause.ts';

/** A picture of a project, to be found by its name. */
export interface FoundPicture extends Findable {
  readonly id: number;
}

/** The side whose pictures have captions. */
export const CAPTIONED_SIDE = 'a';

/** Rows that are read at once: a few milliseconds' work. */
const SLICE = 500;

/** The pictures of a project that are said to show something, in slices. */
export async function* picturesOf(catalog: Catalog, project: number): AsyncGenerator<readonly FoundPicture[], void> {
  for (const { id: folder, path: root } of foldersOf(catalog, project, CAPTIONED_SIDE)) {
    for (let last = 0; ;) {
      const rows = recordedAfter(catalog, folder, last, SLICE);
      if (rows.length === 0) break;
      last = rows[rows.length - 1].id;
      yield rows.map(({ id, path }) => ({ id, path: join(root, path), relative: path }));
      await letOthers();
    }
  }
}
