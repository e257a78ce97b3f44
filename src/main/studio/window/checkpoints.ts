import { studio } from './implementer.ts';
import { unbuilt } from './unbuilt.ts';

export const checkpoints = studio.checkpoints.router({
  list: studio.checkpoints.list.handler(unbuilt),
  scores: studio.checkpoints.scores.handler(unbuilt),
  keep: studio.checkpoints.keep.handler(unbuilt),
  remove: studio.checkpoints.remove.handler(unbuilt),
  restore: studio.checkpoints.restore.handler(unbuilt),
  export: studio.checkpoints.export.handler(unbuilt),
  import: studio.checkpoints.import.handler(unbuilt),
  preview: studio.checkpoints.preview.handler(unbuilt),
});
