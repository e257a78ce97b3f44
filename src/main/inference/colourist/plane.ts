import type { Triple } from '../../../shared/colour/lab.ts';
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
  // A loop: `from` with a function takes ten times as long, which a hand would notice.
  const hundredths = new Int16Array(values.length);
  for (let i = 0; i < values.length; i++) hundredths[i] = Math.max(-32_768, Math.min(32_767, Math.round(values[i] * STEPS)));
  return hundredths;
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

/** The places of the centres of pixels `begin` to `end` of `length` among `cells` cells. */
function axisOf(length: number, cells: number, begin = 0, end = length): Axis {
  const count = end - begin;
  const axis = { before: new Int32Array(count), behind: new Int32Array(count), share: new Float64Array(count) };
  for (let i = 0; i < count; i++) [axis.before[i], axis.behind[i], axis.share[i]] = between((begin + i + 0.5) / length, cells);
  return axis;
}

/** Interpolates a row of cells of some values at every pixel of a row of `columns`. */
function interpolateRow(values: ArrayLike<number>, width: number, rows: Axis, y: number, columns: Axis, row: Float64Array, channels: number): void {
  const [top, bottom, down] = [rows.before[y] * width * channels, rows.behind[y] * width * channels, rows.share[y]];
  for (let x = 0, to = 0; x < columns.before.length; x++) {
    const [left, right, across] = [columns.before[x] * channels, columns.behind[x] * channels, columns.share[x]];
    for (let channel = 0; channel < channels; channel++) {
      const above = values[top + left + channel] * (1 - across) + values[top + right + channel] * across;
      const below = values[bottom + left + channel] * (1 - across) + values[bottom + right + channel] * across;
      row[to++] = above * (1 - down) + below * down;
    }
  }
}

/** Adds a plane, interpolated between its cells' centres, to one of another size. For speed: a hand waits for it. */
function addResized({ width, height, values }: Plane, sum: Plane): void {
  const rows = axisOf(sum.height, height);
  const columns = axisOf(sum.width, width);
  const length = width * 3;
  const row = new Float32Array(length);
  for (let y = 0, at = 0; y < sum.height; y++) {
    const [top, bottom, down] = [rows.before[y] * length, rows.behind[y] * length, rows.share[y]];
    for (let i = 0; i < length; i++) row[i] = values[top + i] + (values[bottom + i] - values[top + i]) * down;
    for (let x = 0; x < sum.width; x++, at += 3) {
      const left = columns.before[x] * 3;
      const right = columns.behind[x] * 3;
      const across = columns.share[x];
      sum.values[at] += row[left] + (row[right] - row[left]) * across;
      sum.values[at + 1] += row[left + 1] + (row[right + 1] - row[left + 1]) * across;
      sum.values[at + 2] += row[left + 2] + (row[right + 2] - row[left + 2]) * across;
    }
  }
}

/** A plane at another size, interpolated between its cells' centres. */
export function resizedPlane(plane: Plane, { width, height }: Size): Plane {
  const resized = { width, height, values: new Float32Array(width * height * 3) };
  addResized(plane, resized);
  return resized;
}

/** A window of pixels: its first column and row, and how many. */
export interface Window extends Size {
  readonly left: number;
  readonly top: number;
}

/** Cells of `channels` values interpolated at the pixels of a window of a picture that they cover, row by row. */
export function eachRow(
  { width, height, values }: Size & { readonly values: ArrayLike<number> },
  channels: number,
  picture: Size,
  window: Window,
  visit: (row: Float64Array, y: number) => void,
): void {
  const rows = axisOf(picture.height, height, window.top, window.top + window.height);
  const columns = axisOf(picture.width, width, window.left, window.left + window.width);
  const row = new Float64Array(window.width * channels);
  for (let y = 0; y < window.height; y++) {
    interpolateRow(values, width, rows, y, columns, row, channels);
    visit(row, y);
  }
}

/** `full` with what has changed from one smaller plane to another: where nothing has, it stays as it is. */
export function laidOver(full: Plane, before: Plane, after: Plane): Plane {
  const { width, height } = full;
  const laidUpon = { width, height, values: new Float32Array(full.values) };
  addResized({ ...after, values: after.values.map((value, i) => value - before.values[i]) }, laidUpon);
  return laidUpon;
}

/** Linear light of the 256 byte values. */
const LINEAR = Float64Array.from({ length: 256 }, (_, byte) => toLinear(byte / 255));

/** A picture whose every pixel's colour is made of its own lightness and of cells of three values laid over it, as Lab in `into`. */
export function laid(
  pixels: Pixels,
  cells: Size & { readonly values: ArrayLike<number> },
  into: (lightness: number, row: Float64Array, at: number) => Triple,
): Pixels {
  const { width, height, data } = pixels;
  const result = new Uint8Array(data.length);
  let at = 0;
  eachRow(cells, 3, pixels, { left: 0, top: 0, width, height }, (row) => {
    for (let x = 0; x < width * 3; x += 3, at += 3) {
      const [lightness] = linearToLab(LINEAR[data[at]], LINEAR[data[at + 1]], LINEAR[data[at + 2]]);
      const colour = colourFromLab(...into(lightness, row, x));
      for (let channel = 0; channel < 3; channel++) result[at + channel] = Math.round(colour[channel] * 255);
    }
  });
  return { width, height, data: result };
}

/** A picture with a plane's colours at the picture's own size: its own lightness, with dL added, and a and b. */
export function joined(pixels: Pixels, plane: Plane): Pixels {
  const hundredths = { ...plane, values: toHundredths(plane) };
  return laid(pixels, hundredths, (lightness, row, x) => [Math.min(100, Math.max(0, lightness + row[x] / STEPS)), row[x + 1] / STEPS, row[x + 2] / STEPS]);
}
