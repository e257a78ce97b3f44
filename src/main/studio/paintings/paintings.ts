import { rm } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { Painting, PaintingSummary } from '../../../shared/contract/paintings.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import type { PaintersHand } from '../../../shared/hand.ts';
import type { HintsDocument } from '../../../shared/hints.ts';
import { handSchema } from '../../../shared/hand.ts';
import { countHints, hintsSchema, noHints } from '../../../shared/hints.ts';
import type { HintSteps } from '../../../shared/hintSteps.ts';
import { hintStepSchema, MOST_STEPS } from '../../../shared/hintSteps.ts';
import { checkpointOfHash } from '../../catalog/checkpoints.ts';
import { readJson } from '../../catalog/json.ts';
import { addPainting, deletePainting, findPainting, keepSteps, listPaintings, paintingOfContent, stepsOf, updatePainting } from '../../catalog/paintings.ts';
import type { Row } from '../../catalog/tables.ts';
import { decodePicture } from '../../data/decode.ts';
import { contentOf, readState } from '../../data/paintingState.ts';
import type { Pixels } from '../../data/pixels.ts';
import type { StudioParts } from '../parts.ts';
import { iso, isoOrNull } from '../times.ts';
import { asideOf, forgetAside, layAside } from './aside.ts';
import { colouristNamed, findColourist, listColourists, settingsOfColourist } from './colourists.ts';
import { needsView, paintingFiles, readPaintingPicture, viewSize, writePaintingFiles } from './files.ts';

/** The painting with this number. Throws PAINTING_UNKNOWN. */
export function paintingOf({ catalog }: StudioParts, id: number): Row<'paintings'> {
  const row = findPainting(catalog, id);
  if (row === undefined) throw RecastError.of('PAINTING_UNKNOWN', { painting: id });
  return row;
}

/** Its hints as they were kept. */
export const hintsOf = ({ hints }: Row<'paintings'>): HintsDocument => readJson(hintsSchema, hints, 'paintings.hints');

function summaryOf({ catalog }: StudioParts, row: Row<'paintings'>): PaintingSummary {
  const { id, name, width, height, hint_count, created_at, updated_at, removed_at } = row;
  const colourist = findColourist(catalog, row.checkpoint_id);
  return {
    id,
    name,
    width,
    height,
    checkpoint: colourist?.id ?? null,
    mode: colourist === undefined ? null : settingsOfColourist(catalog, colourist).mode,
    picture: `/pictures/painting/${id}/picture`,
    hintCount: hint_count,
    createdAt: iso(created_at),
    updatedAt: iso(updated_at),
    removedAt: isoOrNull(removed_at),
  };
}

/** What was done to its hints, as far as that was kept. */
function keptSteps({ catalog }: StudioParts, { id, step }: Row<'paintings'>): HintSteps {
  const rows = stepsOf(catalog, id);
  const first = rows[0]?.number ?? step + 1;
  // So many were taken back that those before are forgotten: they join nothing that is there.
  if (step < first - 1) return { from: step + 1, steps: [], at: step };
  return { from: first, steps: rows.map((row) => readJson(hintStepSchema, row.step, 'painting_steps.step')), at: step };
}

/** A painting with all that a window needs to go on with it. */
export function describePainting(parts: StudioParts, row: Row<'paintings'>): Painting {
  const summary = summaryOf(parts, row);
  const { width, height } = row;
  const url = needsView(width, height) ? `/pictures/painting/${row.id}/view` : summary.picture;
  const hand = row.hand === null ? null : readJson(handSchema, row.hand, 'paintings.hand');
  return { ...summary, hints: hintsOf(row), aside: asideOf(parts, row), steps: keptSteps(parts, row), hand, view: { url, ...viewSize(width, height) } };
}

/** All paintings, last changed first. */
export const listedPaintings = (parts: StudioParts): PaintingSummary[] => listPaintings(parts.catalog).map((row) => summaryOf(parts, row));

interface Restored {
  readonly pixels: Pixels | null;
  readonly hints: HintsDocument;
  readonly hand: PaintersHand | null;
  readonly checkpoint: string | null;
}

/** What a file of ours was made from: hints, hand, colourist, and the very picture where this home or the file itself still has it. */
async function restored(parts: StudioParts, path: string): Promise<Restored | null> {
  const state = await readState(path);
  if (state === null) return null;
  const origin = paintingOfContent(parts.catalog, state.content);
  const pixels = state.original ?? (origin === undefined ? null : await readPaintingPicture(parts.layout, origin).catch(() => null));
  return { pixels, hints: state.hints, hand: state.hand, checkpoint: checkpointOfHash(parts.catalog, state.checkpoint)?.id ?? null };
}

