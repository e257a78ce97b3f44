import { Random } from '../../engine/random.ts';
import type { Plane } from './plane.ts';
import { laplacianPyramid } from './pyramid.ts';

/**
 * The sliced Wasserstein distance between two sets of pictures of Karras et al., "Progressive growing of GANs for improved
 * quality, stability, and variation", ICLR 2018, section 5: patches of 7 x 7 px from every level of a Laplacian pyramid are
 * projected onto random directions, where the Wasserstein distance of two samples is that of their sorted values.
 *
 * Deviations, see docs/scores.md: fewer patches and directions, patches are measured in the standard deviations of the
 * real set alone (the authors normalize each set by itself, which hides wrong colours), and no factor of 1000.
 */

/** Side of a patch in pixels. */
const PATCH = 7;
/** Patches of each picture and level, and directions: 128 and 512 in the paper. */
const PATCHES = 64;
const DIRECTIONS = 64;
/** How often both sets are drawn anew from their own pictures for the error bar. */
const RESAMPLES = 20;
const SEED = 2018;

/** Patches of one level: `[pictures * PATCHES, PATCH * PATCH * channels]`, those of a picture together. */
interface Descriptors {
  readonly length: number;
  readonly values: Float32Array;
}

/** A set of pictures as patches of every level. */
export interface PatchSet {
  readonly pictures: number;
  readonly levels: readonly Descriptors[];
}

/** Cuts patches out of pictures of one size, always at the same places. Throws RangeError without pictures. */
export function patchesOf(pictures: readonly Plane[]): PatchSet {
  if (pictures.length === 0) throw new RangeError('A set needs at least one picture.');
  const pyramids = pictures.map(laplacianPyramid);
  const levels = pyramids[0].map((level, index) => {
    const length = PATCH * PATCH * level.channels;
    const values = new Float32Array(pictures.length * PATCHES * length);
    const random = Random.fromSeed(SEED).split('places').split(index);
    const places = Array.from({ length: PATCHES }, () => [random.integer(level.width - PATCH + 1), random.integer(level.height - PATCH + 1)]);
    pyramids.forEach((pyramid, picture) => {
      places.forEach(([left, top], patch) => cut(pyramid[index], left, top, values, (picture * PATCHES + patch) * length));
    });
    return { length, values };
  });
  return { pictures: pictures.length, levels };
}

function cut({ width, channels, values }: Plane, left: number, top: number, to: Float32Array, at: number): void {
  const row = PATCH * channels;
  for (let y = 0; y < PATCH; y++) {
    const from = ((top + y) * width + left) * channels;
    to.set(values.subarray(from, from + row), at + y * row);
  }
}

/** Mean and standard deviation of each of three channels over all patches. */
function statistics({ values }: Descriptors): { mean: number; deviation: number }[] {
  return [0, 1, 2].map((channel) => {
    let [sum, squares, count] = [0, 0, 0];
    for (let i = channel; i < values.length; i += 3) {
      sum += values[i];
      squares += values[i] ** 2;
      count++;
    }
    const mean = sum / count;
    return { mean, deviation: Math.sqrt(Math.max(squares / count - mean ** 2, 1e-12)) };
  });
}

/** Unit vectors, the same at every call. */
function directionsOf(length: number, level: number): Float32Array[] {
  const random = Random.fromSeed(SEED).split('directions').split(level);
  return Array.from({ length: DIRECTIONS }, () => {
    const vector = Float32Array.from({ length }, () => random.normal());
    const norm = Math.hypot(...vector);
    return vector.map((value) => value / norm);
  });
}

/** Values in ascending order, and the picture that each came from. */
interface Sorted {
  readonly values: Float32Array;
  readonly pictures: Uint16Array;
}

function projected({ length, values }: Descriptors, scale: readonly { mean: number; deviation: number }[], direction: Float32Array): Sorted {
  // (x - mean) / deviation along the direction, as one product and one constant.
  const weights = direction.map((value, i) => value / scale[i % 3].deviation);
  const shift = weights.reduce((sum, value, i) => sum + value * scale[i % 3].mean, 0);
  const count = values.length / length;
  const along = new Float32Array(count);
  for (let patch = 0; patch < count; patch++) {
    let sum = -shift;
    const from = patch * length;
    for (let i = 0; i < length; i++) sum += weights[i] * values[from + i];
    along[patch] = sum;
  }
  const order = Uint32Array.from(along, (_, i) => i).sort((one, other) => along[one] - along[other]);
  return { values: Float32Array.from(order, (i) => along[i]), pictures: Uint16Array.from(order, (i) => Math.floor(i / PATCHES)) };
}

/** The Wasserstein distance of two samples on a line, the area between their distribution functions; `weights` say how much each picture counts. */
function distanceOnLine(one: Sorted, other: Sorted, oneWeights: Float64Array, otherWeights: Float64Array): number {
  let [i, j, between, area] = [0, 0, 0, 0];
  let at = Math.min(one.values[0], other.values[0]);
  while (i < one.values.length || j < other.values.length) {
    const first = j >= other.values.length || (i < one.values.length && one.values[i] <= other.values[j]);
    const next = first ? one.values[i] : other.values[j];
    area += Math.abs(between) * (next - at);
    at = next;
    if (first) between += oneWeights[one.pictures[i++]];
    else between -= otherWeights[other.pictures[j++]];
  }
  return area;
}

/** How much each picture counts: all as much, or as often as it was drawn. Together the patches weigh 1. */
function weightsOf(pictures: number, random: Random | null): Float64Array {
  const weights = new Float64Array(pictures);
  for (let i = 0; i < pictures; i++) weights[random === null ? i : random.integer(pictures)] += 1 / (pictures * PATCHES);
  return weights;
}

/**
 * The distance of a set of pictures from a real one, 0 for equal sets, with one standard error by the bootstrap: both sets
 * are drawn anew from their own pictures. Of sets of a single picture nothing is known of others: the error is the value.
 */
export function slicedWasserstein(made: PatchSet, real: PatchSet): { value: number; error: number } {
  const random = Random.fromSeed(SEED).split('bootstrap');
  const alone = Math.min(made.pictures, real.pictures) < 2;
  const rounds = [null, ...(alone ? [] : Array.from({ length: RESAMPLES }, (_, round) => random.split(round)))];
  const weights = rounds.map((round) => [weightsOf(made.pictures, round), weightsOf(real.pictures, round)] as const);
  const sums = new Float64Array(rounds.length);
  real.levels.forEach((level, index) => {
    const scale = statistics(level);
    for (const direction of directionsOf(level.length, index)) {
      const [one, other] = [projected(made.levels[index], scale, direction), projected(level, scale, direction)];
      weights.forEach(([madeWeights, realWeights], round) => (sums[round] += distanceOnLine(one, other, madeWeights, realWeights)));
    }
  });
  const [value, ...drawn] = Array.from(sums, (sum) => sum / (real.levels.length * DIRECTIONS));
  if (alone) return { value, error: value };
  const mean = drawn.reduce((sum, one) => sum + one, 0) / drawn.length;
  return { value, error: Math.sqrt(drawn.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (drawn.length - 1)) };
}
