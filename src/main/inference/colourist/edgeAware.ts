import type { Size } from './size.ts';

/**
 * Smoothing that stops at lines: the recursive filter of Gastal and Oliveira, "Domain Transform for Edge-Aware Image and
 * Video Processing" (SIGGRAPH 2011, sections 4 and 5.2). Two places are as far apart as the steps between them, and
 * farther by every change of lightness on the way.
 */

/** Pixels that are smoothed over where nothing is in the way. */
const REACH = 3;

/** A change of lightness, of 1 from ink to paper, that is as far as `REACH` pixels. */
const STEP = 0.1;

/** Passes along rows and columns, each of half the reach of the one before. */
const PASSES = 2;

/** Beyond so many pixels nothing of a place is left: less than a hundred thousandth. */
export const FADED = 8 * REACH;

/** Forth and back along one line of the picture: `start` and `stride` in pixels; `decay[i]` leads from pixel i to the next. */
function alongLine(values: Float32Array, channels: number, start: number, stride: number, length: number, decay: Float32Array): void {
  for (let i = 1, at = (start + stride) * channels; i < length; i++, at += stride * channels)
    for (let c = 0; c < channels; c++) values[at + c] += decay[i - 1] * (values[at + c - stride * channels] - values[at + c]);
  for (let i = length - 2, at = (start + (length - 2) * stride) * channels; i >= 0; i--, at -= stride * channels)
    for (let c = 0; c < channels; c++) values[at + c] += decay[i] * (values[at + c + stride * channels] - values[at + c]);
}

/** Smooths values of `channels` a pixel in place. `light` is what stands in the way, a number a pixel, 0 ink to 1 paper. */
export function smoothBetweenLines(values: Float32Array, channels: number, light: Float32Array, { width, height }: Size): void {
  const decay = new Float32Array(Math.max(width, height));
  for (let pass = 0; pass < PASSES; pass++) {
    const reach = (REACH * Math.sqrt(3) * 2 ** (PASSES - 1 - pass)) / Math.sqrt(4 ** PASSES - 1);
    const each = (start: number, stride: number, length: number): void => {
      for (let i = 0, at = start; i < length - 1; i++, at += stride)
        decay[i] = Math.exp((-Math.SQRT2 / reach) * (1 + (REACH / STEP) * Math.abs(light[at + stride] - light[at])));
      alongLine(values, channels, start, stride, length, decay);
    };
    for (let y = 0; y < height; y++) each(y * width, 1, width);
    for (let x = 0; x < width; x++) each(x, width, height);
  }
}
