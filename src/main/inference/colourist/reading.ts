import type { Chroma } from '../../../shared/colour/gamut.ts';
import { snapped } from '../../../shared/colour/gamut.ts';
import type { HostTensor } from '../../engine/program.ts';
import type { Colourist } from '../../models/architecture.ts';
import type { RasterHints } from './rasterize.ts';
import type { Size } from './size.ts';

/** What the bins of a colourist say about places, as iDeepColor reads them. */

/** Suggestions a place. */
const SUGGESTIONS = 9;

/** K-means moves its means at most so often; on 529 bins it comes to rest long before. */
const ROUNDS = 100;

/** The chances of the bins in one cell: softmax of its logits. */
function chancesAt({ values, shape }: HostTensor, cell: number): Float64Array {
  const bins = shape[3];
  const logits = Float64Array.from(values.subarray(cell * bins, (cell + 1) * bins));
  const most = logits.reduce((largest, value) => Math.max(largest, value), -Infinity);
  const chances = logits.map((value) => Math.exp(value - most));
  const sum = chances.reduce((total, value) => total + value, 0);
  return chances.map((value) => value / sum);
}

/** The middle of a bin in the ab plane. */
const middleOf = (index: number, { binsASide, bin }: Pick<Colourist, 'binsASide' | 'bin'>): [number, number] => [
  (Math.floor(index / binsASide) - (binsASide - 1) / 2) * bin,
  ((index % binsASide) - (binsASide - 1) / 2) * bin,
];

/** A mean colour and the share of all chances that lies nearest to it. */
export interface Suggestion {
  readonly colour: [number, number];
  readonly share: number;
}

interface Weighted {
  readonly at: Chroma;
  readonly chance: number;
}

const apart = (one: Chroma, other: Chroma): number => (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2;

/** The likeliest point, then always the one with most chance far from those before. */
function firstMeans(points: readonly Weighted[], count: number): Chroma[] {
  const means: Chroma[] = [];
  while (means.length < count) {
    const weight = ({ at, chance }: Weighted): number => chance * (means.length === 0 ? 1 : Math.min(...means.map((mean) => apart(mean, at))));
    const best = points.reduce((most, point) => (weight(point) > weight(most) ? point : most));
    if (means.length > 0 && weight(best) === 0) break;
    means.push(best.at);
  }
  return means;
}

/**
 * K-means over a distribution, likeliest mean first. iDeepColor draws 25,000 colours from the distribution and clusters
 * those from random beginnings; here every bin counts by its chance, and the beginning is fixed: the same each time.
 */
export function cluster(points: readonly Weighted[], count: number): Suggestion[] {
  let means = firstMeans(points, count);
  let shares: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const sums = means.map(() => [0, 0, 0]);
    for (const { at, chance } of points) {
      const nearest = means.reduce((best, mean, i) => (apart(mean, at) < apart(means[best], at) ? i : best), 0);
      sums[nearest][0] += at[0] * chance;
      sums[nearest][1] += at[1] * chance;
      sums[nearest][2] += chance;
    }
    shares = sums.map(([, , chance]) => chance);
    const moved = sums.map(([a, b, chance], i): Chroma => (chance === 0 ? means[i] : [a / chance, b / chance]));
    const still = moved.every((mean, i) => apart(mean, means[i]) < 1e-6);
    means = moved;
    if (still) break;
  }
  return means.map(([a, b], i) => ({ colour: [a, b] as [number, number], share: shares[i] })).sort((one, other) => other.share - one.share);
}

/** The likeliest colours of a cell, each as strong as sRGB can show it at that lightness. */
export function suggestionsAt(bins: HostTensor, cell: number, lightness: number, colourist: Pick<Colourist, 'binsASide' | 'bin'>): Suggestion[] {
  const points = Array.from(chancesAt(bins, cell), (chance, index) => ({ at: middleOf(index, colourist), chance }));
  return cluster(points, SUGGESTIONS).map(({ colour, share }) => {
    const [a, b] = snapped(lightness, colour);
    return { colour: [a, b], share };
  });
}

/** How unsure a colourist is about every cell: the entropy of its bins over that of even chances, in [0, 1]. */
export function doubtOf(bins: HostTensor): Float32Array {
  const cells = bins.shape[1] * bins.shape[2];
  return Float32Array.from({ length: cells }, (_, cell) => {
    const entropy = chancesAt(bins, cell).reduce((sum, chance) => (chance > 0 ? sum - chance * Math.log(chance) : sum), 0);
    return entropy / Math.log(bins.shape[3]);
  });
}

/** Doubt counts in a neighbourhood of this share of the shorter edge: one hint settles about so much around it. */
const NEIGHBOURHOOD = 1 / 16;

/** The place, in shares, whose neighbourhood is the most doubtful, but where no hint is yet. `mask` has four times the cells a side. */
export function nextPlace(doubt: Float32Array, { width, height }: Size, { mask }: Pick<RasterHints, 'mask'>): { x: number; y: number } {
  const reach = Math.max(1, Math.round(Math.min(width, height) * NEIGHBOURHOOD));
  const scale = mask.shape[2] / width;
  const hinted = (x: number, y: number): boolean => {
    for (let down = 0; down < scale; down++)
      for (let across = 0; across < scale; across++) if (mask.values[(y * scale + down) * mask.shape[2] + x * scale + across] > 0) return true;
    return false;
  };
  let best = { x: 0.5, y: 0.5, doubt: -1 };
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      let [sum, count] = [0, 0];
      for (let v = Math.max(0, y - reach); v <= Math.min(height - 1, y + reach); v++)
        for (let u = Math.max(0, x - reach); u <= Math.min(width - 1, x + reach); u++, count++) sum += doubt[v * width + u];
      if (sum / count > best.doubt && !hinted(x, y)) best = { x: (x + 0.5) / width, y: (y + 0.5) / height, doubt: sum / count };
    }
  return { x: best.x, y: best.y };
}
