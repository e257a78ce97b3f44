import type { ProjectKind } from '../../../shared/projectKinds.ts';
import { projectKinds } from '../../../shared/projectKinds.ts';
import type { Catalog } from '../../catalog/open.ts';
import { findProject, projectNamed } from '../../catalog/projects.ts';
import type { Row } from '../../catalog/tables.ts';

/** The project that a run of this kind belongs to: the one that was asked for where that is of the kind, else the one of its name, made when missing. */
export function filedUnder(
  catalog: Catalog,
  asked: { readonly projectId?: number; readonly project?: string },
  kind: ProjectKind,
  now: number,
): Row<'projects'>['id'] {
  const chosen = asked.projectId === undefined ? undefined : findProject(catalog, asked.projectId);
  if (chosen?.kind === kind) return chosen.id;
  return projectNamed(catalog, asked.project ?? projectKinds[kind].project, kind, now).id;
}
