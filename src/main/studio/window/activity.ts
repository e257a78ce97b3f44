import { studio } from './implementer.ts';
import { unbuilt } from './unbuilt.ts';

export const activity = studio.activity.router({
  watch: studio.activity.watch.handler(unbuilt),
  move: studio.activity.move.handler(unbuilt),
  pause: studio.activity.pause.handler(unbuilt),
  proceed: studio.activity.proceed.handler(unbuilt),
  cancel: studio.activity.cancel.handler(unbuilt),
  log: studio.activity.log.handler(unbuilt),
});
