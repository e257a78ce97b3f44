import { RecastError } from '../../../shared/errors/index.ts';
import { foldersOf, nameSide, swapSides, updateFolder } from '../../catalog/folders.ts';
import { markPictures, pagePictures } from '../../catalog/pictures.ts';
import { diagnose } from '../diagnosis/doctor.ts';
import { describeData } from '../pictures/describe.ts';
import { describePicture } from '../pictures/dataPicture.ts';
import { addFolders, removeFolder } from '../pictures/folders.ts';
import { requireProject, touchProject } from '../projects/find.ts';
import type { WindowContext } from './context.ts';
import { studio } from './implementer.ts';

/** Throws PATH_NOT_ALLOWED for the first path that this window may not name. */
export function checkPaths({ host }: WindowContext, paths: readonly string[]): void {
  const refused = paths.find((path) => !host.mayUse(path));
  if (refused !== undefined) throw RecastError.of('PATH_NOT_ALLOWED', { path: refused });
}

/** The pictures of projects. */
export const data = studio.data.router({
  get: studio.data.get.handler(({ input, context: { parts } }) => {
    requireProject(parts.catalog, input.project);
    parts.pictures.library.wake(input.project);
    return describeData(parts.catalog, parts.pictures.library, input.project);
  }),
  pictures: studio.data.pictures.handler(({ input, context: { parts } }) => {
    const { project, side, filter, search, offset, limit } = input;
    requireProject(parts.catalog, project);
    const folders = foldersOf(parts.catalog, project, side).map(({ id }) => id);
    const { total, items } = pagePictures(parts.catalog, { folders, filter, search }, offset, limit);
    return { total, items: items.map((picture) => describePicture(picture, side)) };
  }),
  addFolders: studio.data.addFolders.handler(({ input, context }) => {
    const { parts } = context;
    requireProject(parts.catalog, input.project);
    checkPaths(context, input.paths);
    addFolders(parts.catalog, input.project, input.side, input.paths);
    touchProject(parts, input.project);
    parts.pictures.library.wake(input.project);
  }),
  removeFolder: studio.data.removeFolder.handler(({ input, context: { parts } }) => {
    requireProject(parts.catalog, input.project);
    removeFolder(parts.catalog, input.project, input.side, input.path);
    touchProject(parts, input.project);
  }),
  renameSide: studio.data.renameSide.handler(({ input, context: { parts } }) => {
    requireProject(parts.catalog, input.project);
    nameSide(parts.catalog, input.project, input.side, input.name);
    touchProject(parts, input.project);
  }),
  swap: studio.data.swap.handler(({ input, context: { parts } }) => {
    requireProject(parts.catalog, input.project);
    swapSides(parts.catalog, input.project);
    touchProject(parts, input.project);
  }),
  exclude: studio.data.exclude.handler(({ input, context: { parts } }) => {
    requireProject(parts.catalog, input.project);
    markPictures(parts.catalog, input.project, input.ids, 'excluded', input.value);
    touchProject(parts, input.project);
  }),
  holdOut: studio.data.holdOut.handler(({ input, context: { parts } }) => {
    requireProject(parts.catalog, input.project);
    markPictures(parts.catalog, input.project, input.ids, 'held_out', input.value);
    touchProject(parts, input.project);
  }),
  rescan: studio.data.rescan.handler(({ input, context: { parts } }) => {
    requireProject(parts.catalog, input.project);
    for (const { id } of foldersOf(parts.catalog, input.project)) updateFolder(parts.catalog, id, { state: 'unlisted' });
    parts.pictures.library.wake(input.project);
    parts.changes.tell('data', input.project);
  }),
  doctor: studio.data.doctor.handler(({ input, context, signal }) => diagnose(context.parts, input.project, signal)),
});
