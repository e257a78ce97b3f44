import type { Pixels } from '../data/pixels.ts';

/** A picture scaled down to fit a square of `side` pixels, each pixel the mean of those it covers; small pictures stay as they are. */
export function thumbnail(pixels: Pixels, side: number): Pixels {
  const scale = Math.max(pixels.width, pixels.height) / side;
  if (scale <= 1) return pixels;
  const width = Math.max(1, Math.round(pixels.width / scale));
  const height = Math.max(1, Math.round(pixels.height / scale));
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const [top, bottom] = covered(y, height, pixels.height);
    for (let x = 0; x < width; x++) {
      const [left, right] = covered(x, width, pixels.width);
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        for (let row = top; row < bottom; row++)
          for (let column = left; column < right; column++) sum += pixels.data[(row * pixels.width + column) * 3 + channel];
        data[(y * width + x) * 3 + channel] = Math.round(sum / ((bottom - top) * (right - left)));
      }
    }
  }
  return { width, height, data };
}

/** The range of pixels that one pixel of the small picture stands for; never empty. */
function covered(index: number, small: number, large: number): readonly [number, number] {
  const start = Math.floor((index * large) / small);
  return [start, Math.max(start + 1, Math.floor(((index + 1) * large) / small))];
}
