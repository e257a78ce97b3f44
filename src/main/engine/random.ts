/** A generator's whole state: a 64-bit key and a 64-bit counter of blocks, as JSON keeps them. */
export interface RandomState {
  readonly key: readonly [number, number];
  /** How many 32-bit words have been drawn; below 2^53. */
  readonly drawn: number;
}

const MULTIPLIER_0 = 0xd2511f53;
const MULTIPLIER_1 = 0xcd9e8d57;
const WEYL_0 = 0x9e3779b9;
const WEYL_1 = 0xbb67ae85;
const ROUNDS = 10;
const TWO_32 = 4294967296;

/** The high 32 bits of a 32 x 32 bit product; every part stays below 2^32. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const carry = aLow * bHigh + (middle & 0xffff);
  return (aHigh * bHigh + (middle >>> 16) + (carry >>> 16)) >>> 0;
}

/** One block, four words, written to `block`: millions are drawn, so none is an array of its own. */
function philoxInto(block: Uint32Array, counter: readonly [number, number, number, number], key: readonly [number, number]): void {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < ROUNDS; round++) {
    const high0 = multiplyHigh(MULTIPLIER_0, c0);
    const low0 = Math.imul(MULTIPLIER_0, c0) >>> 0;
    const high1 = multiplyHigh(MULTIPLIER_1, c2);
    const low1 = Math.imul(MULTIPLIER_1, c2) >>> 0;
    c0 = (high1 ^ c1 ^ k0) >>> 0;
    c1 = low1;
    c2 = (high0 ^ c3 ^ k1) >>> 0;
    c3 = low0;
    k0 = (k0 + WEYL_0) >>> 0;
    k1 = (k1 + WEYL_1) >>> 0;
  }
  block[0] = c0;
  block[1] = c1;
  block[2] = c2;
  block[3] = c3;
}

/**
 * One block of Philox4x32-10: four random words from a counter and a key.
 * Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
 */
export function philox(counter: readonly [number, number, number, number], key: readonly [number, number]): [number, number, number, number] {
  const block = new Uint32Array(4);
  philoxInto(block, counter, key);
  return [block[0], block[1], block[2], block[3]];
}

/** FNV-1a over UTF-16 code units, twice with different offsets: turns a label into a key. */
function hashLabel(label: string, offset: number): number {
  let hash = offset >>> 0;
  for (let i = 0; i < label.length; i++) hash = Math.imul(hash ^ label.charCodeAt(i), 0x01000193) >>> 0;
  return hash;
}

/**
 * A counter-based random generator: the same key gives the same numbers on every machine, its state
 * is two numbers and a position, and `split` gives independent streams by name. The only source of
 * randomness under engine, nn, models, data and training.
 */
export class Random {
  readonly #key: readonly [number, number];
  #drawn: number;
  readonly #block = new Uint32Array(4);
  #blockIndex = -1;

  private constructor(key: readonly [number, number], drawn: number) {
    this.#key = key;
    this.#drawn = drawn;
  }

  /** Starts a generator from a seed (any integer below 2^53). */
  static fromSeed(seed: number): Random {
    return new Random([seed >>> 0, Math.floor(Math.abs(seed) / TWO_32) >>> 0], 0);
  }

  /** Goes on exactly where `state()` was taken. */
  static fromState(state: RandomState): Random {
    return new Random([state.key[0], state.key[1]], state.drawn);
  }

  /** The state to save; `fromState` goes on from it. */
  state(): RandomState {
    return { key: [this.#key[0], this.#key[1]], drawn: this.#drawn };
  }

  /**
   * An independent generator named by `label`. It depends on this generator's key and the label
   * only, not on how much has been drawn, so streams do not disturb one another.
   */
  split(label: string | number): Random {
    const text = String(label);
    const [k0, k1] = philox([hashLabel(text, 0x811c9dc5), hashLabel(text, 0x9747b28c), text.length, 0x5eed], this.#key);
    return new Random([k0, k1], 0);
  }

  /** The next 32 random bits, as an integer from 0 to 2^32 - 1. */
  nextUint32(): number {
    const index = Math.floor(this.#drawn / 4);
    if (index !== this.#blockIndex) {
      philoxInto(this.#block, [index >>> 0, Math.floor(index / TWO_32) >>> 0, 0, 0], this.#key);
      this.#blockIndex = index;
    }
    return this.#block[this.#drawn++ % 4];
  }

  /** Uniform in [0, 1). */
  uniform(): number {
    return this.nextUint32() / TWO_32;
  }

  /** A uniform integer from 0 to `bound - 1`; `bound` from 1 to 2^32. Unbiased, by rejection. */
  integer(bound: number): number {
    const limit = TWO_32 - (TWO_32 % bound);
    for (;;) {
      const value = this.nextUint32();
      if (value < limit) return value % bound;
    }
  }

  /** Standard normal, by the Box-Muller transform. */
  normal(): number {
    const [value] = this.#normalPair();
    return value;
  }

  /** Fills `values` with normal numbers: both of each Box-Muller pair, so half the work of `normal`. */
  fillNormal(values: Float32Array, mean: number, deviation: number): void {
    for (let i = 0; i < values.length; i += 2) {
      const [first, second] = this.#normalPair();
      values[i] = mean + deviation * first;
      if (i + 1 < values.length) values[i + 1] = mean + deviation * second;
    }
  }

  #normalPair(): [number, number] {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    const angle = 2 * Math.PI * this.uniform();
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  }

  /** A random permutation of 0 to `count - 1` (Fisher-Yates). */
  permutation(count: number): Int32Array {
    const order = Int32Array.from({ length: count }, (_, i) => i);
    for (let i = count - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      const kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
    return order;
  }
}
