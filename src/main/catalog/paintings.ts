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

/** Steps in the place of all from the number `from` on; at most `most` are kept, the newest. */
export function keepSteps(catalog: Catalog, id: number, from: number, steps: readonly string[], most: number): void {
  const ofPainting = build.deleteFrom('painting_steps').where('painting_id', '=', id);
  const keep = catalog.transaction(() => {
    change(catalog, ofPainting.where('number', '>=', from));
    // Steps that do not join those before lead nowhere back.
    const last = one(catalog, build.selectFrom('painting_steps').select('number').where('painting_id', '=', id).orderBy('number', 'desc').limit(1));
    if (last !== undefined && last.number !== from - 1) change(catalog, ofPainting);
    for (const [index, step] of steps.entries()) change(catalog, build.insertInto('painting_steps').values({ painting_id: id, number: from + index, step }));
    change(catalog, ofPainting.where('number', '<', from + steps.length - most));
  });
  keep();
}

/** The steps of a painting that are kept, oldest first, their numbers one after the other. */
export function stepsOf(catalog: Catalog, id: number): Row<'painting_steps'>[] {
  return all(catalog, build.selectFrom('painting_steps').selectAll().where('painting_id', '=', id).orderBy('number'));
}
