import type { HostTensor } from '../../engine/program.ts';

/** A picture as real numbers: `channels` interleaved values a pixel, row by row. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly values: Float32Array;
}

/** A picture `[1, H, W, 3] in [-1, 1]` as a plane; the values are shared where they are real numbers already. */
export function planeOf({ shape, values }: HostTensor): Plane {
  const [batch, height, width, channels] = shape;
  if (batch !== 1 || channels === undefined) throw new RangeError(`a picture has the shape [1, H, W, C], not [${shape.join(', ')}]`);
  return { width, height, channels, values: values instanceof Float32Array ? values : Float32Array.from(values) };
}

/** Lightness by the weights of ITU-R BT.601, one value a pixel. */
export function lightnessOf({ width, height, values }: Plane): Plane {
  const light = Float32Array.from({ length: width * height }, (_, i) => 0.299 * values[3 * i] + 0.587 * values[3 * i + 1] + 0.114 * values[3 * i + 2]);
  return { width, height, channels: 1, values: light };
}

/** Means over a grid of `side` x `side` cells, so that only what lies in different cells counts as being in different places. */
export function reduced({ width, height, channels, values }: Plane, side: number): Plane {
  const sums = new Float64Array(side * side * channels);
  const counts = new Float64Array(side * side);
  for (let y = 0; y < height; y++) {
    const row = Math.floor((y * side) / height) * side;
    for (let x = 0; x < width; x++) {
      const cell = row + Math.floor((x * side) / width);
      counts[cell]++;
      for (let channel = 0; channel < channels; channel++) sums[cell * channels + channel] += values[(y * width + x) * channels + channel];
    }
  }
  const means = Float32Array.from(sums, (sum, i) => sum / Math.max(1, counts[Math.floor(i / channels)]));
  return { width: side, height: side, channels, values: means };
}

/** Mean absolute difference of two planes of the same size. */
export function meanAbsolute(one: Plane, other: Plane): number {
  let sum = 0;
  for (let i = 0; i < one.values.length; i++) sum += Math.abs(one.values[i] - other.values[i]);
  return sum / one.values.length;
}
