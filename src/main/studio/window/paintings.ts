import { downloadOf } from '../checkpoints/weights.ts';
import { asDamage, colour, suggest, uncertainty } from '../paintings/colour.ts';
import { listColourists } from '../paintings/colourists.ts';
import { exportPainting, paintingPlace } from '../paintings/export.ts';
import {
  chooseColourist,
  describePainting,
  layPaintingAside,
  listedPaintings,
  openPainting,
  paintingOf,
  renamePainting,
  savePainting,
  setPaintingsRemoved,
} from '../paintings/paintings.ts';
import { pathOfPicture } from '../pictures/dataPicture.ts';
import { following } from './following.ts';
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
  save: studio.paintings.save.handler(({ input, context }) => savePainting(context.parts, input.id, input)),
  layAside: studio.paintings.layAside.handler(({ input, context }) => layPaintingAside(context.parts, input.id, input.hints)),
  choose: studio.paintings.choose.handler(({ input, context }) => chooseColourist(context.parts, input.id, input.checkpoint)),
  colour: studio.paintings.colour.handler(({ input, context, signal }) => colour(context.parts, input, signal)),
  suggest: studio.paintings.suggest.handler(({ input, context, signal }) => suggest(context.parts, input, signal)),
  uncertainty: studio.paintings.uncertainty.handler(({ input, context, signal }) => uncertainty(context.parts, input, signal)),
  export: studio.paintings.export.handler(async function* ({ input, context, signal }) {
    checkPaths(context, 'write', [input.to]);
    const { parts } = context;
    const path = paintingPlace(parts, input);
    try {
      yield* following((observer) => exportPainting(parts, input, path, observer), signal);
    } catch (error) {
      throw asDamage(parts, input.id, error);
    }
    return { path, download: downloadOf(parts, path) };
  }),
  colourists: studio.paintings.colourists.handler(({ context }) => listColourists(context.parts)),
});
