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
      .select(of.fn.countAll<number>().as('checkpoints'))
      .$asScalar()
      .$notNull()
      .as('checkpoints'),
  )
  .orderBy('runs.created_at', 'desc')
  .orderBy('runs.id');

/** All runs, newest first. */
export function listRuns(catalog: Catalog): ListedRun[] {
  return all(catalog, listed);
}

/** The runs in any of these states. */
export function runsInState(catalog: Catalog, states: readonly RunState[]): Row<'runs'>[] {
  return all(catalog, build.selectFrom('runs').selectAll().where('state', 'in', states));
}

/** Changes columns of a run. */
export function updateRun(catalog: Catalog, id: string, columns: Partial<Omit<Row<'runs'>, 'id'>>): void {
  change(catalog, build.updateTable('runs').set(columns).where('id', '=', id));
}

/** Records that a run has ended, and why where something went wrong. */
export function endRun(catalog: Catalog, id: string, state: RunState, error: Pick<PlainError, 'message' | 'remedy'> | null, now: number): void {
  updateRun(catalog, id, { state, reason: error?.message ?? null, remedy: error?.remedy ?? null, ended_at: now });
}
