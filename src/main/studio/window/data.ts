import { projectKinds } from '../../../shared/projectKinds.ts';
import { captionSource, captionsOf, setCaptionSource } from '../../catalog/captions.ts';
import { foldersOf, nameSide, swapSides, updateFolder } from '../../catalog/folders.ts';
import { markPictures, pagePictures } from '../../catalog/pictures.ts';
import { diagnose } from '../diagnosis/doctor.ts';
import { describeData } from '../pictures/describe.ts';
import { describePicture } from '../pictures/dataPicture.ts';
import { addFolders, removeFolder } from '../pictures/folders.ts';
import { moveFolder } from '../pictures/moveFolder.ts';
import { requireProject, touchProject } from '../projects/find.ts';
import { studio } from './implementer.ts';
import { checkPaths } from './paths.ts';

/** The pictures of projects. */
export const data = studio.data.router({
  get: studio.data.get.handler(({ input, context: { parts } }) => {
    parts.pictures.library.wake(input.project);
    return describeData(parts.catalog, parts.pictures.library, input.project);
  }),
  pictures: studio.data.pictures.handler(({ input, context: { parts } }) => {
    const { project, side, filter, search, offset, limit } = input;
    const { captions } = projectKinds[requireProject(parts.catalog, project).kind];
    const folders = foldersOf(parts.catalog, project, side).map(({ id }) => id);
    const { total, items } = pagePictures(parts.catalog, { folders, filter, search, captions }, offset, limit);
    const said = captions
      ? captionsOf(
          parts.catalog,
          items.map(({ id }) => id),
        )
      : null;
    return { total, items: items.map((picture) => describePicture(picture, side, said?.get(picture.id))) };
  }),
  addFolders: studio.data.addFolders.handler(({ input, context }) => {
    checkPaths(context, 'read', input.paths);
    const { parts } = context;
    requireProject(parts.catalog, input.project);
    addFolders(parts.catalog, input.project, input.side, input.paths);
    touchProject(parts, input.project);
    parts.pictures.library.wake(input.project);
  }),
  removeFolder: studio.data.removeFolder.handler(({ input, context: { parts } }) => {
    requireProject(parts.catalog, input.project);
    removeFolder(parts.catalog, input.project, input.side, input.path);
    touchProject(parts, input.project);
  }),
  moveFolder: studio.data.moveFolder.handler(({ input, context }) => {
    checkPaths(context, 'read', [input.to]);
    const { parts } = context;
    requireProject(parts.catalog, input.project);
    moveFolder(parts.catalog, input.project, input);
    touchProject(parts, input.project);
    parts.pictures.library.wake(input.project);
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
    const { kind } = requireProject(parts.catalog, input.project);
    // Texts beside pictures may have changed where these have not.
    if (projectKinds[kind].captions) setCaptionSource(parts.catalog, input.project, captionSource(parts.catalog, input.project));
    for (const { id } of foldersOf(parts.catalog, input.project)) updateFolder(parts.catalog, id, { state: 'unlisted' });
    parts.pictures.library.wake(input.project);
    parts.changes.tell('data', input.project);
  }),
  doctor: studio.data.doctor.handler(({ input, context, signal }) => diagnose(context.parts, input.project, signal)),
});
