import { listColourists } from '../paintings/colourists.ts';
import {
  chooseColourist,
  describePainting,
  listedPaintings,
  openPainting,
  paintingOf,
  renamePainting,
  savePainting,
  setPaintingsRemoved,
} from '../paintings/paintings.ts';
import { pathOfPicture } from '../pictures/dataPicture.ts';
import { studio } from './implementer.ts';
import { checkPaths } from './paths.ts';

/** Pictures that are coloured by hand. */
export const paintings = studio.paintings.router({
  list: studio.paintings.list.handler(({ context }) => listedPaintings(context.parts)),
  get: studio.paintings.get.handler(({ input, context: { parts } }) => describePainting(parts, paintingOf(parts, input.id))),
  open: studio.paintings.open.handler(({ input: { from, checkpoint }, context }) => {
    if ('path' in from) checkPaths(context, 'read', [from.path]);
    const { parts } = context;
    return openPainting(parts, 'path' in from ? from.path : pathOfPicture(parts.catalog, from.picture), checkpoint);
  }),
  rename: studio.paintings.rename.handler(({ input, context }) => renamePainting(context.parts, input.id, input.name)),
  remove: studio.paintings.remove.handler(({ input, context }) => setPaintingsRemoved(context.parts, input.ids, true)),
  restore: studio.paintings.restore.handler(({ input, context }) => setPaintingsRemoved(context.parts, input.ids, false)),
  save: studio.paintings.save.handler(({ input, context }) => savePainting(context.parts, input.id, input.hints)),
  choose: studio.paintings.choose.handler(({ input, context }) => chooseColourist(context.parts, input.id, input.checkpoint)),
  colourists: studio.paintings.colourists.handler(({ context }) => listColourists(context.parts)),
});
