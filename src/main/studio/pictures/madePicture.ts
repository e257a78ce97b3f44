import { statSync } from 'node:fs';
import { join } from 'node:path';
import { fileAt } from '../../catalog/conversionFiles.ts';
import { findConversion } from '../../catalog/conversions.ts';
import { findDrawing } from '../../catalog/drawings.ts';
import { findRun } from '../../catalog/runs.ts';
import { sampleFile } from '../../catalog/sampleRows.ts';
import { previewFiles } from '../checkpoints/preview.ts';
import { drawingFiles } from '../drawings/files.ts';
import { paintingFiles } from '../paintings/files.ts';
import type { StudioParts } from '../parts.ts';
import type { PictureSource } from './source.ts';

/** Pictures that the studio made, and what they were made from, by the ids in their addresses. */

/** A file as it is now; null where there is none. */
function sourceOf(path: string, settled: boolean): PictureSource | null {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? null : { path, identity: `${path} ${found.size} ${Math.trunc(found.mtimeMs)}`, settled };
}

const numberOf = (text: string | undefined): number => (text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : -1);

/** `RUN/STEP/SIDE/PLACE/COLUMN`: a held-out picture, or what the networks made of it. A run that goes on from an earlier step makes it anew. */
export function findSamplePicture({ catalog }: StudioParts, [run = '', step, side = '', place, column = '']: readonly string[]): PictureSource | null {
  const file = sampleFile(catalog, { run, step: numberOf(step), side, place: numberOf(place), column });
  const folder = findRun(catalog, run)?.folder;
  return file === undefined || folder === undefined ? null : sourceOf(join(folder, file), false);
}

/** `CONVERSION/PLACE/before` or `.../after`. */
export function findConversionPicture({ catalog }: StudioParts, [conversion, place, which]: readonly string[]): PictureSource | null {
  // A sentence that was drawn is no picture, whatever it says.
  if (which === 'before' && findConversion(catalog, numberOf(conversion))?.direction === 'draw') return null;
  const file = fileAt(catalog, numberOf(conversion), numberOf(place));
  const path = which === 'before' ? file?.input : which === 'after' ? file?.output : null;
  return path === undefined || path === null ? null : sourceOf(path, false);
}

/** `KEY/before` or `KEY/after`: a preview. Its key stands for what it was made from. */
export function findPreviewPicture({ layout }: StudioParts, [key = '', which]: readonly string[]): PictureSource | null {
  if (which !== 'before' && which !== 'after') return null;
  const files = previewFiles(layout, key);
  return files === undefined ? null : sourceOf(files[which], true);
}

/** `PAINTING/picture` or `PAINTING/view`. Neither ever changes. */
export function findPaintingPicture({ layout }: StudioParts, [painting, which]: readonly string[]): PictureSource | null {
  if (which !== 'picture' && which !== 'view') return null;
  return sourceOf(paintingFiles(layout, numberOf(painting))[which], true);
}

/** `DRAWING/small` or `DRAWING/picture`. Neither ever changes. */
export function findDrawingPicture({ catalog, layout }: StudioParts, [drawing, which]: readonly string[]): PictureSource | null {
  if (which !== 'small' && which !== 'picture') return null;
  const row = findDrawing(catalog, numberOf(drawing));
  return row === undefined ? null : sourceOf(drawingFiles(layout, row)[which], true);
}
