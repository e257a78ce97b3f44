import { RecastError } from '../../../shared/errors/index.ts';
import type { Catalog } from '../../catalog/open.ts';
import { findProject, updateProject } from '../../catalog/projects.ts';
import type { Row } from '../../catalog/tables.ts';
import type { Changes } from '../changes.ts';

/** The project with this number. Throws PROJECT_UNKNOWN. */
export function requireProject(catalog: Catalog, id: number): Row<'projects'> {
  const project = findProject(catalog, id);
  if (project === undefined) throw RecastError.of('PROJECT_UNKNOWN', { project: id });
  return project;
}

/** A person has changed a project's data: says when, and tells windows. */
export function touchProject({ catalog, changes }: { catalog: Catalog; changes: Changes }, id: number): void {
  updateProject(catalog, id, { touched_at: Date.now() });
  changes.tell('data', id);
  changes.tell('projects', id);
}
