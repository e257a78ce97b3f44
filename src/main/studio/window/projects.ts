import { RecastError } from '../../../shared/errors/index.ts';
import { isProjectName, listProjects, updateProject } from '../../catalog/projects.ts';
import { emptyBin, removeProjects, restoreProjects } from '../projects/bin.ts';
import { createProject } from '../projects/create.ts';
import { describeProject, describeProjects } from '../projects/describe.ts';
import { duplicateProject } from '../projects/duplicate.ts';
import { requireProject } from '../projects/find.ts';
import { createSample } from '../sample/createSample.ts';
import { hasEmoji } from '../sample/emoji.ts';
import { studio } from './implementer.ts';
import { checkPaths } from './paths.ts';

/** Projects. */
export const projects = studio.projects.router({
  list: studio.projects.list.handler(({ context: { parts } }) => {
    parts.queue.sweep();
    parts.pictures.library.wake();
    return describeProjects(parts.catalog, listProjects(parts.catalog));
  }),
  get: studio.projects.get.handler(({ input, context: { parts } }) => {
    parts.queue.sweep();
    return describeProject(parts.catalog, requireProject(parts.catalog, input.id));
  }),
  create: studio.projects.create.handler(({ input, context }) => {
    checkPaths(context, 'read', [...input.folders.a, ...input.folders.b]);
    return describeProject(context.parts.catalog, createProject(context.parts, input));
  }),
  sampleAvailable: studio.projects.sampleAvailable.handler(() => hasEmoji()),
  createSample: studio.projects.createSample.handler(({ context: { parts }, signal }) => createSample(parts, signal)),
  rename: studio.projects.rename.handler(({ input, context: { parts } }) => {
    const { id, name } = input;
    const before = requireProject(parts.catalog, id);
    if (name !== before.name && isProjectName(parts.catalog, name)) throw RecastError.of('PROJECT_NAME_TAKEN', { name });
    updateProject(parts.catalog, id, { name, touched_at: Date.now() });
    parts.changes.tell('projects', id);
    return describeProject(parts.catalog, requireProject(parts.catalog, id));
  }),
  duplicate: studio.projects.duplicate.handler(async ({ input, context: { parts } }) =>
    describeProject(parts.catalog, await duplicateProject(parts, input.id)),
  ),
  remove: studio.projects.remove.handler(({ input, context }) => removeProjects(context.parts, input.ids)),
  restore: studio.projects.restore.handler(({ input, context }) => restoreProjects(context.parts, input.ids)),
  emptyBin: studio.projects.emptyBin.handler(({ context }) => emptyBin(context.parts)),
});
