import { sql } from 'kysely';
import type { Catalog } from './open.ts';
import { all, build } from './query.ts';

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

/** Sums up the pictures of some folders, from an index alone. */
export function sumPictures(catalog: Catalog, folders: readonly number[]): PictureSums {
  const edge = sql<number | null>`min(width, height)`;
  const groups = all(
    catalog,
    build
      .selectFrom('pictures')
      .select(['excluded', 'held_out', 'readable', edge.as('edge')])
      .select((of) => [of.fn.countAll<number>().as('count'), of.fn.sum<number>('bytes').as('bytes')])
      .where('folder_id', 'in', folders)
      .groupBy(['excluded', 'held_out', 'readable', edge]),
  );
  const count = (of: (group: (typeof groups)[number]) => boolean): number => groups.filter(of).reduce((sum, group) => sum + group.count, 0);
  return {
    found: count(() => true),
    excluded: count(({ excluded }) => excluded === 1),
    heldOut: count(({ held_out }) => held_out === 1),
    unreadable: count(({ readable }) => readable === 0),
    bytes: groups.reduce((sum, { bytes }) => sum + bytes, 0),
    edges: edgesOf(groups.flatMap(({ excluded, edge: length, count: times }) => (excluded === 1 || length === null ? [] : [{ length, times }]))),
  };
}

function edgesOf(edges: { length: number; times: number }[]): PictureSums['edges'] {
  if (edges.length === 0) return null;
  edges.sort((one, other) => one.length - other.length);
  const half = edges.reduce((sum, { times }) => sum + times, 0) / 2;
  let passed = 0;
  const median = edges.find(({ times }) => (passed += times) >= half) ?? edges[0];
  return { smallest: edges[0].length, median: median.length, largest: edges[edges.length - 1].length };
}
