import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HostTensor } from '../engine/program.ts';
import { Random } from '../engine/random.ts';
import { ImagePool } from './imagePool.ts';

/** The reference's `ImagePool.query`, which gets the fresh pictures at once. A picture is its number. */
class ReferencePool {
  readonly #pictures: number[] = [];
  readonly #size: number;
  readonly #random: Random;

  constructor(size: number, random: Random) {
    this.#size = size;
    this.#random = random;
  }

  query(fresh: number): number {
    if (this.#size === 0) return fresh;
    if (this.#pictures.length < this.#size) {
      this.#pictures.push(fresh);
      return fresh;
    }
    if (this.#random.uniform() > 0.5) {
      const slot = this.#random.integer(this.#size);
      const kept = this.#pictures[slot];
      this.#pictures[slot] = fresh;
      return kept;
    }
    return fresh;
  }
}

/** A batch of pictures `[N, 2, 1, 1]` that hold their numbers. */
const batchOf = (numbers: readonly number[]): HostTensor => ({
  shape: [numbers.length, 2, 1, 1],
  values: Float32Array.from(numbers.flatMap((number) => [number, -number])),
});

/** What a step shows: `choice * pool + (1 - choice) * fresh`; then the fresh ones are put. */
function show(pool: ImagePool, fresh: readonly number[]): number[] {
  const tensor = batchOf(fresh);
  const { pictures, choice } = pool.draw(tensor.shape);
  expect(choice.shape).toEqual([fresh.length, 1, 1, 1]);
  const shown = fresh.map((number, i) => choice.values[i] * pictures.values[2 * i] + (1 - choice.values[i]) * number);
  pool.put(tensor);
  return shown;
}

describe('image pool', () => {
  it('shows exactly what the reference shows, drawn before the step and filled after it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 6 }), fc.nat(), (size, seed) => {
        const reference = new ReferencePool(size, Random.fromSeed(seed));
        const pool = ImagePool.create(size, Random.fromSeed(seed));
        for (let fresh = 1; fresh <= 40; fresh++) expect(show(pool, [fresh])).toEqual([reference.query(fresh)]);
      }),
    );
  });

  it('shows what the reference shows in batches, but for a picture of the same batch', () => {
    let same = 0;
    for (let seed = 0; seed < 50; seed++) {
      const reference = new ReferencePool(5, Random.fromSeed(seed));
      const pool = ImagePool.create(5, Random.fromSeed(seed));
      for (let batch = 0; batch < 20; batch++) {
        const fresh = [1, 2, 3].map((i) => 10 * batch + i);
        const expected = fresh.map((number) => reference.query(number));
        const shown = show(pool, fresh);
        for (const [i, number] of expected.entries()) {
          const isOfThisBatch = fresh.slice(0, i).includes(number);
          expect(shown[i]).toBe(isOfThisBatch ? fresh[i] : number);
          if (isOfThisBatch) same++;
        }
      }
    }
    expect(same).toBeGreaterThan(0);
  });

  it('goes on exactly from its saved state', () => {
    const one = ImagePool.create(4, Random.fromSeed(9));
    const other = (): ImagePool => ImagePool.restore(JSON.parse(JSON.stringify(one.state())) as ReturnType<ImagePool['state']>, one.pictures([2, 1, 1]));
    let twin = other();
    for (let fresh = 1; fresh <= 60; fresh++) {
      expect(show(twin, [fresh])).toEqual(show(one, [fresh]));
      if (fresh % 7 === 0) twin = other();
    }
  });

  it('asks for fresh pictures only when it stores them', () => {
    const pool = ImagePool.create(1, Random.fromSeed(1));
    pool.draw([1, 2, 1, 1]);
    expect(pool.wantsFresh).toBe(true);
    pool.put(batchOf([1]));
    let wanted = 0;
    for (let i = 0; i < 200; i++) {
      pool.draw([1, 2, 1, 1]);
      if (pool.wantsFresh) wanted++;
      pool.put(batchOf([i]));
    }
    expect(wanted).toBeGreaterThan(70);
    expect(wanted).toBeLessThan(130);
  });
});
