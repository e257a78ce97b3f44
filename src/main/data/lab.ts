import { colourFromLab, linearToLab, toLinear } from '../../shared/colour/lab.ts';
import type { Pixels } from './pixels.ts';

/** Linear light of the 256 byte values. */
const LINEAR = Float64Array.from({ length: 256 }, (_, byte) => toLinear(byte / 255));

/** A picture in Lab, L, a, b interleaved: `[H, W, 3]`. */
export function rgbToLab({ data }: Pixels): Float32Array {
  const lab = new Float32Array(data.length);
  for (let i = 0; i < data.length; i += 3) {
    const colour = linearToLab(LINEAR[data[i]], LINEAR[data[i + 1]], LINEAR[data[i + 2]]);
    for (let channel = 0; channel < 3; channel++) lab[i + channel] = colour[channel];
  }
  return lab;
}

/** A picture from Lab, L, a, b interleaved, rounded to bytes. Throws RangeError if `lab` is not `width * height * 3` long. */
export function labToRgb(lab: Float32Array, width: number, height: number): Pixels {
  if (lab.length !== width * height * 3) throw new RangeError(`${lab.length} values are not a Lab picture of ${width}x${height}.`);
  const data = new Uint8Array(lab.length);
  for (let i = 0; i < lab.length; i += 3) {
    const colour = colourFromLab(lab[i], lab[i + 1], lab[i + 2]);
    for (let channel = 0; channel < 3; channel++) data[i + channel] = Math.round(colour[channel] * 255);
  }
  return { width, height, data };
}
