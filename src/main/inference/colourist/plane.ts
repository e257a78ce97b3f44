import { colourFromLab, linearToLab, toLinear } from '../../../shared/colour/lab.ts';
import type { Pixels } from '../../data/pixels.ts';
import type { Size } from './size.ts';

/**
 * What a colourist makes of a picture, for a picture of any size: cells of dL, a, b in Lab, interleaved. See `planeSchema`
 * of the contract for how they are laid over the picture.
 */
export interface Plane extends Size {
  readonly values: Float32Array;
}

/** Planes travel and are joined as hundredths, so that a window and an exported file say the same. */
const STEPS = 100;

/** A plane in the form in which it travels. */
export function toHundredths({ values }: Plane): Int16Array<ArrayBuffer> {
  return Int16Array.from(values, (value) => Math.max(-32_768, Math.min(32_767, Math.round(value * STEPS))));
}

/** Where a place along an axis lies between the centres of `cells` cells: the cell before, the one behind, and how far towards it. */
function between(position: number, cells: number): readonly [number, number, number] {
  const at = Math.min(cells - 1, Math.max(0, position * cells - 0.5));
  const before = Math.floor(at);
  return [before, Math.min(cells - 1, before + 1), at - before];
}

interface Axis {
  readonly before: Int32Array;
  readonly behind: Int32Array;
  readonly share: Float64Array;
}

/** The places of the centres of `length` pixels among `cells` cells. */
function axisOf(length: number, cells: number): Axis {
  const axis = { before: new Int32Array(length), behind: new Int32Array(length), share: new Float64Array(length) };
  for (let i = 0; i < length; i++) [axis.before[i], axis.behind[i], axis.share[i]] = between((i + 0.5) / length, cells);
  return axis;
}

/** Interpolates a row of a plane's three values at every pixel of a row of `columns`. */
function interpolateRow(values: ArrayLike<number>, width: number, rows: Axis, y: number, columns: Axis, row: Float64Array): void {
  const [top, bottom, down] = [rows.before[y] * width * 3, rows.behind[y] * width * 3, rows.share[y]];
  for (let x = 0, to = 0; x < columns.before.length; x++) {
    const [left, right, across] = [columns.before[x] * 3, columns.behind[x] * 3, columns.share[x]];
    for (let channel = 0; channel < 3; channel++) {
      const above = values[top + left + channel] * (1 - across) + values[top + right + channel] * across;
      const below = values[bottom + left + channel] * (1 - across) + values[bottom + right + channel] * across;
      row[to++] = above * (1 - down) + below * down;
    }
  }
}

/** A plane at another size, interpolated between its cells' centres. */
export function resizedPlane(plane: Plane, { width, height }: Size): Plane {
  const [rows, columns] = [axisOf(height, plane.height), axisOf(width, plane.width)];
  const values = new Float32Array(width * height * 3);
  const row = new Float64Array(width * 3);
  for (let y = 0; y < height; y++) {
    interpolateRow(plane.values, plane.width, rows, y, columns, row);
    values.set(row, y * width * 3);
  }
  return { width, height, values };
}

/** `full` with what has changed from one smaller plane to another: where nothing has, it stays as it is. */
export function laidOver(full: Plane, before: Plane, after: Plane): Plane {
  const change = resizedPlane({ ...after, values: after.values.map((value, i) => value - before.values[i]) }, full);
  return { ...full, values: full.values.map((value, i) => value + change.values[i]) };
}

/** Linear light of the 256 byte values. */
const LINEAR = Float64Array.from({ length: 256 }, (_, byte) => toLinear(byte / 255));

/** A picture with a plane's colours at the picture's own size: its own lightness, with dL added, and a and b. */
export function joined(pixels: Pixels, plane: Plane): Pixels {
  const { width, height, data } = pixels;
  const hundredths = toHundredths(plane);
  const [rows, columns] = [axisOf(height, plane.height), axisOf(width, plane.width)];
  const row = new Float64Array(width * 3);
  const result = new Uint8Array(data.length);
  for (let y = 0, at = 0; y < height; y++) {
    interpolateRow(hundredths, plane.width, rows, y, columns, row);
    for (let x = 0; x < width * 3; x += 3, at += 3) {
      const [lightness] = linearToLab(LINEAR[data[at]], LINEAR[data[at + 1]], LINEAR[data[at + 2]]);
      const colour = colourFromLab(Math.min(100, Math.max(0, lightness + row[x] / STEPS)), row[x + 1] / STEPS, row[x + 2] / STEPS);
      for (let channel = 0; channel < 3; channel++) result[at + channel] = Math.round(colour[channel] * 255);
    }
  }
  return { width, height, data: result };
}
