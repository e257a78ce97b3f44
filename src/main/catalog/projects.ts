import * as z from 'zod';
import type { ProjectKind } from '../../shared/projectKinds.ts';
import { readJson } from './json.ts';
import type { Catalog } from './open.ts';
import { all, build, change, one } from './query.ts';
import type { Row } from './tables.ts';

/** The project of this name and kind, made when missing: with ` 2`, ` 3` behind its name where others of another kind have it. */
export function projectNamed(catalog: Catalog, name: string, kind: ProjectKind, now: number): Row<'projects'> {
  const find = catalog.transaction(() => {
    for (let number = 1; ; number++) {
      const called = number === 1 ? name : `${name} ${number}`;
      const there = one(catalog, build.selectFrom('projects').selectAll().where('name', '=', called));
      if (there?.kind === kind) return there;
      if (there === undefined) return addProject(catalog, called, kind, now);
    }
  });
  return find.immediate();
}

/** The project with this number. */
export function findProject(catalog: Catalog, id: number): Row<'projects'> | undefined {
  return one(catalog, build.selectFrom('projects').selectAll().where('id', '=', id));
}

/** All projects, those in the bin too, newest first. */
export function listProjects(catalog: Catalog): Row<'projects'>[] {
  return all(catalog, build.selectFrom('projects').selectAll().orderBy('id', 'desc'));
}

/** True where a project has exactly this name, in the bin or not. */
export function isProjectName(catalog: Catalog, name: string): boolean {
  return one(catalog, build.selectFrom('projects').select('id').where('name', '=', name)) !== undefined;
}

/** Adds a project under a name that no other has: with ` 2`, ` 3` behind it where it is taken. */
export function addProject(catalog: Catalog, name: string, kind: ProjectKind, now: number): Row<'projects'> {
  const add = catalog.transaction(() => {
    let free = name;
    for (let number = 2; isProjectName(catalog, free); number++) free = `${name} ${number}`;
    return found(one(catalog, build.insertInto('projects').values({ name: free, kind, created_at: now }).returningAll()));
  });
  return add.immediate();
}

/** Changes columns of a project. */
export function updateProject(catalog: Catalog, id: number, columns: Partial<Omit<Row<'projects'>, 'id'>>): void {
  change(catalog, build.updateTable('projects').set(columns).where('id', '=', id));
}

/** Removes a project with its runs and all that the catalog knows of them. */
export function deleteProject(catalog: Catalog, id: number): void {
  change(catalog, build.deleteFrom('projects').where('id', '=', id));
}

/** The dataset of these folders in a project, made when missing. */
export function datasetOf(catalog: Catalog, projectId: number, folders: Readonly<Record<string, string | readonly string[]>>, now: number): Row<'datasets'> {
  // Sides in order, so that equal folders have equal text.
  const text = JSON.stringify(Object.fromEntries(Object.entries(folders).sort(([one], [other]) => (one < other ? -1 : 1))));
  const insert = build.insertInto('datasets').values({ project_id: projectId, folders: text, created_at: now });
  change(
    catalog,
    insert.onConflict((conflict) => conflict.columns(['project_id', 'folders']).doNothing()),
  );
  return found(one(catalog, build.selectFrom('datasets').selectAll().where('project_id', '=', projectId).where('folders', '=', text)));
}

const foldersSchema = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/** The folders by side that were last trained on in a project; undefined where none were. */
export function newestDataset(catalog: Catalog, projectId: number): z.infer<typeof foldersSchema> | undefined {
  const newest = one(catalog, build.selectFrom('datasets').select('folders').where('project_id', '=', projectId).orderBy('id', 'desc').limit(1));
  return newest === undefined ? undefined : readJson(foldersSchema, newest.folders, 'datasets.folders');
}

/** Records how many pictures an engine counted in a dataset, by side. */
export function countPictures(catalog: Catalog, datasetId: number, pictures: Readonly<Record<string, number>>): void {
  change(
    catalog,
    build
      .updateTable('datasets')
      .set({ pictures: JSON.stringify(pictures) })
      .where('id', '=', datasetId),
  );
}

function found<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('A row that was just written is not there.');
  return value;
}
