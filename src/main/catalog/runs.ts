import type { PlainError } from '../../shared/errors/index.ts';
import { newRunId } from './ids.ts';
import type { Catalog } from './open.ts';
import { all, build, change, one } from './query.ts';
import type { NewRow, Row, RunState } from './tables.ts';

/** A run with what a list shows beside it. */
export type ListedRun = Row<'runs'> & { project: string; checkpoints: number };

/** Adds a run under a new id; `folderOf` and `taskOf` make what depends on the id. */
export function addRun(
  catalog: Catalog,
  run: Omit<NewRow<'runs'>, 'id' | 'folder' | 'task'>,
  folderOf: (id: string) => string,
  taskOf: (id: string) => unknown,
): Row<'runs'> {
  const add = catalog.transaction(() => {
    const id = newRunId((candidate) => findRun(catalog, candidate) !== undefined);
    change(catalog, build.insertInto('runs').values({ ...run, id, folder: folderOf(id), task: JSON.stringify(taskOf(id)) }));
    return getRun(catalog, id);
  });
  return add.immediate();
}

/** The run with exactly this id. */
export function findRun(catalog: Catalog, id: string): Row<'runs'> | undefined {
  return one(catalog, build.selectFrom('runs').selectAll().where('id', '=', id));
}

/** The run with an id that is known to exist. */
export function getRun(catalog: Catalog, id: string): Row<'runs'> {
  const run = findRun(catalog, id);
  if (run === undefined) throw new Error(`The run ${id} has left the catalog.`);
  return run;
}

const listed = build
  .selectFrom('runs')
  .innerJoin('projects', 'projects.id', 'runs.project_id')
  .selectAll('runs')
  .select('projects.name as project')
  .select((of) =>
    of
      .selectFrom('checkpoints')
      .whereRef('checkpoints.run_id', '=', 'runs.id')
      .where('checkpoints.removed_at', 'is', null)
      .select(of.fn.countAll<number>().as('checkpoints'))
      .$asScalar()
      .$notNull()
      .as('checkpoints'),
  )
  .orderBy('runs.created_at', 'desc')
  .orderBy('runs.id');

/** The run with exactly this id, as a list shows it. */
export function findListedRun(catalog: Catalog, id: string): ListedRun | undefined {
  return one(catalog, listed.where('runs.id', '=', id));
}

/** All runs, newest first, those in the bin too. */
export function listRuns(catalog: Catalog): ListedRun[] {
  return all(catalog, listed);
}

/** A project's runs, newest first. */
export function runsOfProject(catalog: Catalog, projectId: number): Row<'runs'>[] {
  return all(catalog, build.selectFrom('runs').selectAll().where('project_id', '=', projectId).orderBy('created_at', 'desc').orderBy('id'));
}

/** The runs of all projects, as `runsOfProject` gives them, by project. */
export function runsByProject(catalog: Catalog): Map<number, Row<'runs'>[]> {
  return Map.groupBy(all(catalog, build.selectFrom('runs').selectAll().orderBy('created_at', 'desc').orderBy('id')), ({ project_id }) => project_id);
}

/** The runs in any of these states. */
export function runsInState(catalog: Catalog, states: readonly RunState[]): Row<'runs'>[] {
  return all(catalog, build.selectFrom('runs').selectAll().where('state', 'in', states));
}

/** The runs that ended last, newest first, none of the bin. */
export function runsEndedLately(catalog: Catalog, most: number): Row<'runs'>[] {
  return all(
    catalog,
    build.selectFrom('runs').selectAll().where('ended_at', 'is not', null).where('removed_at', 'is', null).orderBy('ended_at', 'desc').limit(most),
  );
}

/** Whether the task of any run holds a text. */
export function isInTasks(catalog: Catalog, text: string): boolean {
  return catalog.prepare('SELECT 1 FROM runs WHERE instr(task, ?) > 0 LIMIT 1').get(text) !== undefined;
}

/** Changes columns of a run. */
export function updateRun(catalog: Catalog, id: string, columns: Partial<Omit<Row<'runs'>, 'id'>>): void {
  change(catalog, build.updateTable('runs').set(columns).where('id', '=', id));
}

/** Records that a run has ended, and why where something went wrong. */
export function endRun(catalog: Catalog, id: string, state: RunState, error: StoredFailure | null, now: number): void {
  updateRun(catalog, id, { state, ...failureColumns(error), ended_at: now });
}

/** What is kept of an error, so that it can be worded in another language. */
export type StoredFailure = Pick<PlainError, 'code' | 'message' | 'remedy' | 'details'>;

/** The columns of a run that say why it ended as it did. */
export function failureColumns(error: StoredFailure | null): Pick<Row<'runs'>, 'reason' | 'remedy' | 'error'> {
  if (error === null) return { reason: null, remedy: null, error: null };
  const { code, message, remedy, details } = error;
  return { reason: message, remedy, error: JSON.stringify({ code, details }) };
}
