import type { Features } from '../../data/features.ts';
import type { PerceptualHash } from '../../data/perceptualHash.ts';
import { hashDistance } from '../../data/perceptualHash.ts';
import { letOthers } from '../pause.ts';
import type { Coloured } from './findings/colours.ts';
import { withFeatures } from './findings/colours.ts';
import type { Studied } from './study.ts';

/**
 * So many of the 64 bits may differ. The hash is looked up by its four words of 16 bits: of two hashes that differ in three
 * bits at least one word is the same, so none is missed and nearly nothing has to be compared.
 */
const BITS = 3;

/**
 * Hashes know no colours, and little of plain drawings: 8 x 8 mean colours have to agree, too. Root mean square, in 0 to
 * 255: the same picture compressed or scaled is 1 to 4 apart, hearts and circles of other colours 30 to 80.
 */
const CELLS_APART = 10;

/** A word that very many pictures share says little: each is compared with so many that come after it. */
const MOST_COMPARED = 500;

/** Comparisons that are made at once, and pictures that are put where they are found. */
const SLICE = 20_000;

interface Hashed extends Coloured {
  readonly features: Features & { readonly hash: PerceptualHash };
}

function cellsApart(one: Uint8Array, other: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += (one[i] - other[i]) ** 2;
  return Math.sqrt(sum / one.length);
}

const isAlike = (one: Hashed, other: Hashed): boolean =>
  hashDistance(one.features.hash, other.features.hash) <= BITS && cellsApart(one.features.cells, other.features.cells) <= CELLS_APART;

/** The root of an item in a forest of groups. */
function rootOf(parents: Int32Array, item: number): number {
  let root = item;
  while (parents[root] !== root) root = parents[root] = parents[parents[root]];
  return root;
}

/** Groups of pictures that look alike, the largest first; in each, the pictures in their own order. */
export async function alikeGroups(pictures: readonly Studied[]): Promise<Studied[][]> {
  const hashed = withFeatures(pictures).filter((picture): picture is Hashed => picture.features.hash !== null);
  const parents = Int32Array.from(hashed, (_, i) => i);
  const words: ((hash: PerceptualHash) => number)[] = [
    ({ high }) => high >>> 16,
    ({ high }) => high & 0xffff,
    ({ low }) => low >>> 16,
    ({ low }) => low & 0xffff,
  ];
  let compared = 0;
  for (const word of words) {
    const buckets = new Map<number, number[]>();
    for (const [i, { features }] of hashed.entries()) {
      const key = word(features.hash);
      const bucket = buckets.get(key);
      if (bucket === undefined) buckets.set(key, [i]);
      else bucket.push(i);
      if ((i + 1) % SLICE === 0) await letOthers();
    }
    await letOthers();
    for (const bucket of buckets.values())
      for (const [place, i] of bucket.entries()) {
        const last = Math.min(bucket.length, place + 1 + MOST_COMPARED);
        for (let next = place + 1; next < last; next++) {
          if (++compared % SLICE === 0) await letOthers();
          const j = bucket[next];
          // Nearly none are, and that is soon seen.
          if (isAlike(hashed[i], hashed[j])) parents[rootOf(parents, j)] = rootOf(parents, i);
        }
      }
  }
  await letOthers();
  const sizes = new Int32Array(hashed.length);
  for (let i = 0; i < sizes.length; i++) sizes[rootOf(parents, i)]++;
  // Nearly all are alone, and make no group.
  const together = [...hashed.keys()].filter((i) => sizes[rootOf(parents, i)] > 1);
  return [...Map.groupBy(together, (i) => rootOf(parents, i)).values()]
    .map((group) => group.map((i) => hashed[i]))
    .sort((one, other) => other.length - one.length);
}
