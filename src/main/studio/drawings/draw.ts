import { randomBytes } from 'node:crypto';
import type { DrawingNews, DrawingOrder } from '../../../shared/contract/drawings.ts';
import type { DrawingRecipe } from '../../../shared/drawing.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import { addDrawings, updateDrawing } from '../../catalog/drawings.ts';
import type { NamedCheckpoint } from '../../catalog/checkpoints.ts';
import type { Row } from '../../catalog/tables.ts';
import type { PaintAnswer } from '../../jobs/messages.ts';
import type { Answered, DeskAsk } from '../paintings/desk.ts';
import type { StudioParts } from '../parts.ts';
import { describeDrawing, drawingOf, recipeOf, recipeText, searchText } from './drawings.ts';
import { drawingFiles, makeSetFolder, writeDrawing } from './files.ts';
import { recipesOf } from './orders.ts';
import { drawable, findPainter, painterNamed } from './painters.ts';

/** So many small pictures are asked for at once. */
const TOGETHER = 16;

/** How a call ended. */
interface End {
  state: 'done' | 'superseded';
}

/** What a window asks to be drawn. */
export interface AskedDrawings {
  readonly checkpoint: string;
  readonly what: DrawingOrder;
  readonly strength: number;
  readonly finish: boolean;
  readonly canvas: string;
}

type Drawn = Extract<PaintAnswer, { do: 'draw' }>;

async function askToDraw({ desk }: StudioParts, ask: DeskAsk): Promise<Drawn & Pick<Answered, 'restarted'>> {
  const { answer, restarted } = await desk.ask(ask);
  if (answer.do !== 'draw') throw new Error(`The engine answered "${answer.do}" where a drawing was asked.`);
  return { ...answer, restarted };
}

/** The recipes of an order with sentences that can be drawn. Throws DRAWING_UNKNOWN, SENTENCE_..., CHECKPOINT_DAMAGED, VOCABULARY_MISFIT. */
async function drawableRecipes(parts: StudioParts, checkpoint: NamedCheckpoint, { what, strength }: AskedDrawings): Promise<DrawingRecipe[]> {
  const recipes = recipesOf(parts, what, strength);
  const typed = [...new Set(recipes.flatMap(({ sentence, toward }) => [sentence, toward?.sentence ?? []].flat()))];
  const cleaned = await drawable(checkpoint, typed);
  const clean = new Map(typed.map((sentence, i) => [sentence, cleaned[i]]));
  const cleanly = (sentence: string): string => clean.get(sentence) ?? sentence;
  return recipes.map(({ sentence, toward, ...rest }) => ({
    ...rest,
    sentence: cleanly(sentence),
    toward: toward === null ? null : { ...toward, sentence: toward.sentence === null ? null : cleanly(toward.sentence) },
  }));
}

/** Draws some recipes small and keeps them at places of a set: files first, rows after. Throws PICTURE_UNWRITABLE and what the engine says. */
export async function sketch(
  parts: StudioParts,
  checkpoint: NamedCheckpoint,
  { set, from }: { readonly set: string; readonly from: number },
  recipes: readonly DrawingRecipe[],
): Promise<{ rows: Row<'drawings'>[]; restarted: Answered['restarted'] }> {
  const { pictures, stage, restarted } = await askToDraw(parts, { do: 'sketch', checkpointFolder: checkpoint.folder, recipes: [...recipes] });
  await makeSetFolder(parts.layout, set);
  await Promise.all(
    recipes.map((recipe, i) => {
      const { small } = drawingFiles(parts.layout, { set_key: set, place: from + i });
      return writeDrawing(small, { pixels: pictures[i], stage }, checkpoint, recipe, false);
    }),
  );
  const now = Date.now();
  const rows = recipes.map((recipe, i) => ({
    set_key: set,
    place: from + i,
    sentence: recipe.sentence,
    search: searchText(recipe),
    recipe: recipeText(recipe),
    checkpoint_id: checkpoint.id,
    checkpoint_hash: checkpoint.hash,
    run_name: checkpoint.run_name,
    step: checkpoint.step,
    small_side: pictures[i].width,
    side: null,
    created_at: now,
  }));
  return { rows: addDrawings(parts.catalog, rows), restarted };
}

