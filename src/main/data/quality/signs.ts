import type { Plane } from './plane.ts';
import { lightnessOf, reduced } from './plane.ts';

/** Signs that a translation goes wrong, each a number from held-out pictures. Their limits, and why, stand in docs/scores.md. */

/** Pictures are compared at this side, so that texture and noise do not count. */
const SIDE = 16;

/** Below this, a picture has no shapes to compare: its lightness hardly differs from place to place. */
const FLAT = 1e-4;

const squareDistance = (one: Float32Array, other: Float32Array): number => one.reduce((sum, value, i) => sum + (value - other[i]) ** 2, 0) / one.length;

/** Mean over all pairs of pictures of the root mean square of their difference at 16 x 16; 0 for fewer than two. */
function spread(pictures: readonly Plane[]): number {
  const small = pictures.map((picture) => reduced(picture, SIDE).values);
  let [sum, pairs] = [0, 0];
  for (const [i, one] of small.entries()) {
    for (const other of small.slice(i + 1)) {
      sum += Math.sqrt(squareDistance(one, other));
      pairs++;
    }
  }
  return pairs === 0 ? 0 : sum / pairs;
}

/**
 * How much translated pictures differ from each other, against the real pictures of the target side: 1 as much, 0 all
 * alike (a collapsed generator: Goodfellow, "NIPS 2016 tutorial: generative adversarial networks", section 5.1.1, there
 * judged by eye; diversity as a mean distance of pairs as in Zhu et al., "Toward multimodal image-to-image translation",
 * NeurIPS 2017, here of pixels). 1 where there are too few pictures to tell.
 */
export function diversity(translated: readonly Plane[], target: readonly Plane[]): number {
  const real = spread(target);
  return real === 0 || translated.length < 2 ? 1 : spread(translated) / real;
}

function correlation(one: Float32Array, other: Float32Array): number | null {
  const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [a, b] = [mean(one), mean(other)];
  let [product, first, second] = [0, 0, 0];
  for (let i = 0; i < one.length; i++) {
    product += (one[i] - a) * (other[i] - b);
    first += (one[i] - a) ** 2;
    second += (other[i] - b) ** 2;
  }
  return Math.min(first, second) / one.length < FLAT ? null : product / Math.sqrt(first * second);
}

const shapeOf = (picture: Plane): Float32Array => reduced(lightnessOf(picture), SIDE).values;

/**
 * Mean correlation of lightness at 16 x 16 between pictures and their translations, in [-1, 1]; 0 where all are flat. Near
 * -1 the generators have swapped light and dark, which the cycle does not forbid: the "inverted colours" of the reference
 * implementation's questions and answers (pytorch-CycleGAN-and-pix2pix, docs/qa.md, issue 249).
 */
export function lightnessCorrelation(pictures: readonly Plane[], translated: readonly Plane[]): number {
  const found = pictures.flatMap((picture, i) => correlation(shapeOf(picture), shapeOf(translated[i])) ?? []);
  return found.length === 0 ? 0 : found.reduce((sum, one) => sum + one, 0) / found.length;
}

/** Correlation of the mean pictures of both sides, in the same way: negative where one side is dark on light and the other light on dark, so that inverting is right. */
export function sidesCorrelation(one: readonly Plane[], other: readonly Plane[]): number {
  const mean = (pictures: readonly Plane[]): Float32Array => {
    const shapes = pictures.map(shapeOf);
    return shapes[0].map((_, i) => shapes.reduce((sum, shape) => sum + shape[i], 0) / shapes.length);
  };
  return one.length === 0 || other.length === 0 ? 0 : (correlation(mean(one), mean(other)) ?? 0);
}

/** The power at some frequency, summed up over pictures: cycles per picture down and across. */
function power(pictures: readonly Plane[], down: number, across: number): number {
  let sum = 0;
  for (const { width, height, values } of pictures) {
    const cosines = Float64Array.from({ length: width }, (_, x) => Math.cos((2 * Math.PI * across * x) / width));
    const sines = Float64Array.from({ length: width }, (_, x) => Math.sin((2 * Math.PI * across * x) / width));
    let [real, imaginary] = [0, 0];
    for (let y = 0; y < height; y++) {
      let [even, odd] = [0, 0];
      for (let x = 0; x < width; x++) {
        even += values[y * width + x] * cosines[x];
        odd -= values[y * width + x] * sines[x];
      }
      const [cosine, sine] = [Math.cos((2 * Math.PI * down * y) / height), -Math.sin((2 * Math.PI * down * y) / height)];
      real += even * cosine - odd * sine;
      imaginary += even * sine + odd * cosine;
    }
    sum += (real ** 2 + imaginary ** 2) / (width * height) ** 2;
  }
  return sum;
}

/** What rounding pictures to 8 bits leaves at every frequency, a pixel: below it, a peak is nothing that can be seen. */
const ROUNDING = (2 / 255) ** 2 / 12;

/** How far the power at each frequency of a checkerboard stands out from its surroundings: 1 not at all. */
function peaks(pictures: readonly Plane[]): number[] {
  const light = pictures.map(lightnessOf);
  const [{ width, height }] = light;
  const floor = (light.length * ROUNDING) / (width * height);
  const places = [
    [0, 0.5],
    [0.5, 0],
    [0.5, 0.5],
    [0, 0.25],
    [0.25, 0],
    [0.25, 0.25],
  ];
  return places.map(([down, across]) => {
    const [v, u] = [Math.round(down * height), Math.round(across * width)];
    // Two to four beside: nearer ones belong to the peak where the pictures end within a period.
    const around = [2, 3, 4].flatMap((step) => [power(light, v - step, u - step), power(light, v - step, u), power(light, v, u - step)]);
    const mean = around.reduce((sum, one) => sum + one, 0) / around.length;
    return (power(light, v, u) + floor) / (mean + floor);
  });
}

/**
 * How much more the frequencies of a checkerboard (one and two cycles in four pixels, along each axis and both) stand out
 * in translated pictures than in the real ones of the target side: the largest ratio, 1 not more. Such peaks are what
 * upsampling with uneven overlap leaves: Odena, Dumoulin, Olah, "Deconvolution and checkerboard artifacts", Distill 2016;
 * seen in the spectrum as in Zhang, Karaman, Chang, "Detecting and simulating artifacts in GAN fake images", WIFS 2019.
 */
export function checkerboard(translated: readonly Plane[], target: readonly Plane[]): number {
  if (translated.length === 0 || target.length === 0) return 1;
  const real = peaks(target);
  return Math.max(...peaks(translated).map((peak, i) => peak / Math.max(1, real[i])));
}
