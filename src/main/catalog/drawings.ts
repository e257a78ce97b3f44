import type { Catalog } from './open.ts';
import { all, build, change, one } from './query.ts';
import type { NewRow, Row } from './tables.ts';

/** Records drawings, all or none; gives them with their ids. */
export function addDrawings(catalog: Catalog, drawings: readonly NewRow<'drawings'>[]): Row<'drawings'>[] {
  const add = catalog.transaction(() => drawings.flatMap((drawing) => all(catalog, build.insertInto('drawings').values(drawing).returningAll())));
  return add.immediate();
}

/** The drawing with this number. */
export function findDrawing(catalog: Catalog, id: number): Row<'drawings'> | undefined {
  return one(catalog, build.selectFrom('drawings').selectAll().where('id', '=', id));
}

/** The drawing of this recipe by the checkpoint with these contents; one that is not in the bin first, then the newest. */
export function drawingOfRecipe(catalog: Catalog, hash: string, recipe: string): Row<'drawings'> | undefined {
  const same = build.selectFrom('drawings').selectAll().where('checkpoint_hash', '=', hash).where('recipe', '=', recipe);
  return one(
    catalog,
    same
      .orderBy('removed_at', (order) => order.asc().nullsFirst())
      .orderBy('id', 'desc')
      .limit(1),
  );
}

/** Which drawings are asked for. */
export interface DrawingFilter {
  /** All of these are in its sentences: composed, in small letters. */
  readonly words: readonly string[];
  readonly favourites: boolean;
  readonly removed: boolean;
  /** Drawn by checkpoints of this project. */
  readonly project: number | null;
}

function filtered({ words, favourites, removed, project }: DrawingFilter) {
  let drawings = build.selectFrom('drawings').where('removed_at', removed ? 'is not' : 'is', null);
  if (favourites) drawings = drawings.where('favourite', '=', 1);
  if (project !== null) {
    const checkpoints = build.selectFrom('checkpoints').innerJoin('runs', 'runs.id', 'checkpoints.run_id').where('runs.project_id', '=', project);
    drawings = drawings.where('checkpoint_id', 'in', checkpoints.select('checkpoints.id'));
  }
  for (const word of words) drawings = drawings.where((of) => of(of.fn<number>('instr', [of.ref('search'), of.val(word)]), '>', 0));
  return drawings;
}

/** How many drawings there are. */
export function countDrawings(catalog: Catalog, filter: DrawingFilter): number {
  return (
    one(
      catalog,
      filtered(filter).select((of) => of.fn.countAll<number>().as('count')),
    )?.count ?? 0
  );
}

/** A part of the drawings, newest first. */
export function pageOfDrawings(catalog: Catalog, filter: DrawingFilter, offset: number, limit: number): Row<'drawings'>[] {
  return all(catalog, filtered(filter).selectAll().orderBy('id', 'desc').limit(limit).offset(offset));
}

/** Those of one call in their order, none of the bin. */
export function drawingsOfSet(catalog: Catalog, set: string): Row<'drawings'>[] {
  return all(catalog, build.selectFrom('drawings').selectAll().where('set_key', '=', set).where('removed_at', 'is', null).orderBy('place'));
}

/** Where the files of all drawings lie, those of the bin, too. */
export function placesOfDrawings(catalog: Catalog): Pick<Row<'drawings'>, 'set_key' | 'place'>[] {
  return all(catalog, build.selectFrom('drawings').select(['set_key', 'place']));
}

/** The drawings in the bin. */
export function binnedDrawings(catalog: Catalog): Row<'drawings'>[] {
  return all(catalog, build.selectFrom('drawings').selectAll().where('removed_at', 'is not', null));
}

/** Changes columns of a drawing; false where there is none. */
export function updateDrawing(catalog: Catalog, id: number, columns: Partial<Omit<Row<'drawings'>, 'id'>>): boolean {
  return change(catalog, build.updateTable('drawings').set(columns).where('id', '=', id)) > 0;
}

/** Forgets a drawing. */
export function deleteDrawing(catalog: Catalog, id: number): void {
  change(catalog, build.deleteFrom('drawings').where('id', '=', id));
}
