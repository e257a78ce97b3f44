import { mkdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DrawingRecipe } from '../../../shared/drawing.ts';
import { drawingStamp } from '../../data/drawingState.ts';
import { encodePicture } from '../../data/encode.ts';
import type { Pixels } from '../../data/pixels.ts';
import type { NamedCheckpoint } from '../../catalog/checkpoints.ts';
import type { Row } from '../../catalog/tables.ts';
import type { HomeLayout } from '../home.ts';
import { sizeOf } from '../system/folderSize.ts';

/** Where the files of a drawing lie. */
export function drawingFiles(
  { drawings }: Pick<HomeLayout, 'drawings'>,
  { set_key, place }: Pick<Row<'drawings'>, 'set_key' | 'place'>,
): { folder: string; small: string; picture: string } {
  const folder = join(drawings, set_key);
  return { folder, small: join(folder, `${place}-small.png`), picture: join(folder, `${place}.png`) };
}

/** Writes a picture of a drawing with what it takes to draw it again. Throws PICTURE_UNWRITABLE. */
export async function writeDrawing(
  path: string,
  { pixels, stage }: { pixels: Pixels; stage: 'small' | 'large' },
  { hash, step }: Pick<NamedCheckpoint, 'hash' | 'step'>,
  recipe: DrawingRecipe,
  durable: boolean,
): Promise<void> {
  const provenance = drawingStamp({ architecture: 'stackgan', checkpoint: hash, step, stage }, recipe);
  await encodePicture(pixels, path, { format: 'png', quality: 100, provenance, durable });
}

/** Makes the folder of a set. */
export async function makeSetFolder({ drawings }: HomeLayout, set: string): Promise<void> {
  await mkdir(join(drawings, set), { recursive: true });
}

/** Removes the files of a drawing, and the folder of its set with the last one. Gives the bytes that they took. */
export async function removeDrawingFiles(layout: HomeLayout, drawing: Row<'drawings'>): Promise<number> {
  const { folder, small, picture } = drawingFiles(layout, drawing);
  let bytes = 0;
  for (const path of [small, picture]) {
    bytes += await sizeOf(path);
    await rm(path, { force: true });
  }
  await rmdir(folder).catch(() => undefined);
  return bytes;
}
