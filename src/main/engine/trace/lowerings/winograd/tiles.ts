import type { ConvolutionGeometry } from '../../../operations/geometry.ts';
import type { Filtering } from './cookToom.ts';
import type { Picture } from './rows.ts';
import { NOTHING, keyOf, rowAt, rowCount } from './rows.ts';

/**
 * How the outputs of a convolution are cut into tiles. With a dilation every phase of it is a picture
 * of its own, so a tile's pixels stand `dilation` apart. Tiles may reach beyond the picture: what lies
 * there is computed and dropped.
 */
export interface Tiling {
  readonly filtering: Filtering;
  readonly input: Picture;
  readonly output: Picture;
  readonly geometry: ConvolutionGeometry;
  /** The first output row and column of the tiles. */
  readonly tops: readonly number[];
  readonly lefts: readonly number[];
  /** Tiles in all pictures of the batch. */
  readonly count: number;
  /** Names the tiling among all others. */
  readonly key: string;
}

/** Where the tiles of one axis begin. */
function originsOf(extent: number, outputs: number, dilation: number): number[] {
  const origins: number[] = [];
  for (let phase = 0; phase < dilation; phase++) for (let origin = phase; origin < extent; origin += outputs * dilation) origins.push(origin);
  return origins;
}

/** The tiling of a stride-1 convolution from `input` to `output` pixels. */
export function tilingOf(filtering: Filtering, input: Picture, output: Picture, geometry: ConvolutionGeometry): Tiling {
  const tops = originsOf(output.height, filtering.outputs, geometry.dilations[0]);
  const lefts = originsOf(output.width, filtering.outputs, geometry.dilations[1]);
  const key = `${filtering.outputs},${keyOf(input, output, [filtering.taps, filtering.taps], geometry)}`;
  return { filtering, input, output, geometry, tops, lefts, count: output.batch * tops.length * lefts.length, key };
}

/** Calls `visit` with each tile in order: pictures, then rows of tiles, then columns. */
function eachTile({ output, tops, lefts }: Tiling, visit: (picture: number, top: number, left: number) => void): void {
  for (let picture = 0; picture < output.batch; picture++) for (const top of tops) for (const left of lefts) visit(picture, top, left);
}

/** For each of the n x n places of a tile, and each tile, the input row that stands there: `[n n, tiles]`. */
export function haloRows(tiling: Tiling): Int32Array {
  const { filtering, input, geometry } = tiling;
  const { padding, dilations } = geometry;
  const rows = new Int32Array(filtering.inputs ** 2 * tiling.count);
  let place = 0;
  for (let i = 0; i < filtering.inputs; i++) {
    for (let j = 0; j < filtering.inputs; j++) {
      eachTile(tiling, (picture, top, left) => {
        rows[place++] = rowAt(input, picture, top + i * dilations[0] - padding.top, left + j * dilations[1] - padding.left, padding.mode);
      });
    }
  }
  return rows;
}

/**
 * For each input row, the places of `haloRows` that read it and matter for an output: the lists of the
 * adjoint.
 */
export function haloReaders(tiling: Tiling): number[][] {
  const { filtering, input, output, geometry } = tiling;
  const readers: number[][] = Array.from({ length: input.batch * input.height * input.width }, () => []);
  const rows = haloRows(tiling);
  let place = 0;
  for (let i = 0; i < filtering.inputs; i++) {
    for (let j = 0; j < filtering.inputs; j++) {
      eachTile(tiling, (_, top, left) => {
        // A place matters if one of the taps leads from it to an output inside the picture.
        const used =
          top + Math.max(0, i - filtering.taps + 1) * geometry.dilations[0] < output.height &&
          left + Math.max(0, j - filtering.taps + 1) * geometry.dilations[1] < output.width;
        const row = rows[place];
        if (used && row !== NOTHING) readers[row].push(place);
        place++;
      });
    }
  }
  return readers;
}

/** For each of the m x m places of a tile, and each tile, the output row that stands there: `[m m, tiles]`; nothing beyond the picture. */
export function outputRows(tiling: Tiling): Int32Array {
  const { filtering, output, geometry } = tiling;
  const rows = new Int32Array(filtering.outputs ** 2 * tiling.count);
  let place = 0;
  for (let p = 0; p < filtering.outputs; p++) {
    for (let q = 0; q < filtering.outputs; q++) {
      eachTile(tiling, (picture, top, left) => {
        rows[place++] = rowAt(output, picture, top + p * geometry.dilations[0], left + q * geometry.dilations[1], 'zeros');
      });
    }
  }
  return rows;
}

/** For each output row, its place in `outputRows`. */
export function outputPlaces(tiling: Tiling): Int32Array {
  const places = new Int32Array(rowCount(tiling.output));
  outputRows(tiling).forEach((row, place) => {
    if (row !== NOTHING) places[row] = place;
  });
  return places;
}
