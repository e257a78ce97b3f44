import type { Drawing } from '../../../shared/contract/drawings.ts';
import type { DrawingRecipe } from '../../../shared/drawing.ts';
import { drawingRecipeSchema } from '../../../shared/drawing.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import { binnedDrawings, countDrawings, deleteDrawing, drawingsOfSet, findDrawing, pageOfDrawings, updateDrawing } from '../../catalog/drawings.ts';
import { readJson } from '../../catalog/json.ts';
import type { Row } from '../../catalog/tables.ts';
import type { StudioParts } from '../parts.ts';
import { iso, isoOrNull } from '../times.ts';
import { removeDrawingFiles } from './files.ts';
import { findPainter } from './painters.ts';

/** The drawing with this number. Throws DRAWING_UNKNOWN. */
export function drawingOf({ catalog }: StudioParts, id: number): Row<'drawings'> {
  const row = findDrawing(catalog, id);
  if (row === undefined) throw RecastError.of('DRAWING_UNKNOWN', { drawing: id });
  return row;
}

/** What it was drawn from. */
export const recipeOf = ({ recipe }: Row<'drawings'>): DrawingRecipe => readJson(drawingRecipeSchema, recipe, 'drawings.recipe');

/** A recipe as the catalog keeps it: equal ones as equal texts. */
export const recipeText = (recipe: DrawingRecipe): string => JSON.stringify(drawingRecipeSchema.parse(recipe));

/** A text as it is searched: composed, in small letters. */
const searched = (text: string): string => text.normalize('NFKC').toLowerCase();

/** What a drawing is searched by. */
export const searchText = ({ sentence, toward }: DrawingRecipe): string => searched([sentence, toward?.sentence ?? []].flat().join('\n'));

/** A drawing as a window shows it. */
export function describeDrawing({ catalog }: StudioParts, row: Row<'drawings'>): Drawing {
  const { id, set_key: set, place, run_name: runName, small_side, side, favourite, created_at, removed_at } = row;
  const at = (which: 'small' | 'picture'): string => `/pictures/drawing/${id}/${which}`;
  return {
    id,
    set,
    place,
    ...recipeOf(row),
    checkpoint: findPainter(catalog, row)?.id ?? null,
    runName,
    small: { url: at('small'), side: small_side },
    picture: side === null ? null : { url: at('picture'), side },
    favourite: favourite === 1,
    createdAt: iso(created_at),
    removedAt: isoOrNull(removed_at),
  };
}

/** A drawing and those that were drawn with it. Throws DRAWING_UNKNOWN. */
export function drawingWithSet(parts: StudioParts, id: number): { drawing: Drawing; set: Drawing[] } {
  const row = drawingOf(parts, id);
  return { drawing: describeDrawing(parts, row), set: drawingsOfSet(parts.catalog, row.set_key).map((each) => describeDrawing(parts, each)) };
}

/** A part of what was drawn. */
export interface AskedHistory {
  readonly search: string;
  readonly favourites: boolean;
  readonly removed: boolean;
  readonly project: number | null;
  readonly offset: number;
  readonly limit: number;
}

/** What was drawn, newest first. */
export function drawingHistory(parts: StudioParts, { search, offset, limit, ...rest }: AskedHistory): { items: Drawing[]; total: number } {
  const words = searched(search)
    .split(/\s+/u)
    .filter((word) => word !== '');
  const filter = { ...rest, words };
  const items = pageOfDrawings(parts.catalog, filter, offset, limit).map((row) => describeDrawing(parts, row));
  return { items, total: countDrawings(parts.catalog, filter) };
}

function updateAll(parts: StudioParts, ids: readonly number[], columns: Partial<Row<'drawings'>>): void {
  for (const id of ids) drawingOf(parts, id);
  const update = parts.catalog.transaction(() => {
    for (const id of ids) updateDrawing(parts.catalog, id, columns);
  });
  update.immediate();
  parts.changes.tell('drawings', ids.length === 1 ? ids[0] : null);
}

/** Marks favourites. Throws DRAWING_UNKNOWN. */
export const favourDrawings = (parts: StudioParts, ids: readonly number[], favourite: boolean): void => updateAll(parts, ids, { favourite: favourite ? 1 : 0 });

/** Puts drawings into the bin, or takes them out. Throws DRAWING_UNKNOWN. */
export const setDrawingsRemoved = (parts: StudioParts, ids: readonly number[], removed: boolean): void =>
  updateAll(parts, ids, { removed_at: removed ? Date.now() : null });

/** Removes for good what lies in the bin, files first. Gives the bytes that they took. */
export async function emptyDrawings({ catalog, layout, changes }: StudioParts): Promise<number> {
  const binned = binnedDrawings(catalog);
  let bytes = 0;
  for (const row of binned) {
    bytes += await removeDrawingFiles(layout, row);
    deleteDrawing(catalog, row.id);
  }
  if (binned.length > 0) changes.tell('drawings');
  return bytes;
}
