import { rgbToLab } from './lab.ts';
import type { Pixels } from './pixels.ts';

function checkSizes(a: Pixels, b: Pixels): void {
  if (a.width !== b.width || a.height !== b.height)
    throw new RangeError(`A picture of ${a.width}x${a.height} cannot be compared with one of ${b.width}x${b.height}.`);
}

/**
 * Mean over all pixels of |x - y| of two arrays of `channels` interleaved values a pixel, summed over the channels.
 * With `cell` above 1 the values of squares of that many pixels a side are summed up before they are compared, so that
 * only what lies in different squares counts as being in different places.
 */
function meanDifference(x: Float32Array, y: Float32Array, { width, height }: Pixels, channels: number, cell: number): number {
  const columns = Math.ceil(width / cell);
  const sums = new Float64Array(columns * Math.ceil(height / cell) * channels);
  for (const [i, value] of x.entries()) {
    const pixel = Math.floor(i / channels);
    const square = Math.floor(Math.floor(pixel / width) / cell) * columns + Math.floor((pixel % width) / cell);
    sums[square * channels + (i % channels)] += value - y[i];
  }
  return sums.reduce((total, sum) => total + Math.abs(sum), 0) / (width * height);
}

/**
 * How far apart two pictures are in colour: the mean over all pixels of |dL| + |da| + |db| in CIE Lab, pixel by pixel or
 * in squares of `cell` pixels a side. 0 for equal pictures; black against white is 100. Throws RangeError for different sizes.
 */
export function labDistance(a: Pixels, b: Pixels, cell = 1): number {
  checkSizes(a, b);
  return meanDifference(rgbToLab(a), rgbToLab(b), a, 3, cell);
}

/** The length of the lightness gradient at every pixel, by Sobel's kernels over 8, the border repeated outwards: L per pixel. */
function edges(picture: Pixels): Float32Array {
  const { width, height } = picture;
  const lab = rgbToLab(picture);
  const magnitudes = new Float32Array(width * height);
  const lightness = (x: number, y: number): number => lab[3 * (Math.min(height - 1, Math.max(0, y)) * width + Math.min(width - 1, Math.max(0, x)))];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const column = (at: number): number => lightness(at, y - 1) + 2 * lightness(at, y) + lightness(at, y + 1);
      const row = (at: number): number => lightness(x - 1, at) + 2 * lightness(x, at) + lightness(x + 1, at);
      magnitudes[y * width + x] = Math.hypot(column(x + 1) - column(x - 1), row(y + 1) - row(y - 1)) / 8;
    }
  }
  return magnitudes;
}

/**
 * How differently two pictures are drawn: with `g = |grad L|` (Sobel over 8, L of CIE Lab in [0, 100]), the mean over all
 * pixels of |g_a - g_b|, pixel by pixel or in squares of `cell` pixels a side. Colour and brightness alone do not count,
 * lines that one has and the other has not do. 0 for equal pictures. Throws RangeError for different sizes.
 */
export function edgeDistance(a: Pixels, b: Pixels, cell = 1): number {
  checkSizes(a, b);
  return meanDifference(edges(a), edges(b), a, 1, cell);
}
