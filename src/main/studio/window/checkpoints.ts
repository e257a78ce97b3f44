import { RecastError } from '../../../shared/errors/index.ts';
import { colouringOfRun, drawingOfRun, listCheckpoints, scoresOfRun } from '../checkpoints/list.ts';
import { keepCheckpoint, setRemoved } from '../checkpoints/marks.ts';
import { previewPicture } from '../checkpoints/preview.ts';
import { downloadOf, exportPlace, importedRun, startExport, startImport } from '../checkpoints/weights.ts';
import { pathOfPicture } from '../pictures/dataPicture.ts';
import { runOf } from '../runs/describe.ts';
import { following } from './following.ts';
import { studio } from './implementer.ts';
import { checkPaths } from './paths.ts';

/** Checkpoints of runs. */
export const checkpoints = studio.checkpoints.router({
  list: studio.checkpoints.list.handler(({ input, context }) => listCheckpoints(context.parts, input)),
  colouring: studio.checkpoints.colouring.handler(({ input, context: { parts } }) => colouringOfRun(parts, runOf(parts, input.run).id)),
  drawing: studio.checkpoints.drawing.handler(({ input, context: { parts } }) => drawingOfRun(parts, runOf(parts, input.run).id)),
  scores: studio.checkpoints.scores.handler(({ input, context: { parts } }) => scoresOfRun(parts, runOf(parts, input.run).id)),
  keep: studio.checkpoints.keep.handler(({ input, context }) => keepCheckpoint(context.parts, input.id, input.kept)),
  remove: studio.checkpoints.remove.handler(({ input, context }) => setRemoved(context.parts, input.ids, true)),
  restore: studio.checkpoints.restore.handler(({ input, context }) => setRemoved(context.parts, input.ids, false)),
  export: studio.checkpoints.export.handler(async function* ({ input, context, signal }) {
    checkPaths(context, 'write', [input.to]);
    const { parts } = context;
    const path = exportPlace(parts, input);
    const { exported } = yield* following((observer) => startExport(parts, input, path, observer), signal);
    if (exported === null) throw RecastError.of('JOB_KILLED', { work: 'other' });
    return { path, download: downloadOf(parts, path) };
  }),
  import: studio.checkpoints.import.handler(async function* ({ input, context, signal }) {
    checkPaths(context, 'read', Object.values(input.files));
    const outcome = yield* following((observer) => startImport(context.parts, input, observer), signal);
    return importedRun(context.parts, outcome);
  }),
  preview: studio.checkpoints.preview.handler(async ({ input, context }) => {
    const { parts } = context;
    const { id, direction, picture } = input;
    if ('path' in picture) checkPaths(context, 'read', [picture.path]);
    const key = await previewPicture(parts, id, direction, 'path' in picture ? picture.path : pathOfPicture(parts.catalog, picture.picture));
    return { before: `/pictures/preview/${key}/before`, after: `/pictures/preview/${key}/after` };
  }),
});
