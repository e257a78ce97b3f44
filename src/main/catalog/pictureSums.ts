import type { Catalog } from './open.ts';
import { all, build } from './query.ts';

/** Stands for what is not known yet. */
const UNKNOWN = -1;

/** What a side's pictures come to. */
export interface PictureSums {
  readonly found: number;
  readonly excluded: number;
  readonly heldOut: number;
  readonly unreadable: number;
  readonly bytes: number;
  /** Shorter edges of those that are not excluded, in pixels; null until one was looked at. */
  readonly edges: { readonly smallest: number; readonly median: number; readonly largest: number } | null;
}

/** What of a side's pictures is known without counting them. */
export type KeptFilter = 'all' | 'included' | 'excluded' | 'held-out' | 'unreadable';

/** How many pictures of a folder a filter lets through. */
export function countPictures(catalog: Catalog, folder: number, filter: KeptFilter): number {
  const { found, excluded, heldOut, unreadable } = sumPictures(catalog, [folder]);
  return { all: found, included: found - excluded, excluded, 'held-out': heldOut, unreadable }[filter];
}

/** Sums up the pictures of some folders. */
export function sumPictures(catalog: Catalog, folders: readonly number[]): PictureSums {
  const groups = all(catalog, build.selectFrom('picture_sums').selectAll().where('folder_id', 'in', folders));
  const count = (of: (group: (typeof groups)[number]) => boolean): number => groups.filter(of).reduce((sum, group) => sum + group.count, 0);
  return {
    found: count(() => true),
    excluded: count(({ excluded }) => excluded === 1),
    heldOut: count(({ held_out }) => held_out === 1),
    unreadable: count(({ readable }) => readable === 0),
    bytes: groups.reduce((sum, { bytes }) => sum + bytes, 0),
    edges: edgesOf(groups.flatMap(({ excluded, edge: length, count: times }) => (excluded === 1 || length === UNKNOWN ? [] : [{ length, times }]))),
  };
}

/** How many pictures of some folders were not looked at yet. */
export function countUnseen(catalog: Catalog, folders: readonly number[]): number {
  const unseen = build.selectFrom('picture_sums').select('count').where('folder_id', 'in', folders).where('readable', '=', UNKNOWN);
  return all(catalog, unseen).reduce((sum, { count }) => sum + count, 0);
}

function edgesOf(edges: { length: number; times: number }[]): PictureSums['edges'] {
  if (edges.length === 0) return null;
  edges.sort((one, other) => one.length - other.length);
  const half = edges.reduce((sum, { times }) => sum + times, 0) / 2;
  let passed = 0;
  const median = edges.find(({ times }) => (passed += times) >= half) ?? edges[0];
  return { smallest: edges[0].length, median: median.length, largest: edges[edges.length - 1].length };
}
