import { RecastError } from '../../../shared/errors/index.ts';
import { isProjectName, listProjects, updateProject } from '../../catalog/projects.ts';
import { createProject } from '../projects/create.ts';
import { describeProject } from '../projects/describe.ts';
import { requireProject } from '../projects/find.ts';
import { checkPaths } from './data.ts';
import { studio } from './implementer.ts';
import { unbuilt } from './unbuilt.ts';

/** Projects. */
export const projects = studio.projects.router({
  list: studio.projects.list.handler(({ context: { parts } }) => {
    parts.queue.sweep();
    parts.pictures.library.wake();
    return listProjects(parts.catalog).map((project) => describeProject(parts.catalog, project));
  }),
  get: studio.projects.get.handler(({ input, context: { parts } }) => {
    parts.queue.sweep();
    return describeProject(parts.catalog, requireProject(parts.catalog, input.id));
  }),
  create: studio.projects.create.handler(({ input, context }) => {
    checkPaths(context, [...input.folders.a, ...input.folders.b]);
    return describeProject(context.parts.catalog, createProject(context.parts, input));
  }),
  sampleAvailable: studio.projects.sampleAvailable.handler(unbuilt),
  createSample: studio.projects.createSample.handler(unbuilt),
  rename: studio.projects.rename.handler(({ input, context: { parts } }) => {
    const { id, name } = input;
    const before = requireProject(parts.catalog, id);
    if (name !== before.name && isProjectName(parts.catalog, name)) throw RecastError.of('PROJECT_NAME_TAKEN', { name });
    updateProject(parts.catalog, id, { name, touched_at: Date.now() });
    parts.changes.tell('projects', id);
    return describeProject(parts.catalog, requireProject(parts.catalog, id));
  }),
  duplicate: studio.projects.duplicate.handler(unbuilt),
  remove: studio.projects.remove.handler(unbuilt),
  restore: studio.projects.restore.handler(unbuilt),
  emptyBin: studio.projects.emptyBin.handler(unbuilt),
});
