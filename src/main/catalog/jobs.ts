import type { Catalog } from './open.ts';
import { all, build, change, one } from './query.ts';
import type { NewRow, Row } from './tables.ts';

/** Adds a job at the end of the queue; gives its id. */
export function addJob(catalog: Catalog, job: Omit<NewRow<'jobs'>, 'id' | 'place' | 'state'>): number {
  const add = catalog.transaction(() => {
    const last =
      one(
        catalog,
        build.selectFrom('jobs').select((of) => of.fn.max('place').as('place')),
      )?.place ?? 0;
    return one(
      catalog,
      build
        .insertInto('jobs')
        .values({ ...job, place: last + 1, state: 'waiting' })
        .returning('id'),
    );
  });
  const added = add.immediate();
  if (added === undefined) throw new Error('The job was not recorded.');
  return added.id;
}

/** The jobs that wait or run, in the order of the queue. */
export function listJobs(catalog: Catalog): Row<'jobs'>[] {
  return all(catalog, build.selectFrom('jobs').selectAll().orderBy('place').orderBy('id'));
}

/** Changes columns of a job; false when it is not there any more. */
export function updateJob(catalog: Catalog, id: number, columns: Partial<Omit<Row<'jobs'>, 'id'>>): boolean {
  return change(catalog, build.updateTable('jobs').set(columns).where('id', '=', id)) > 0;
}

/** Removes a job that has ended. */
export function removeJob(catalog: Catalog, id: number): void {
  change(catalog, build.deleteFrom('jobs').where('id', '=', id));
}
