import { basename } from 'node:path';
import type { ProjectKind } from '../../../shared/projectKinds.ts';
import { sidesOf } from '../../../shared/projectKinds.ts';
import type { Side } from '../../../shared/contract/procedure.ts';
import { addProject } from '../../catalog/projects.ts';
import type { Row } from '../../catalog/tables.ts';
import type { StudioParts } from '../parts.ts';
import { addFolders, checkedFolders } from '../pictures/folders.ts';

/** Projects that nobody named and that have no folders to be named after. */
const unnamed: Readonly<Record<ProjectKind, string>> = { cyclegan: 'Translator', colorize: 'Colourist', stackgan: 'Painter' };

/** What a person begins with. */
export interface NewProject {
  readonly name?: string | undefined;
  readonly kind: ProjectKind;
  readonly folders: Readonly<Record<Side, readonly string[]>>;
}

function nameOf({ name, kind, folders }: NewProject): string {
  if (name !== undefined) return name;
  const names = [folders.a[0], folders.b[0]].flatMap((path) => (path === undefined ? [] : [basename(path)]));
  if (names.length === 0) return unnamed[kind];
  return kind === 'cyclegan' ? names.join(' to ') : names[0];
}

/**
 * Makes a project of folders, of which any side of its kind may have none yet. All or nothing.
 *
 * @throws FOLDER_MISSING, FOLDER_IS_FILE, FOLDERS_OVERLAP
 */
export function createProject({ catalog, changes, pictures }: StudioParts, wanted: NewProject): Row<'projects'> {
  const folders = { a: checkedFolders(wanted.folders.a), b: checkedFolders(wanted.folders.b) };
  const create = catalog.transaction(() => {
    const project = addProject(catalog, nameOf({ ...wanted, folders }), wanted.kind, Date.now());
    for (const side of sidesOf(wanted.kind)) addFolders(catalog, project.id, side, folders[side]);
    return project;
  });
  const project = create.immediate();
  changes.tell('projects');
  pictures.library.wake(project.id);
  return project;
}
