import { captionSource, copyOwnCaptions, setCaptionSource } from '../../catalog/captions.ts';
import { addFolder, foldersOf, nameSide, sideNames, updateFolder } from '../../catalog/folders.ts';
import { copyPictures } from '../../catalog/pictureListing.ts';
import { addProject } from '../../catalog/projects.ts';
import type { Row } from '../../catalog/tables.ts';
import type { StudioParts } from '../parts.ts';
import { letOthers } from '../pause.ts';
import { requireProject } from './find.ts';

/** Pictures that are copied at once: a few milliseconds' work. */
const SLICE = 200;

/** Makes a project of the same pictures, with all marks, without runs. Throws PROJECT_UNKNOWN. */
export async function duplicateProject(parts: StudioParts, id: number): Promise<Row<'projects'>> {
  const { catalog, changes, pictures } = parts;
  const original = requireProject(catalog, id);
  const now = Date.now();
  const make = catalog.transaction(() => {
    const copy = addProject(catalog, original.name, original.kind, now);
    const { a, b } = sideNames(catalog, id);
    nameSide(catalog, copy.id, 'a', a);
    nameSide(catalog, copy.id, 'b', b);
    const folders = foldersOf(catalog, id).map((folder) => ({ from: folder, to: addFolder(catalog, { ...folder, project_id: copy.id }, now) }));
    return { copy, folders };
  });
  const { copy, folders } = make.immediate();
  for (const { from, to } of folders) {
    for (let last: number | null = 0; last !== null; last = copyPictures(catalog, from.id, to, last, SLICE)) await letOthers();
    copyOwnCaptions(catalog, from.id, to);
    // Listed anew where the original was not listed yet, or was changed meanwhile.
    updateFolder(catalog, to, { state: from.state, pictures: from.pictures });
  }
  setCaptionSource(catalog, copy.id, captionSource(catalog, id));
  changes.tell('projects');
  pictures.library.wake(copy.id);
  return copy;
}
