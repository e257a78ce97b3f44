/**
 * The perceptual hash of a picture's lightness: 8 x 8 of the lowest frequencies of its cosine transform, without the
 * constant rows, each as one bit: above the median or not. Scaling, compression and slight changes of colour turn few of
 * the 64 bits, another picture about half of them (the idea of pHash, Zauner 2010).
 */
export interface PerceptualHash {
  /** 32 bits each, unsigned. */
  readonly high: number;
  readonly low: number;
}

/** Side of the picture that is hashed, and how many frequencies are kept a side. */
export const HASHED_SIZE = 32;
const KEPT = 8;

/** Pictures whose lightness varies less than this (standard deviation, in 0 to 255) are all the same to a hash. */
const FLAT = 2;

/** `COSINES[u][n] = cos((2n + 1) (u + 1) pi / (2 N))`. */
const COSINES = Array.from({ length: KEPT }, (_, u) =>
  Float64Array.from({ length: HASHED_SIZE }, (__, n) => Math.cos(((2 * n + 1) * (u + 1) * Math.PI) / (2 * HASHED_SIZE))),
);

function deviationOf(values: ArrayLike<number>): number {
  let [sum, squares] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    sum += values[i];
    squares += values[i] ** 2;
  }
  return Math.sqrt(Math.max(0, squares / values.length - (sum / values.length) ** 2));
}

/** The kept frequencies, rows then columns. */
function frequencies(grey: ArrayLike<number>): Float64Array {
  const rows = new Float64Array(KEPT * HASHED_SIZE);
  for (let v = 0; v < KEPT; v++)
    for (let y = 0; y < HASHED_SIZE; y++) for (let x = 0; x < HASHED_SIZE; x++) rows[v * HASHED_SIZE + x] += COSINES[v][y] * grey[y * HASHED_SIZE + x];
  const kept = new Float64Array(KEPT * KEPT);
  for (let v = 0; v < KEPT; v++)
    for (let u = 0; u < KEPT; u++) for (let x = 0; x < HASHED_SIZE; x++) kept[v * KEPT + u] += COSINES[u][x] * rows[v * HASHED_SIZE + x];
  return kept;
}

/** Hashes 32 x 32 lightnesses in [0, 255]; null for pictures of one colour. */
export function perceptualHash(grey: ArrayLike<number>): PerceptualHash | null {
  if (deviationOf(grey) < FLAT) return null;
  const kept = frequencies(grey);
  const sorted = kept.toSorted();
  const median = (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
  const bits = (from: number): number => {
    let word = 0;
    for (let i = 0; i < 32; i++) word = (word << 1) | Number(kept[from + i] > median);
    return word >>> 0;
  };
  return { high: bits(0), low: bits(32) };
}

function bitsSet(word: number): number {
  let rest = word - ((word >>> 1) & 0x55555555);
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
  return (((rest + (rest >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/** How many of the 64 bits differ. */
export const hashDistance = (one: PerceptualHash, other: PerceptualHash): number => bitsSet(one.high ^ other.high) + bitsSet(one.low ^ other.low);
