import { randomBytes } from 'node:crypto';
import type { Drawing } from '../../../shared/contract/drawings.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import { drawingOfRecipe, updateDrawing } from '../../catalog/drawings.ts';
import { readDrawingState } from '../../data/drawingState.ts';
import type { StudioParts } from '../parts.ts';
import { finishDrawing, sketch } from './draw.ts';
import { describeDrawing, drawingOf, recipeText } from './drawings.ts';
import { findPainter } from './painters.ts';

/**
 * The drawing that a picture is, by what its metadata says: taken out of the bin where it lies there, drawn again where
 * this home has its checkpoint and not the drawing.
 *
 * @throws DRAWING_UNREADABLE where it says nothing, CHECKPOINT_UNKNOWN where its checkpoint is not here, and what the engine says
 */
export async function reopenDrawing(parts: StudioParts, path: string): Promise<Drawing> {
  const { catalog } = parts;
  const state = await readDrawingState(path);
  if (state === null) throw RecastError.of('DRAWING_UNREADABLE', { path });
  const known = drawingOfRecipe(catalog, state.checkpoint, recipeText(state.recipe));
  if (known !== undefined) {
    if (known.removed_at !== null) updateDrawing(catalog, known.id, { removed_at: null });
    parts.changes.tell('drawings', known.id);
    return describeDrawing(parts, drawingOf(parts, known.id));
  }
  const checkpoint = findPainter(catalog, { checkpoint_id: '', checkpoint_hash: state.checkpoint });
  if (checkpoint === undefined) throw RecastError.of('CHECKPOINT_UNKNOWN', { checkpoint: state.checkpoint.slice(0, 8) });
  const { rows } = await sketch(parts, checkpoint, { set: randomBytes(8).toString('hex'), from: 0 }, [state.recipe]);
  const finished = await finishDrawing(parts, rows[0]);
  parts.changes.tell('drawings', finished.id);
  return describeDrawing(parts, finished);
}
