import type { Pixels } from '../pixels.ts';

/** Equal pictures would be infinitely alike, which no file and no chart can hold. */
const MOST = 100;

/** Peak signal-to-noise ratio of two pictures of a size over all bytes of red, green and blue, in dB: 10 log10(255^2 / mean square difference), 100 at most. */
export function psnr(one: Pixels, other: Pixels): number {
  if (one.data.length !== other.data.length) throw new RangeError('Pictures of different sizes cannot be compared.');
  let sum = 0;
  for (let i = 0; i < one.data.length; i++) sum += (one.data[i] - other.data[i]) ** 2;
  return sum === 0 ? MOST : Math.min(MOST, 10 * Math.log10((255 * 255 * one.data.length) / sum));
}
