import { studio } from './implementer.ts';
import { unbuilt } from './unbuilt.ts';

export const runs = studio.runs.router({
  list: studio.runs.list.handler(unbuilt),
  get: studio.runs.get.handler(unbuilt),
  cost: studio.runs.cost.handler(unbuilt),
  measure: studio.runs.measure.handler(unbuilt),
  start: studio.runs.start.handler(unbuilt),
  resume: studio.runs.resume.handler(unbuilt),
  branch: studio.runs.branch.handler(unbuilt),
  pause: studio.runs.pause.handler(unbuilt),
  proceed: studio.runs.proceed.handler(unbuilt),
  stop: studio.runs.stop.handler(unbuilt),
  rename: studio.runs.rename.handler(unbuilt),
  remove: studio.runs.remove.handler(unbuilt),
  restore: studio.runs.restore.handler(unbuilt),
  watch: studio.runs.watch.handler(unbuilt),
  metrics: studio.runs.metrics.handler(unbuilt),
  samples: studio.runs.samples.handler(unbuilt),
  alarms: studio.runs.alarms.handler(unbuilt),
});
