import { linearToLab, toLinear } from '../../../shared/colour/lab.ts';
import type { Pixels } from '../../data/pixels.ts';
import { resized } from '../../data/resize.ts';
import type { Size } from './size.ts';

/** A picture as a network looks at it. */
export interface Drawing extends Size {
  /** Its lightness in [0, 100], row by row. */
  readonly lightness: Float32Array;
}

/** Linear light of the 256 byte values. */
const LINEAR = Float64Array.from({ length: 256 }, (_, byte) => toLinear(byte / 255));

/** A picture at the size of a network. */
export async function drawingAt(pixels: Pixels, { width, height }: Size): Promise<Drawing> {
  const { data } = await resized(pixels, width, height);
  const lightness = new Float32Array(width * height);
  for (let i = 0, at = 0; i < lightness.length; i++, at += 3) [lightness[i]] = linearToLab(LINEAR[data[at]], LINEAR[data[at + 1]], LINEAR[data[at + 2]]);
  return { width, height, lightness };
}
