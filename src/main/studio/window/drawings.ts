import { beginBatch, lookAtSentences } from '../drawings/batch.ts';
import { drawPictures, finishDrawings, warmPainter } from '../drawings/draw.ts';
import { drawingHistory, drawingWithSet, favourDrawings, setDrawingsRemoved } from '../drawings/drawings.ts';
import { exportDrawings } from '../drawings/export.ts';
import { listPainters, lookAt, painterNamed, wordsLike } from '../drawings/painters.ts';
import { reopenDrawing } from '../drawings/reopen.ts';
import { studio } from './implementer.ts';
import { checkPaths } from './paths.ts';

/** Pictures drawn from words. */
export const drawings = studio.drawings.router({
  painters: studio.drawings.painters.handler(({ context }) => listPainters(context.parts)),
  words: studio.drawings.words.handler(({ input, context }) => wordsLike(context.parts, input)),
  look: studio.drawings.look.handler(async ({ input, context: { parts } }) => {
    const [look] = await lookAt(painterNamed(parts.catalog, input.checkpoint), [input.sentence]);
    return look;
  }),
  warm: studio.drawings.warm.handler(({ input, context }) => warmPainter(context.parts, input.checkpoint)),
  draw: studio.drawings.draw.handler(async function* ({ input, context, signal }) {
    return yield* drawPictures(context.parts, input, signal);
  }),
  finish: studio.drawings.finish.handler(async function* ({ input, context, signal }) {
    return yield* finishDrawings(context.parts, input, signal);
  }),
  get: studio.drawings.get.handler(({ input, context }) => drawingWithSet(context.parts, input.id)),
  history: studio.drawings.history.handler(({ input, context }) => drawingHistory(context.parts, input)),
  favour: studio.drawings.favour.handler(({ input, context }) => favourDrawings(context.parts, input.ids, input.favourite)),
  remove: studio.drawings.remove.handler(({ input, context }) => setDrawingsRemoved(context.parts, input.ids, true)),
  restore: studio.drawings.restore.handler(({ input, context }) => setDrawingsRemoved(context.parts, input.ids, false)),
  reopen: studio.drawings.reopen.handler(({ input, context }) => {
    checkPaths(context, 'read', [input.path]);
    return reopenDrawing(context.parts, input.path);
  }),
  export: studio.drawings.export.handler(async function* ({ input, context, signal }) {
    checkPaths(context, 'write', [input.to]);
    return yield* exportDrawings(context.parts, input, signal);
  }),
  sentences: studio.drawings.sentences.handler(({ input, context }) => {
    checkPaths(context, 'read', [input.file]);
    return lookAtSentences(input.file);
  }),
  batch: studio.drawings.batch.handler(async ({ input, context }) => {
    checkPaths(context, 'read', [input.file]);
    checkPaths(context, 'write', [input.output]);
    return { conversion: await beginBatch(context.parts, input) };
  }),
});
