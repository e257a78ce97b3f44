import type { Catalog } from './open.ts';
import { all, build, change, one } from './query.ts';
import type { NewRow, Row } from './tables.ts';

/** Records a conversion that begins; gives its id. */
export function addConversion(catalog: Catalog, conversion: NewRow<'conversions'>): number {
  const added = one(catalog, build.insertInto('conversions').values(conversion).returning('id'));
  if (added === undefined) throw new Error('The conversion was not recorded.');
  return added.id;
}

/** Changes columns of a conversion. */
export function updateConversion(catalog: Catalog, id: number, columns: Partial<Omit<Row<'conversions'>, 'id'>>): void {
  change(catalog, build.updateTable('conversions').set(columns).where('id', '=', id));
}

/** Conversions that are not known to have ended. */
export function activeConversions(catalog: Catalog): Row<'conversions'>[] {
  return all(catalog, build.selectFrom('conversions').selectAll().where('ended_at', 'is', null));
}

/** All conversions, newest first. */
export function listConversions(catalog: Catalog): Row<'conversions'>[] {
  return all(catalog, build.selectFrom('conversions').selectAll().orderBy('id', 'desc'));
}

/** The conversion with this number. */
export function findConversion(catalog: Catalog, id: number): Row<'conversions'> | undefined {
  return one(catalog, build.selectFrom('conversions').selectAll().where('id', '=', id));
}

/** Forgets a conversion with its list of files; the files stay. */
export function deleteConversion(catalog: Catalog, id: number): void {
  change(catalog, build.deleteFrom('conversions').where('id', '=', id));
}