/**
 * Opens a picture as a new painting: copies it, upright, in sRGB, over white. What was exported comes back with hints
 * and colourist.
 *
 * @throws PICTURE_UNREADABLE, PICTURE_UNWRITABLE, COLOURIST_NEEDED, CHECKPOINT_UNKNOWN
 */
export async function openPainting(parts: StudioParts, path: string, reference: string | null): Promise<Painting> {
  const { catalog, layout, changes } = parts;
  const chosen = reference === null ? null : colouristNamed(catalog, reference).id;
  const state = await restored(parts, path);
  const pixels = state?.pixels ?? (await decodePicture(path, { background: 'white' }));
  const hints = state?.hints ?? noHints;
  const now = Date.now();
  const id = addPainting(catalog, {
    name: basename(path).slice(0, -extname(path).length || undefined),
    width: pixels.width,
    height: pixels.height,
    content: contentOf(pixels),
    checkpoint_id: chosen ?? state?.checkpoint ?? listColourists(parts).at(0)?.checkpoint ?? null,
    hints: JSON.stringify(hints),
    hint_count: countHints(hints),
    hand: state?.hand ? JSON.stringify(state.hand) : null,
    created_at: now,
    updated_at: now,
    // In the bin until its picture is there: nobody meets it half made.
    removed_at: now,
  });
  try {
    await writePaintingFiles(layout, id, pixels);
  } catch (error) {
    deletePainting(catalog, id);
    throw error;
  }
  updatePainting(catalog, id, { removed_at: null });
  changes.tell('paintings', id);
  return describePainting(parts, paintingOf(parts, id));
}

function update(parts: StudioParts, id: number, columns: Partial<Row<'paintings'>>): void {
  if (!updatePainting(parts.catalog, id, columns)) throw RecastError.of('PAINTING_UNKNOWN', { painting: id });
  parts.changes.tell('paintings', id);
}

/** Names a painting. Throws PAINTING_UNKNOWN. */
export const renamePainting = (parts: StudioParts, id: number, name: string): void => update(parts, id, { name });

/** What is kept of a painting after a change. */
export interface KeptPainting {
  readonly hints: HintsDocument;
  readonly steps?: HintSteps | undefined;
  readonly hand?: PaintersHand | undefined;
}

/** Keeps its hints, what was done to them and what is in hand; gives when. Throws PAINTING_UNKNOWN. */
export function savePainting(parts: StudioParts, id: number, { hints, steps, hand }: KeptPainting): { updatedAt: string } {
  const { catalog, changes } = parts;
  const now = Date.now();
  const columns = { hints: JSON.stringify(hints), hint_count: countHints(hints), updated_at: now };
  const keep = catalog.transaction(() => {
    const more = { ...(steps !== undefined && { step: steps.at }), ...(hand !== undefined && { hand: JSON.stringify(hand) }) };
    if (!updatePainting(catalog, id, { ...columns, ...more })) throw RecastError.of('PAINTING_UNKNOWN', { painting: id });
    if (steps !== undefined)
      keepSteps(
        catalog,
        id,
        steps.from,
        steps.steps.map((step) => JSON.stringify(step)),
        MOST_STEPS,
      );
  });
  keep();
  forgetAside(parts, paintingOf(parts, id));
  changes.tell('paintings', id);
  return { updatedAt: iso(now) };
}

/** Lays hints aside that could not be kept; gives whether there was a place. Throws PAINTING_UNKNOWN. */
export const layPaintingAside = (parts: StudioParts, id: number, hints: HintsDocument): boolean => layAside(parts, paintingOf(parts, id), hints);

/** Chooses its colourist. Throws PAINTING_UNKNOWN, COLOURIST_NEEDED, CHECKPOINT_UNKNOWN. */
export function chooseColourist(parts: StudioParts, id: number, reference: string): Painting {
  update(parts, id, { checkpoint_id: colouristNamed(parts.catalog, reference).id, updated_at: Date.now() });
  return describePainting(parts, paintingOf(parts, id));
}

/** Puts paintings into the bin, or takes them out. Throws PAINTING_UNKNOWN. */
export function setPaintingsRemoved(parts: StudioParts, ids: readonly number[], removed: boolean): void {
  for (const id of ids) paintingOf(parts, id);
  for (const id of ids) update(parts, id, { removed_at: removed ? Date.now() : null });
}

/** Removes for good what lies in the bin, files first; gives how many. */
export async function emptyPaintings({ catalog, layout, changes }: StudioParts): Promise<number> {
  const binned = listPaintings(catalog).filter(({ removed_at }) => removed_at !== null);
  for (const row of binned) {
    const { id } = row;
    forgetAside({ layout }, row);
    await rm(paintingFiles(layout, id).folder, { recursive: true, force: true });
    deletePainting(catalog, id);
  }
  if (binned.length > 0) changes.tell('paintings');
  return binned.length;
}
