import { roundUp } from './sizes.ts';

/**
 * How a picture that is too large for the memory is cut into overlapping tiles and put together again.
 *
 * Two things make a tile differ from the same place of the whole picture. Near its edges the network
 * misses what lies beyond: within `reach` pixels of them; where the overlap is wide enough those pixels
 * are never shown. And instance normalization sees the statistics of the tile, not of the picture: the
 * same colour may come out a little lighter in one tile than in the next. Nothing makes that difference
 * vanish, so every overlap is a smooth cross-fade, which spreads it until the eye finds no seam.
 */

/** One tile along one axis. */
export interface Span {
  /** The first pixel of the tile. */
  readonly start: number;
  /** The tile's weight at each of its pixels; the weights of all tiles add up to 1 at every pixel. */
  readonly weights: Float32Array;
}

/** What the plan of one axis needs to know, all in pixels. */
export interface AxisNeeds {
  /** Length of the padded picture along the axis, a multiple of `multipleOf`. */
  readonly length: number;
  /** The longest tile, a multiple of `multipleOf`. */
  readonly longest: number;
  /** Tiles begin at and are multiples of this, so that strided layers fall on the same pixels. */
  readonly multipleOf: number;
  /** The shortest tile the network takes, a multiple of `multipleOf`. */
  readonly smallest: number;
  /** How far the network looks from one pixel. */
  readonly reach: number;
}

/** The narrowest cross-fade, in pixels: over fewer a difference of statistics begins to show as an edge. */
const SHORTEST_FADE = 64;

/** The share of a tile that the overlap with a neighbour may take: beyond it, tiles cost more than they join. */
const WIDEST_OVERLAP = 0.25;

/** The overlap of neighbours: twice the reach and a cross-fade, at most a quarter of a tile. */
function overlapOf({ longest, multipleOf, reach }: AxisNeeds): number {
  const wanted = Math.min(2 * reach + SHORTEST_FADE, longest * WIDEST_OVERLAP);
  return Math.min(roundUp(wanted, multipleOf), longest - multipleOf);
}

/** Raised cosine from 0 at `from` to 1 at `to`. */
function rise(position: number, from: number, to: number): number {
  if (position <= from) return 0;
  if (position >= to) return 1;
  return 0.5 - 0.5 * Math.cos((Math.PI * (position - from)) / (to - from));
}

/** Where one tile gives way to the next: the middle of their overlap, leaving out what lies within reach of an edge. */
function fade(overlapStart: number, overlapEnd: number, reach: number): readonly [number, number] {
  const overlap = overlapEnd - overlapStart;
  const margin = Math.max(0, Math.min(reach, (overlap - SHORTEST_FADE) / 2));
  return [overlapStart + margin, overlapEnd - margin];
}

/**
 * Plans the tiles along one axis: all of one length (one compiled program serves them), the shortest
 * that covers the picture with as few tiles as `longest` allows.
 */
export function planAxis(needs: AxisNeeds): { readonly tile: number; readonly spans: readonly Span[] } {
  const { length, longest, multipleOf, smallest, reach } = needs;
  if (length <= longest) return { tile: length, spans: [{ start: 0, weights: new Float32Array(length).fill(1) }] };
  const overlap = overlapOf(needs);
  const count = Math.ceil((length - overlap) / (longest - overlap));
  const tile = Math.min(longest, Math.max(smallest, roundUp((length + (count - 1) * overlap) / count, multipleOf)));
  const starts = Array.from({ length: count }, (_, i) => Math.floor((i * (length - tile)) / (count - 1) / multipleOf) * multipleOf);
  const fades = starts.slice(1).map((start, i) => fade(start, starts[i] + tile, reach));
  const spans = starts.map((start, i) => ({
    start,
    // Pixel centres, so that the fade is symmetrical in the overlap. The difference of two rises makes the sum exactly 1.
    weights: Float32Array.from({ length: tile }, (_, p) => {
      const position = start + p + 0.5;
      const risen = i === 0 ? 1 : rise(position, ...fades[i - 1]);
      return risen - (i === count - 1 ? 0 : rise(position, ...fades[i]));
    }),
  }));
  return { tile, spans };
}

/** The tiles of a picture: every row span with every column span. */
export interface TilePlan {
  readonly tileHeight: number;
  readonly tileWidth: number;
  readonly rows: readonly Span[];
  readonly columns: readonly Span[];
}

/** What the plan of a picture needs to know. */
export interface PictureNeeds {
  /** The padded picture, multiples of `multipleOf`. */
  readonly width: number;
  readonly height: number;
  /** The most pixels of one tile. */
  readonly tilePixels: number;
  readonly multipleOf: number;
  /** The shortest side the network takes, a multiple of `multipleOf`. */
  readonly smallest: number;
  readonly reach: number;
}

/** Plans the tiles of a picture: one tile where it fits, else tiles as square as the picture lets them be. */
export function planTiles({ width, height, tilePixels, multipleOf, smallest, reach }: PictureNeeds): TilePlan {
  const floor = (value: number): number => Math.max(smallest, 2 * multipleOf, Math.floor(value / multipleOf) * multipleOf);
  const fits = width * height <= tilePixels;
  const square = Math.sqrt(tilePixels);
  // A short side is kept whole, and the room it leaves goes to the long one.
  const longestHeight = fits ? height : floor(width < square ? tilePixels / width : square);
  const longestWidth = fits ? width : floor(height < square ? tilePixels / height : square);
  const rows = planAxis({ length: height, longest: longestHeight, multipleOf, smallest, reach });
  const columns = planAxis({ length: width, longest: longestWidth, multipleOf, smallest, reach });
  return { tileHeight: rows.tile, tileWidth: columns.tile, rows: rows.spans, columns: columns.spans };
}
