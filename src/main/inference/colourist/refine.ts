import type { Pixels } from '../../data/pixels.ts';
import { resized } from '../../data/resize.ts';
import { FADED, smoothBetweenLines } from './edgeAware.ts';
import type { Drawing } from './drawing.ts';
import { drawingAt } from './drawing.ts';
import type { Plane } from './plane.ts';
import { eachRow, joined, laid } from './plane.ts';
import type { Size } from './size.ts';

/*
 * A sketch is coloured at the size of the network and then refined to its own. What is refined is the paint below the lines,
 * as an illustrator has it on a layer of its own that the lines are multiplied onto: where a place of the sketch is as light
 * as t in [0, 1], what is seen there is t P. So
 *
 *   P = sum w t seen / sum w t t
 *
 * over a neighbourhood that lines bound. From one size to the next, twice as large, paint is interpolated, and smoothed
 * between the lines of that size; what was mixed across a line weighs little, for it was seen where it was dark. Lines
 * themselves are the sketch's own at every size.
 */

/** Paint at a size: L, a and b of each cell, interleaved, as they would be without lines. */
export interface Paint extends Size {
  readonly values: Float32Array;
}

/** The most cells of paint: of larger sketches it is interpolated, below lines at their full size. */
export const MOST_CELLS = 4_194_304;

/** Cells of paint in a tile, without what it overlaps. */
const TILE = 512;

const PAPER = [100, 0, 0] as const;

/** What a place weighs at least, below solid ink for one. */
const LEAST = 1e-8;

/** What white paper weighs as a guess beside what was seen of a single cell. */
const GUESS = 0.01;

/** How light each place of a drawing is, 0 ink to 1 paper. */
const lightOf = ({ lightness }: Drawing): Float32Array => lightness.map((value) => Math.min(1, Math.max(0, value / 100)));

/** What a plane makes of its drawing, as paint; an equation for each cell. */
function paintOf({ width, height, values }: Plane, drawing: Drawing): Paint {
  const light = lightOf(drawing);
  const paint = new Float32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const [cell, channel] = [Math.floor(i / 3), i % 3];
    const t = light[cell];
    const seen = channel === 0 ? drawing.lightness[cell] + values[i] : values[i];
    paint[i] = (t * seen + GUESS * PAPER[channel]) / (t * t + GUESS);
    if (channel === 0) paint[i] = Math.min(100, Math.max(0, paint[i]));
  }
  return { width, height, values: paint };
}

/** The sizes from that of the network to that of the sketch, each at most twice the one before; the first is left out. None where the sketch is no larger. */
function sizesBetween(from: Size, to: Size): Size[] {
  const levels = Math.ceil(Math.log2(Math.max(to.width / from.width, to.height / from.height)));
  return Array.from({ length: Math.max(0, levels) }, (_, i) => {
    const share = 2 ** (i + 1 - levels);
    return { width: Math.max(1, Math.round(to.width * share)), height: Math.max(1, Math.round(to.height * share)) };
  });
}

/**
 * A sketch at the sizes over which its paint is refined, from just above `from` to its own, or to one of about `most` cells.
 * None where it is no larger than `from`.
 */
export async function linesBetween(pixels: Pixels, from: Size, most = MOST_CELLS): Promise<Drawing[]> {
  const scale = Math.min(1, Math.sqrt(most / (pixels.width * pixels.height)));
  const target = { width: Math.max(1, Math.round(pixels.width * scale)), height: Math.max(1, Math.round(pixels.height * scale)) };
  const sizes = sizesBetween(from, target);
  if (sizes.length === 0) return [];
  const largest = await resized(pixels, target.width, target.height);
  const drawings: Drawing[] = [];
  for (const size of sizes) drawings.push(await drawingAt(largest, size));
  return drawings;
}

