import { decodePicture } from './decode.ts';
import { rgbToLab } from './lab.ts';
import type { PerceptualHash } from './perceptualHash.ts';
import { HASHED_SIZE, perceptualHash } from './perceptualHash.ts';
import type { Pixels } from './pixels.ts';

/** Counts up whenever pictures are measured in another way, so that older measures are not used. */
export const FEATURES_VERSION = 1;

/** Pictures are measured at so many pixels a side, squashed to a square. */
const MEASURED = 64;

/** Cells a side of the coarse pictures. */
const CELLS = 8;
const CELL = MEASURED / CELLS;

/** A pixel has colour from this chroma on (CIE Lab). */
const COLOURED = 10;

/** What is measured of a picture, the whole of it scaled to a square, over white. */
export interface Features {
  /** Null for pictures of one colour. */
  readonly hash: PerceptualHash | null;
  /** Mean and standard deviation of L, a and b. */
  readonly colour: readonly number[];
  /** Share of pixels that have colour. */
  readonly coloured: number;
  /** 8 x 8 mean colours, `[0, 255]`, red, green, blue. */
  readonly cells: Uint8Array;
  /**
   * Where something is, 8 x 8 twice: how far a cell's pixels are from the colour of the picture's border, and how strong
   * its edges are; each divided by its largest cell, `[0, 255]`. Colours and contrast leave it as it is.
   */
  readonly layout: Uint8Array;
}

const cellOf = (x: number, y: number): number => Math.floor(y / CELL) * CELLS + Math.floor(x / CELL);

function meanCells({ data }: Pixels): Uint8Array {
  const sums = new Float64Array(CELLS * CELLS * 3);
  for (let y = 0; y < MEASURED; y++)
    for (let x = 0; x < MEASURED; x++) for (let c = 0; c < 3; c++) sums[cellOf(x, y) * 3 + c] += data[(y * MEASURED + x) * 3 + c];
  return Uint8Array.from(sums, (sum) => Math.round(sum / CELL ** 2));
}

function greyOf({ data }: Pixels): Float64Array {
  const grey = new Float64Array(HASHED_SIZE ** 2);
  const step = MEASURED / HASHED_SIZE;
  for (let y = 0; y < MEASURED; y++)
    for (let x = 0; x < MEASURED; x++) {
      const from = (y * MEASURED + x) * 3;
      grey[Math.floor(y / step) * HASHED_SIZE + Math.floor(x / step)] += (0.299 * data[from] + 0.587 * data[from + 1] + 0.114 * data[from + 2]) / step ** 2;
    }
  return grey;
}

function colourOf(lab: Float32Array): { colour: number[]; coloured: number } {
  const pixels = lab.length / 3;
  const [sums, squares] = [
    [0, 0, 0],
    [0, 0, 0],
  ];
  let coloured = 0;
  for (let i = 0; i < lab.length; i += 3) {
    for (let c = 0; c < 3; c++) {
      sums[c] += lab[i + c];
      squares[c] += lab[i + c] ** 2;
    }
    if (Math.hypot(lab[i + 1], lab[i + 2]) >= COLOURED) coloured++;
  }
  const means = sums.map((sum) => sum / pixels);
  const deviations = squares.map((square, c) => Math.sqrt(Math.max(0, square / pixels - means[c] ** 2)));
  return { colour: [...means, ...deviations], coloured: coloured / pixels };
}

/** The median of L, a and b along the four edges of the picture. */
function borderOf(lab: Float32Array): number[] {
  const last = MEASURED - 1;
  const places = Array.from({ length: MEASURED }, (_, i) => [i, last * MEASURED + i, i * MEASURED, i * MEASURED + last]).flat();
  return [0, 1, 2].map((c) => Float32Array.from(places, (place) => lab[place * 3 + c]).sort()[places.length / 2]);
}

/** Sums a value of every pixel up in cells, divided by the largest; nothing at all where the largest is below `least`. */
function layoutOf(least: number, valueAt: (x: number, y: number) => number): number[] {
  const sums = new Float64Array(CELLS * CELLS);
  for (let y = 0; y < MEASURED; y++) for (let x = 0; x < MEASURED; x++) sums[cellOf(x, y)] += valueAt(x, y) / CELL ** 2;
  const largest = sums.reduce((most, sum) => Math.max(most, sum), least);
  return Array.from(sums, (sum) => Math.round((sum / largest) * 255));
}

function layoutsOf(lab: Float32Array): Uint8Array {
  const border = borderOf(lab);
  const at = (x: number, y: number, c: number): number => lab[(Math.min(MEASURED - 1, y) * MEASURED + Math.min(MEASURED - 1, x)) * 3 + c];
  const apart = layoutOf(1, (x, y) => Math.min(40, Math.hypot(at(x, y, 0) - border[0], at(x, y, 1) - border[1], at(x, y, 2) - border[2])));
  const edges = layoutOf(1, (x, y) => Math.hypot(at(x + 1, y, 0) - at(x, y, 0), at(x, y + 1, 0) - at(x, y, 0)));
  return Uint8Array.from([...apart, ...edges]);
}

/** Measures a picture of 64 x 64 pixels. Throws RangeError for another size. */
export function measureFeatures(pixels: Pixels): Features {
  if (pixels.width !== MEASURED || pixels.height !== MEASURED) throw new RangeError(`Features are measured at ${MEASURED} x ${MEASURED} pixels.`);
  const lab = rgbToLab(pixels);
  return { hash: perceptualHash(greyOf(pixels)), ...colourOf(lab), cells: meanCells(pixels), layout: layoutsOf(lab) };
}

/** Reads a picture and measures it. Throws PICTURE_UNREADABLE. */
export async function readFeatures(path: string): Promise<Features> {
  return measureFeatures(await decodePicture(path, { background: 'white', scale: () => ({ width: MEASURED, height: MEASURED }) }));
}

/** `[has a hash, high, low]` of 32 bits, 7 numbers of 32 bits, cells, layout; little-endian. */
const NUMBERS = 7;
const LENGTH = 12 + NUMBERS * 4 + CELLS * CELLS * 5;

/** Features as bytes. */
export function encodeFeatures({ hash, colour, coloured, cells, layout }: Features): Buffer {
  const bytes = Buffer.alloc(LENGTH);
  for (const [i, word] of [hash === null ? 0 : 1, hash?.high ?? 0, hash?.low ?? 0].entries()) bytes.writeUInt32LE(word, i * 4);
  for (const [i, value] of [...colour, coloured].entries()) bytes.writeFloatLE(value, 12 + i * 4);
  bytes.set(cells, 12 + NUMBERS * 4);
  bytes.set(layout, 12 + NUMBERS * 4 + cells.length);
  return bytes;
}

/** The reverse of `encodeFeatures`; what it gives lies in these bytes, as there are very many. Throws RangeError for anything else. */
export function decodeFeatures(bytes: Buffer): Features {
  if (bytes.length !== LENGTH) throw new RangeError(`${bytes.length} bytes are no features.`);
  const numbers = Array.from({ length: NUMBERS }, (_, i) => bytes.readFloatLE(12 + i * 4));
  const cells = 12 + NUMBERS * 4;
  return {
    hash: bytes.readUInt32LE(0) === 0 ? null : { high: bytes.readUInt32LE(4), low: bytes.readUInt32LE(8) },
    colour: numbers.slice(0, 6),
    coloured: numbers[6],
    cells: bytes.subarray(cells, cells + CELLS * CELLS * 3),
    layout: bytes.subarray(cells + CELLS * CELLS * 3),
  };
}