/** Draws one as it is in the end and keeps that. Throws CHECKPOINT_UNKNOWN where its painter is gone, and what the engine says. */
export async function finishDrawing(parts: StudioParts, row: Row<'drawings'>): Promise<Row<'drawings'>> {
  if (row.side !== null) return row;
  const checkpoint = findPainter(parts.catalog, row);
  if (checkpoint === undefined) throw RecastError.of('CHECKPOINT_UNKNOWN', { checkpoint: row.checkpoint_id });
  const recipe = recipeOf(row);
  const { pictures, stage } = await askToDraw(parts, { do: 'draw', checkpointFolder: checkpoint.folder, recipe });
  await writeDrawing(drawingFiles(parts.layout, row).picture, { pixels: pictures[0], stage }, checkpoint, recipe, true);
  updateDrawing(parts.catalog, row.id, { side: pictures[0].width });
  return drawingOf(parts, row.id);
}

async function* finishAll(parts: StudioParts, rows: readonly Row<'drawings'>[], stop: AbortSignal): AsyncGenerator<DrawingNews, End> {
  try {
    for (const row of rows) {
      if (stop.aborted) return { state: 'superseded' };
      yield { state: 'picture', drawing: describeDrawing(parts, await finishDrawing(parts, row)) };
    }
    return { state: 'done' };
  } finally {
    // Once for all: whoever draws is told of each, and other windows need not follow so closely.
    parts.changes.tell('drawings');
  }
}

const either = (call: AbortSignal, listening: AbortSignal | undefined): AbortSignal => (listening === undefined ? call : AbortSignal.any([call, listening]));

/**
 * Draws what is asked, small and at once, then one after the other as each is in the end. A newer call of the canvas, or
 * nobody listening any more, ends it after the picture at hand.
 *
 * @throws NOT_A_PAINTER, CHECKPOINT_..., SENTENCE_..., DRAWING_UNKNOWN, and what the engine says or how it ended
 */
export async function* drawPictures(parts: StudioParts, asked: AskedDrawings, listening: AbortSignal | undefined): AsyncGenerator<DrawingNews, End> {
  const begun = performance.now();
  const stop = either(parts.canvases.begin(asked.canvas), listening);
  const checkpoint = painterNamed(parts.catalog, asked.checkpoint);
  const recipes = await drawableRecipes(parts, checkpoint, asked);
  const set = randomBytes(8).toString('hex');
  const rows: Row<'drawings'>[] = [];
  for (let from = 0; from < recipes.length; from += TOGETHER) {
    if (stop.aborted) return { state: 'superseded' };
    const some = await sketch(parts, checkpoint, { set, from }, recipes.slice(from, from + TOGETHER));
    rows.push(...some.rows);
    const drawings = some.rows.map((row) => describeDrawing(parts, row));
    yield { state: 'small', drawings, milliseconds: performance.now() - begun, restarted: some.restarted };
    parts.changes.tell('drawings');
  }
  if (asked.finish) return yield* finishAll(parts, rows, stop);
  return { state: 'done' };
}

/** Draws those that are there only small as they are in the end. Throws DRAWING_UNKNOWN and as `finishDrawing`. */
export async function* finishDrawings(
  parts: StudioParts,
  { ids, canvas }: { ids: readonly number[]; canvas: string },
  listening: AbortSignal | undefined,
): AsyncGenerator<DrawingNews, End> {
  const stop = either(parts.canvases.begin(canvas), listening);
  const rows = ids.map((id) => drawingOf(parts, id)).filter(({ side }) => side === null);
  return yield* finishAll(parts, rows, stop);
}

/** Starts the engine and loads a checkpoint. Throws as `painterNamed`, and what the engine says. */
export async function warmPainter({ catalog, desk }: StudioParts, reference: string): Promise<void> {
  await desk.ask({ do: 'warm', checkpointFolder: painterNamed(catalog, reference).folder });
}