/** Fills in one tile of the next size with what lies before it, cells of L, a, b and how light they were seen: interpolated, and smoothed between the lines. */
function refineTile(before: Size & { readonly values: Float32Array }, light: Float32Array, to: Paint, left: number, top: number, tile: number): void {
  const [first, firstRow] = [Math.max(0, left - FADED), Math.max(0, top - FADED)];
  const width = Math.min(to.width, left + tile + FADED) - first;
  const height = Math.min(to.height, top + tile + FADED) - firstRow;
  const [cells, own] = [new Float32Array(width * height * 4), new Float32Array(width * height)];
  eachRow(before, 4, to, { left: first, top: firstRow, width, height }, (row, y) => {
    for (let x = 0, at = y * width; x < width; x++, at++) {
      own[at] = light[(firstRow + y) * to.width + first + x];
      const weight = (row[4 * x + 3] * own[at]) ** 2 + LEAST;
      for (let channel = 0; channel < 3; channel++) cells[4 * at + channel] = weight * row[4 * x + channel];
      cells[4 * at + 3] = weight;
    }
  });
  smoothBetweenLines(cells, 4, own, { width, height });
  for (let y = top; y < Math.min(to.height, top + tile); y++)
    for (let x = left; x < Math.min(to.width, left + tile); x++) {
      const at = 4 * ((y - firstRow) * width + x - first);
      for (let channel = 0; channel < 3; channel++) to.values[3 * (y * to.width + x) + channel] = cells[at + channel] / cells[at + 3];
    }
}

/** Paint and how light it was seen, four values a cell. */
function besides({ width, height, values }: Paint, light: Float32Array): Size & { readonly values: Float32Array } {
  const both = new Float32Array(width * height * 4);
  light.forEach((value, cell) => {
    both.set(values.subarray(3 * cell, 3 * cell + 3), 4 * cell);
    both[4 * cell + 3] = value;
  });
  return { width, height, values: both };
}

/**
 * The paint of a plane, refined over the sizes that `linesBetween` gives. Goes in tiles that overlap by as much as is seen across
 * an edge, so that none shows and little is held at once.
 *
 * @param drawing what the network looked at
 */
export function refined(plane: Plane, drawing: Drawing, lines: readonly Drawing[], tile = TILE): Paint {
  let [paint, light] = [paintOf(plane, drawing), lightOf(drawing)];
  for (const next of lines) {
    const before = besides(paint, light);
    const to = { width: next.width, height: next.height, values: new Float32Array(next.width * next.height * 3) };
    light = lightOf(next);
    for (let top = 0; top < to.height; top += tile) for (let left = 0; left < to.width; left += tile) refineTile(before, light, to, left, top, tile);
    paint = to;
  }
  return paint;
}

/** Paint below the lines of a drawing of its size, as a plane. */
export function planeUnder({ width, height, values }: Paint, drawing: Drawing): Plane {
  const light = lightOf(drawing);
  return { width, height, values: values.map((value, i) => light[Math.floor(i / 3)] * value - (i % 3 === 0 ? drawing.lightness[i / 3] : 0)) };
}

/** A sketch with paint below its lines, at its own size. */
export function painted(pixels: Pixels, paint: Paint): Pixels {
  return laid(pixels, paint, (lightness, row, x) => {
    const light = Math.min(1, lightness / 100);
    return [light * row[x], light * row[x + 1], light * row[x + 2]];
  });
}

/** Bytes that refining a sketch of so many pixels takes at once: paint before and after, lines at all sizes and the largest as bytes. */
export function memoryOfRefining(pixels: number): number {
  const cells = Math.min(MOST_CELLS, pixels);
  return cells * (4 * 4 + 3 * 4 + 2 * 4 + (4 / 3) * 4 + 3);
}

/** A picture in the colours of a plane at its own size: a photo with its own lightness, a sketch refined. */
export async function inColour(mode: 'photo' | 'sketch', pixels: Pixels, plane: Plane, drawing: Drawing): Promise<Pixels> {
  const lines = mode === 'sketch' ? await linesBetween(pixels, drawing) : [];
  return lines.length === 0 ? joined(pixels, plane) : painted(pixels, refined(plane, drawing, lines));
}
