import sharp from 'sharp';
import type { Pixels } from './pixels.ts';

const white = { r: 255, g: 255, b: 255, alpha: 1 };

/**
 * A drawing or picture at a size of its own: `size` pixels a side, over white, the whole of it kept
 * with white beside it where it is not square. Vector files are drawn at that size, not scaled to it.
 * `margin`, in pixels of the result, is left white all around; a negative one is cut off instead.
 * Throws sharp's error where the file cannot be read: for files of the product's own, not a user's.
 */
export async function rasterize(path: string, size: number, margin = 0): Promise<Pixels> {
  const drawn = size - 2 * margin;
  const whole = sharp(path).resize(drawn, drawn, { fit: 'contain', background: white }).flatten({ background: white });
  const framed =
    margin < 0
      ? whole.extract({ left: -margin, top: -margin, width: size, height: size })
      : whole.extend({ left: margin, top: margin, right: margin, bottom: margin, background: white });
  const { data } = await framed.toColourspace('srgb').removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: size, height: size, data };
}
