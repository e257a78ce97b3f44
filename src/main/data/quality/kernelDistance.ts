import { Random } from '../../engine/random.ts';

/** Pictures a block: each block gives an estimate of its own, and how they scatter gives the error. */
const BLOCK = 16;

/** Where the shuffling begins; the same for every call, so that distances of all steps are of the same blocks. */
const SEED = 1;

/** Binkowski et al.'s kernel: (x y / d + 1)^3. */
function kernel(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += one[i] * other[i];
  return (sum / one.length + 1) ** 3;
}

/** The mean of the kernel over all pairs of different members. */
function within(rows: readonly Float32Array[]): number {
  let sum = 0;
  for (let i = 0; i < rows.length; i++) for (let j = 0; j < i; j++) sum += kernel(rows[i], rows[j]);
  return (2 * sum) / (rows.length * (rows.length - 1));
}

function between(ones: readonly Float32Array[], others: readonly Float32Array[]): number {
  let sum = 0;
  for (const one of ones) for (const other of others) sum += kernel(one, other);
  return sum / (ones.length * others.length);
}

/** Scales features to the reference's mean 0 and deviation 1, one by one; a feature that never changes there is left out. */
function standardizer(reference: readonly Float32Array[]): (row: Float32Array) => Float32Array {
  const width = reference[0].length;
  const [mean, deviation] = [new Float64Array(width), new Float64Array(width)];
  for (const row of reference) for (let i = 0; i < width; i++) mean[i] += row[i] / reference.length;
  for (const row of reference) for (let i = 0; i < width; i++) deviation[i] += (row[i] - mean[i]) ** 2 / reference.length;
  return (row) => row.map((value, i) => (deviation[i] > 1e-12 ? (value - mean[i]) / Math.sqrt(deviation[i]) : 0));
}

/**
 * The kernel distance of pictures from a reference by their features, after Binkowski et al. ("Demystifying MMD GANs", ICLR
 * 2018): the squared maximum mean discrepancy, unbiased, so that it is 0 in the mean for two samples of the same pictures
 * and may fall below. Estimated in blocks of 16 of each that share no picture; `error` is one standard error of their mean.
 * Null with fewer than two blocks of either.
 */
export function kernelDistance(made: readonly Float32Array[], reference: readonly Float32Array[]): { value: number; error: number } | null {
  const blocks = Math.floor(Math.min(made.length, reference.length) / BLOCK);
  if (blocks < 2) return null;
  const scale = standardizer(reference);
  const random = Random.fromSeed(SEED);
  const shuffled = (rows: readonly Float32Array[], name: string): Float32Array[] =>
    Array.from(random.split(name).permutation(rows.length), (row) => scale(rows[row]));
  const [ones, others] = [shuffled(made, 'made'), shuffled(reference, 'reference')];
  const estimates = Array.from({ length: blocks }, (_, block) => {
    const [from, to] = [block * BLOCK, (block + 1) * BLOCK];
    const [one, other] = [ones.slice(from, to), others.slice(from, to)];
    return within(one) + within(other) - 2 * between(one, other);
  });
  const value = estimates.reduce((sum, estimate) => sum + estimate, 0) / blocks;
  return { value, error: Math.sqrt(estimates.reduce((sum, estimate) => sum + (estimate - value) ** 2, 0) / (blocks - 1) / blocks) };
}
