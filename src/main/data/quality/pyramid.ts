import type { Plane } from './plane.ts';

/** The binomial filter of Burt and Adelson's pyramid (1983), over 16. */
const KERNEL = [1, 4, 6, 4, 1] as const;

/** The smallest level's side is not below this. */
const SMALLEST = 16;

/** An index outside is mirrored at the border, which is not repeated. */
function mirrored(index: number, length: number): number {
  const folded = index < 0 ? -index : index >= length ? 2 * length - 2 - index : index;
  return Math.max(0, Math.min(length - 1, folded));
}

/** Filters along one axis and keeps every `stride`-th line of it. */
function filtered({ width, height, channels, values }: Plane, axis: 'x' | 'y', stride: number, gain: number): Plane {
  const [across, down] = axis === 'x' ? [Math.ceil(width / stride), height] : [width, Math.ceil(height / stride)];
  const result = new Float32Array(across * down * channels);
  for (let y = 0; y < down; y++) {
    for (let x = 0; x < across; x++) {
      const centre = axis === 'x' ? x * stride : y * stride;
      for (let tap = -2; tap <= 2; tap++) {
        const at = mirrored(centre + tap, axis === 'x' ? width : height);
        const from = (axis === 'x' ? y * width + at : at * width + x) * channels;
        const weight = (KERNEL[tap + 2] / 16) * gain;
        for (let channel = 0; channel < channels; channel++) result[(y * across + x) * channels + channel] += weight * values[from + channel];
      }
    }
  }
  return { width: across, height: down, channels, values: result };
}

/** Half the size, smoothed before. */
const halved = (plane: Plane): Plane => filtered(filtered(plane, 'x', 2, 1), 'y', 2, 1);

/** Twice the size: zeros between, smoothed with twice the weight along each axis. */
function doubled({ width, height, channels, values }: Plane): Plane {
  const spread = new Float32Array(4 * values.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let channel = 0; channel < channels; channel++)
        spread[(2 * y * 2 * width + 2 * x) * channels + channel] = values[(y * width + x) * channels + channel];
    }
  }
  const large = { width: 2 * width, height: 2 * height, channels, values: spread };
  return filtered(filtered(large, 'x', 1, 2), 'y', 1, 2);
}

/**
 * The Laplacian pyramid of a picture: what each halving loses, the finest first, and the coarsest picture last. It halves
 * as long as both sides are even and the result is at least 16 px.
 */
export function laplacianPyramid(picture: Plane): Plane[] {
  const levels: Plane[] = [];
  let current = picture;
  while (current.width % 2 === 0 && current.height % 2 === 0 && Math.min(current.width, current.height) / 2 >= SMALLEST) {
    const smaller = halved(current);
    const back = doubled(smaller);
    levels.push({ ...current, values: current.values.map((value, i) => value - back.values[i]) });
    current = smaller;
  }
  return [...levels, current];
}
