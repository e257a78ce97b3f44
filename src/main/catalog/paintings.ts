import type { Catalog } from './open.ts';
import { all, build, change, one } from './query.ts';
import type { NewRow, Row } from './tables.ts';

/** Records a painting; gives its id. */
export function addPainting(catalog: Catalog, painting: NewRow<'paintings'>): number {
  const added = one(catalog, build.insertInto('paintings').values(painting).returning('id'));
  if (added === undefined) throw new Error('The painting was not recorded.');
  return added.id;
}

/** The painting with this number. */
export function findPainting(catalog: Catalog, id: number): Row<'paintings'> | undefined {
  return one(catalog, build.selectFrom('paintings').selectAll().where('id', '=', id));
}

/** A painting of a picture with these pixels; the one changed last where there are several. */
export function paintingOfContent(catalog: Catalog, content: string): Row<'paintings'> | undefined {
  return one(catalog, build.selectFrom('paintings').selectAll().where('content', '=', content).orderBy('updated_at', 'desc').limit(1));
}

/** All paintings, last changed first, those in the bin too. */
export function listPaintings(catalog: Catalog): Row<'paintings'>[] {
  return all(catalog, build.selectFrom('paintings').selectAll().orderBy('updated_at', 'desc').orderBy('id', 'desc'));
}

/** Changes columns of a painting; false where there is none. */
export function updatePainting(catalog: Catalog, id: number, columns: Partial<Omit<Row<'paintings'>, 'id'>>): boolean {
  return change(catalog, build.updateTable('paintings').set(columns).where('id', '=', id)) > 0;
}

/** Forgets a painting. */
export function deletePainting(catalog: Catalog, id: number): void {
  change(catalog, build.deleteFrom('paintings').where('id', '=', id));
}
