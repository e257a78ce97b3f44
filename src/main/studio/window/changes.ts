import { studio } from './implementer.ts';
import { unbuilt } from './unbuilt.ts';

export const changes = studio.changes.router({
  watch: studio.changes.watch.handler(unbuilt),
});
