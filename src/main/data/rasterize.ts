import type { Pixels } from './pixels.ts';
import { sharp } from './sharp.ts';

/**
 * A drawing or picture at a size of its own: `size` pixels a side, over white, the whole of it kept
 * with white beside it where it is not square. Vector files are drawn at that size, not scaled to it.
 * Throws sharp's error where the file cannot be read: for files of the product's own, not a user's.
 */
export async function rasterize(path: string, size: number): Promise<Pixels> {
  const { data } = await sharp(path)
    .resize(size, size, { fit: 'contain', background: { r: 255, g: 255, b: 255, alpha: 1 } })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: size, height: size, data };
}
