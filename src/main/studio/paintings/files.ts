import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RecastError } from '../../../shared/errors/index.ts';
import { decodePicture, unreadableReason } from '../../data/decode.ts';
import { encodePicture } from '../../data/encode.ts';
import type { Pixels } from '../../data/pixels.ts';
import type { HomeLayout } from '../home.ts';

/** The longest edge that a canvas is given, in pixels: what every graphics card takes. */
const LONGEST_VIEW = 4096;

/** Where the files of a painting lie. */
export function paintingFiles({ paintings }: Pick<HomeLayout, 'paintings'>, id: number): { folder: string; picture: string; view: string } {
  const folder = join(paintings, String(id));
  return { folder, picture: join(folder, 'picture.png'), view: join(folder, 'view.png') };
}

/** The size at which a canvas gets a picture. */
export function viewSize(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(1, LONGEST_VIEW / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** Whether a picture is too large for canvases. */
export const needsView = (width: number, height: number): boolean => Math.max(width, height) > LONGEST_VIEW;

/** Writes the files of a new painting, whole or none. Throws PICTURE_UNWRITABLE. */
export async function writePaintingFiles(layout: HomeLayout, id: number, pixels: Pixels): Promise<void> {
  const { folder, picture, view } = paintingFiles(layout, id);
  try {
    await mkdir(folder, { recursive: true });
    await encodePicture(pixels, picture, { format: 'png', quality: 100 });
    if (needsView(pixels.width, pixels.height)) {
      const small = await decodePicture(picture, { background: 'white', scale: viewSize });
      await encodePicture(small, view, { format: 'png', quality: 100 });
    }
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** The pixels of a painting's picture. Throws PAINTING_DAMAGED. */
export async function readPaintingPicture(layout: HomeLayout, { id, name }: { id: number; name: string }): Promise<Pixels> {
  try {
    return await decodePicture(paintingFiles(layout, id).picture, { background: 'white' });
  } catch (error) {
    throw RecastError.of('PAINTING_DAMAGED', { painting: name, reason: unreadableReason(error) ?? 'it is not there any more' }, error);
  }
}
