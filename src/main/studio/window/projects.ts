import { studio } from './implementer.ts';
import { unbuilt } from './unbuilt.ts';

export const projects = studio.projects.router({
  list: studio.projects.list.handler(unbuilt),
  get: studio.projects.get.handler(unbuilt),
  create: studio.projects.create.handler(unbuilt),
  sampleAvailable: studio.projects.sampleAvailable.handler(unbuilt),
  createSample: studio.projects.createSample.handler(unbuilt),
  rename: studio.projects.rename.handler(unbuilt),
  duplicate: studio.projects.duplicate.handler(unbuilt),
  remove: studio.projects.remove.handler(unbuilt),
  restore: studio.projects.restore.handler(unbuilt),
  emptyBin: studio.projects.emptyBin.handler(unbuilt),
});
