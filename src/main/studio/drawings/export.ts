import { existsSync } from 'node:fs';
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { movingFormats, stillFormats } from '../../../shared/drawing.ts';
import type { StepsDone } from '../../../shared/contract/procedure.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import type { Row } from '../../catalog/tables.ts';
import { decodePicture } from '../../data/decode.ts';
import { drawingStamp, drawingsStamp } from '../../data/drawingState.ts';
import { encodeMoving, encodePicture } from '../../data/encode.ts';
import { gridOf } from '../../data/grid.ts';
import type { Pixels } from '../../data/pixels.ts';
import { resized } from '../../data/resize.ts';
import { writeReason } from '../../data/systemErrors.ts';
import { downloadOf } from '../checkpoints/weights.ts';
import { fileName } from '../fileName.ts';
import type { StudioParts } from '../parts.ts';
import { finishDrawing } from './draw.ts';
import { drawingOf, recipeOf } from './drawings.ts';
import { drawingFiles } from './files.ts';

type Still = (typeof stillFormats)[number];

/** What a window asks to be written. */
export interface AskedDrawingExport {
  readonly what:
    | { readonly kind: 'picture'; readonly id: number; readonly format: Still }
    | { readonly kind: 'files'; readonly ids: readonly number[]; readonly format: Still }
    | { readonly kind: 'grid'; readonly ids: readonly number[]; readonly columns: number | null; readonly format: Still }
    | {
        readonly kind: 'moving';
        readonly ids: readonly number[];
        readonly format: (typeof movingFormats)[number];
        readonly delay: number;
        readonly back: boolean;
      };
  readonly quality: number;
  readonly to: string | null;
}

/** The longest name that is made of a sentence, in characters. */
const LONGEST_NAME = 60;

const endings: Readonly<Record<Still | 'gif', string>> = { png: 'png', jpeg: 'jpg', webp: 'webp', gif: 'gif' };

/** Where it goes where the person named no place: below the exports folder, called by its sentence, under a name that is free. */
function placeOf({ layout }: StudioParts, { what, to }: AskedDrawingExport, { sentence }: Row<'drawings'>): string {
  if (to !== null) return to;
  const kind = { picture: '', files: ' drawings', grid: ' grid', moving: ' moving' }[what.kind];
  const ending = what.kind === 'files' ? '' : `.${endings[what.format]}`;
  const name = `${fileName(Array.from(sentence).slice(0, LONGEST_NAME).join(''))}${kind}`;
  for (let number = 1; ; number++) {
    const path = join(layout.exports, `${name}${number === 1 ? '' : ` (${number})`}${ending}`);
    if (!existsSync(path)) return path;
  }
}

/** The very bytes that the drawing was kept with, which are those of the command line. Throws PICTURE_UNWRITABLE. */
async function copyWhole(from: string, to: string): Promise<void> {
  const temporary = `${to}.part`;
  try {
    await copyFile(from, temporary);
    await rename(temporary, to);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw RecastError.of('PICTURE_UNWRITABLE', { path: to, reason: writeReason(error) }, error);
  }
}

/** The networks that a drawing was drawn by. */
const drawnBy = ({ checkpoint_hash, step, side, small_side }: Row<'drawings'>) => ({
  architecture: 'stackgan',
  checkpoint: checkpoint_hash,
  step,
  stage: side === small_side ? ('small' as const) : ('large' as const),
});

/** Writes each as a file of its own into a folder, called by its place, sentence and seed. Throws PICTURE_UNWRITABLE. */
async function* writeEach(
  parts: StudioParts,
  { format, quality }: { format: Still; quality: number },
  rows: readonly Row<'drawings'>[],
  folder: string,
): AsyncGenerator<number, void> {
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw RecastError.of('PICTURE_UNWRITABLE', { path: folder, reason: writeReason(error) }, error);
  });
  const width = String(rows.length).length;
  for (const [index, row] of rows.entries()) {
    const recipe = recipeOf(row);
    const said = fileName(Array.from(row.sentence).slice(0, LONGEST_NAME).join(''));
    const path = join(folder, `${String(index + 1).padStart(width, '0')} ${said} ${recipe.noise.seed}.${endings[format]}`);
    const { picture } = drawingFiles(parts.layout, row);
    if (format === 'png') await copyWhole(picture, path);
    else await encodePicture(await decodePicture(picture, { background: 'white' }), path, { format, quality, provenance: drawingStamp(drawnBy(row), recipe) });
    yield index + 1;
  }
}

/** What is one file. */
type OneFile = Exclude<AskedDrawingExport['what'], { kind: 'files' }>;

async function write(parts: StudioParts, { what, quality }: { what: OneFile; quality: number }, rows: readonly Row<'drawings'>[], path: string): Promise<void> {
  const paths = rows.map((row) => drawingFiles(parts.layout, row).picture);
  if (what.kind === 'picture' && what.format === 'png') return copyWhole(paths[0], path);
  const pictures: Pixels[] = [];
  const side = Math.max(...rows.map((row) => row.side ?? 0));
  for (const picture of paths) pictures.push(await resized(await decodePicture(picture, { background: 'white' }), side, side));
  const drawn = rows.map((row) => ({ by: drawnBy(row), recipe: recipeOf(row) }));
  const provenance = what.kind === 'picture' ? drawingStamp(drawn[0].by, drawn[0].recipe) : drawingsStamp(drawn);
  switch (what.kind) {
    case 'picture':
      return encodePicture(pictures[0], path, { format: what.format, quality, provenance });
    case 'grid':
      return encodePicture(gridOf(pictures, what.columns ?? Math.ceil(Math.sqrt(pictures.length))), path, { format: what.format, quality, provenance });
    case 'moving': {
      const frames = what.back ? [...pictures, ...pictures.slice(1, -1).reverse()] : pictures;
      return encodeMoving(frames, path, { format: what.format, quality, delay: what.delay, provenance });
    }
  }
}

/**
 * Writes drawings, finished first where they are not.
 *
 * @throws DRAWING_UNKNOWN, PICTURE_UNWRITABLE, and as `finishDrawing`
 */
export async function* exportDrawings(
  parts: StudioParts,
  asked: AskedDrawingExport,
  signal: AbortSignal | undefined,
): AsyncGenerator<StepsDone, { path: string; download: string }> {
  const ids = asked.what.kind === 'picture' ? [asked.what.id] : asked.what.ids;
  const rows = ids.map((id) => drawingOf(parts, id));
  const path = placeOf(parts, asked, rows[0]);
  const { what, quality } = asked;
  const total = rows.length + 1;
  for (let done = 0; done < rows.length; done++) {
    signal?.throwIfAborted();
    if (rows[done].side === null) yield { done, total, secondsLeft: null };
    rows[done] = await finishDrawing(parts, rows[done]);
  }
  yield { done: rows.length, total, secondsLeft: null };
  await mkdir(dirname(path), { recursive: true });
  if (what.kind !== 'files') await write(parts, { what, quality }, rows, path);
  else for await (const done of writeEach(parts, { format: what.format, quality }, rows, path)) yield { done, total: rows.length, secondsLeft: null };
  return { path, download: downloadOf(parts, path) };
}
