import { listCheckpoints, scoresOfRun } from '../checkpoints/list.ts';
import { keepCheckpoint, setRemoved } from '../checkpoints/marks.ts';
import { runOf } from '../runs/describe.ts';
import { studio } from './implementer.ts';
import { unbuilt } from './unbuilt.ts';

/** Checkpoints of runs. */
export const checkpoints = studio.checkpoints.router({
  list: studio.checkpoints.list.handler(({ input, context }) => listCheckpoints(context.parts, input)),
  scores: studio.checkpoints.scores.handler(({ input, context: { parts } }) => scoresOfRun(parts, runOf(parts, input.run).id)),
  keep: studio.checkpoints.keep.handler(({ input, context }) => keepCheckpoint(context.parts, input.id, input.kept)),
  remove: studio.checkpoints.remove.handler(({ input, context }) => setRemoved(context.parts, input.ids, true)),
  restore: studio.checkpoints.restore.handler(({ input, context }) => setRemoved(context.parts, input.ids, false)),
  export: studio.checkpoints.export.handler(unbuilt),
  import: studio.checkpoints.import.handler(unbuilt),
  preview: studio.checkpoints.preview.handler(unbuilt),
});
