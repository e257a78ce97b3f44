import {
  CURVE_AT_BLACK,
  CURVE_SLOPE,
  CURVED_ABOVE_INVERSE,
  fromLinear,
  GREEN_OF_Y,
  LIGHT_FROM_SHARES,
  linearToLab,
  RED_OF_Y,
  toLinear,
} from '../../../shared/colour/lab.ts';
import { between, STEPS } from './cells.ts';
import type { Answer } from './surface.ts';

/**
 * Joins lightness with colours on the processor, pixel by pixel: this file is for speed. A view of half a million pixels takes some milliseconds.
 * Curves are read from tables, within one of 255 of what the formulas of `shared/colour/lab.ts` give.
 */

/** Linear light of the 256 values of sRGB. */
const LIGHTS = Float32Array.from({ length: 256 }, (_, value) => toLinear(value / 255));

const GREYS = 16_384;
/** The curve of Lab, (L + 16) / 116, of grey light from 0 to 1. */
const CURVE = Float32Array.from({ length: GREYS + 1 }, (_, light) => (linearToLab(light / GREYS, light / GREYS, light / GREYS)[0] + 16) / 116);

const [PER_LIGHTNESS, PER_A, PER_B, PER_SLOPE] = [1 / 116, 1 / 500, 1 / 200, 1 / CURVE_SLOPE];
const VALUES = 8192;
/** The values of sRGB, from 0 to 255, of light from 0 to 1: of the middle of each of so many steps. */
const values = Uint32Array.from({ length: VALUES + 1 }, (_, light) => Math.round(fromLinear(Math.min(1, (light + 0.5) / VALUES)) * 255));
/** From shares of white's X, Y and Z to places in `values`. */
const [RX, RY, RZ, GX, GY, GZ, BX, BY, BZ] = LIGHT_FROM_SHARES.map((share) => share * VALUES);

/** Where the lowest byte of a number lies first, as on all machines that browsers know today, this is an opaque black pixel. */
const OPAQUE = 0xff000000;

/** The curve of Lab, (L + 16) / 116, of pixels of sRGB, four bytes each. */
export function curveOf(pixels: Uint8ClampedArray): Float32Array {
  const curve = new Float32Array(pixels.length / 4);
  for (let i = 0, at = 0; i < curve.length; i++, at += 4) {
    const light = RED_OF_Y * LIGHTS[pixels[at]] + GREEN_OF_Y * LIGHTS[pixels[at + 1]] + (1 - RED_OF_Y - GREEN_OF_Y) * LIGHTS[pixels[at + 2]];
    curve[i] = CURVE[(light * GREYS + 0.5) | 0];
  }
  return curve;
}

/** What of a picture is joined: so many pixels of a screen, from `left` and `top` on in a picture that has `whole` of them across and down. */
export interface Part {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly whole: { readonly width: number; readonly height: number };
}

/** Colours over a picture: an answer, or one that is fading into another with as many cells. */
export interface Colours {
  readonly now: Answer;
  readonly before: Answer;
  /** How much of `now` is seen, in [0, 1]. */
  readonly blend: number;
}

/**
 * Joins the curve of a part with colours; grey where there are none. The pixels have `stride` in a row, and the part begins at `from`.
 */
export function join(curve: Float32Array, part: Part, colours: Colours | null, pixels: Uint32Array, from: number, stride: number): void {
  const { left, top, width, height, whole } = part;
  const cells = colours?.now.width ?? 1;
  const columns = new Int32Array(width);
  const shares = new Float32Array(width);
  for (let x = 0; x < width; x++) {
    const [before, , share] = between((left + x + 0.5) / whole.width, cells);
    columns[x] = before * 3;
    shares[x] = share;
  }
  // A row of cells, the last one twice.
  const row = new Float32Array((cells + 1) * 3);
  for (let y = 0; y < height; y++) {
    if (colours !== null) fillRow(colours, (top + y + 0.5) / whole.height, row);
    joinRow(curve.subarray(y * width, (y + 1) * width), row, columns, shares, pixels, from + y * stride);
  }
}

/** Interpolates a row of cells at `y`, a share of the height. */
function fillRow({ now, before, blend }: Colours, y: number, row: Float32Array): void {
  const { width, height, cells } = now;
  const [upper, lower, share] = between(y, height);
  const [above, below, length] = [upper * width * 3, lower * width * 3, width * 3];
  const [low, high] = [(share * blend) / STEPS, ((1 - share) * blend) / STEPS];
  for (let i = 0; i < length; i++) row[i] = cells[above + i] * high + cells[below + i] * low;
  if (blend < 1) {
    const old = before.cells;
    const [oldLow, oldHigh] = [(share * (1 - blend)) / STEPS, ((1 - share) * (1 - blend)) / STEPS];
    for (let i = 0; i < length; i++) row[i] += old[above + i] * oldHigh + old[below + i] * oldLow;
  }
  row.copyWithin(length, length - 3, length);
}

function joinRow(curve: Float32Array, row: Float32Array, columns: Int32Array, shares: Float32Array, pixels: Uint32Array, to: number): void {
  for (let i = 0; i < curve.length; i++) {
    const at = columns[i];
    const share = shares[i];
    const lighter = row[at];
    const a = row[at + 1];
    const b = row[at + 2];
    const y = Math.min(1, Math.max(CURVE_AT_BLACK, curve[i] + (lighter + (row[at + 3] - lighter) * share) * PER_LIGHTNESS));
    const x = y + (a + (row[at + 4] - a) * share) * PER_A;
    const z = Math.max(0, y - (b + (row[at + 5] - b) * share) * PER_B);
    const lightX = x > CURVED_ABOVE_INVERSE ? x * x * x : (x - CURVE_AT_BLACK) * PER_SLOPE;
    const lightY = y > CURVED_ABOVE_INVERSE ? y * y * y : (y - CURVE_AT_BLACK) * PER_SLOPE;
    const lightZ = z > CURVED_ABOVE_INVERSE ? z * z * z : (z - CURVE_AT_BLACK) * PER_SLOPE;
    const red = values[Math.max(0, Math.min(VALUES, (RX * lightX + RY * lightY + RZ * lightZ) | 0))];
    const green = values[Math.max(0, Math.min(VALUES, (GX * lightX + GY * lightY + GZ * lightZ) | 0))];
    const blue = values[Math.max(0, Math.min(VALUES, (BX * lightX + BY * lightY + BZ * lightZ) | 0))];
    pixels[to + i] = OPAQUE | (blue << 16) | (green << 8) | red;
  }
}
