import type { Pixels } from '../data/pixels.ts';

/**
 * The index inside `0 .. length - 1` that a mirror at both ends shows at `index`, any distance outside:
 * `-1 -> 1`, `length -> length - 2`. The edge itself is not repeated, as reflection padding has it; a
 * single pixel is repeated, since it has nothing to mirror.
 */
export function mirrored(index: number, length: number): number {
  if (length === 1) return 0;
  const period = 2 * (length - 1);
  const phase = ((index % period) + period) % period;
  return phase < length ? phase : period - phase;
}

/**
 * The `width` x `height` window of a picture that begins at (`left`, `top`). What lies outside the
 * picture is its mirror image, so that a network sees no edge that is not there.
 */
export function window(pixels: Pixels, left: number, top: number, width: number, height: number): Pixels {
  const data = new Uint8Array(width * height * 3);
  const insideRows = left >= 0 && left + width <= pixels.width;
  const columns = insideRows ? null : Int32Array.from({ length: width }, (_, x) => mirrored(left + x, pixels.width) * 3);
  for (let y = 0; y < height; y++) {
    const from = mirrored(top + y, pixels.height) * pixels.width * 3;
    const to = y * width * 3;
    if (columns === null) data.set(pixels.data.subarray(from + left * 3, from + (left + width) * 3), to);
    else
      for (let x = 0; x < width; x++) {
        const at = from + columns[x];
        data[to + x * 3] = pixels.data[at];
        data[to + x * 3 + 1] = pixels.data[at + 1];
        data[to + x * 3 + 2] = pixels.data[at + 2];
      }
  }
  return { width, height, data };
}

/** A picture grown to `width` x `height` by mirroring at its right and lower edge. */
export function padded(pixels: Pixels, width: number, height: number): Pixels {
  return width === pixels.width && height === pixels.height ? pixels : window(pixels, 0, 0, width, height);
}

/** The upper left `width` x `height` of a picture: undoes `padded`. */
export function cropped(pixels: Pixels, width: number, height: number): Pixels {
  return padded(pixels, width, height);
}
