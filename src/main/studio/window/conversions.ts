import { studio } from './implementer.ts';
import { unbuilt } from './unbuilt.ts';

export const conversions = studio.conversions.router({
  list: studio.conversions.list.handler(unbuilt),
  get: studio.conversions.get.handler(unbuilt),
  files: studio.conversions.files.handler(unbuilt),
  start: studio.conversions.start.handler(unbuilt),
  pause: studio.conversions.pause.handler(unbuilt),
  proceed: studio.conversions.proceed.handler(unbuilt),
  cancel: studio.conversions.cancel.handler(unbuilt),
  resume: studio.conversions.resume.handler(unbuilt),
  remove: studio.conversions.remove.handler(unbuilt),
  watch: studio.conversions.watch.handler(unbuilt),
  identify: studio.conversions.identify.handler(unbuilt),
});
