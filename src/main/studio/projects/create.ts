import { basename } from 'node:path';
import type { Side } from '../../../shared/contract/procedure.ts';
import { addProject } from '../../catalog/projects.ts';
import type { Row } from '../../catalog/tables.ts';
import type { StudioParts } from '../parts.ts';
import { addFolders, checkedFolders } from '../pictures/folders.ts';

/** A project that nobody named and that has no folders to be named after. */
const UNNAMED = 'Translator';

/** What a person begins with. */
export interface NewProject {
  readonly name?: string | undefined;
  readonly folders: Readonly<Record<Side, readonly string[]>>;
}

function nameOf({ name, folders }: NewProject): string {
  if (name !== undefined) return name;
  const names = [folders.a[0], folders.b[0]].flatMap((path) => (path === undefined ? [] : [basename(path)]));
  return names.length === 0 ? UNNAMED : names.join(' to ');
}

/**
 * Makes a project of folders, of which either side may have none yet. All or nothing.
 *
 * @throws FOLDER_MISSING, FOLDER_IS_FILE, FOLDERS_OVERLAP
 */
export function createProject({ catalog, changes, pictures }: StudioParts, wanted: NewProject): Row<'projects'> {
  const folders = { a: checkedFolders(wanted.folders.a), b: checkedFolders(wanted.folders.b) };
  const create = catalog.transaction(() => {
    const project = addProject(catalog, nameOf({ ...wanted, folders }), Date.now());
    addFolders(catalog, project.id, 'a', folders.a);
    addFolders(catalog, project.id, 'b', folders.b);
    return project;
  });
  const project = create.immediate();
  changes.tell('projects');
  pictures.library.wake(project.id);
  return project;
}
