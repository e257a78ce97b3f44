import type { Triple } from '../../../shared/colour/lab.ts';
import { colourFromLab, colourToLab } from '../../../shared/colour/lab.ts';

const ROUNDS = 12;
const apart = (one: Triple, other: Triple): number => (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2 + (one[2] - other[2]) ** 2;

/**
 * The colours that a picture is made of, most frequent first: k-means in Lab, begun with colours that lie far from each other. Gives fewer than
 * `count` where there are fewer. Both are sRGB in [0, 1].
 */
export function drawnFrom(samples: readonly Triple[], count: number): Triple[] {
  const points = samples.map((colour) => colourToLab(...colour));
  const first = points[0];
  if (first === undefined) return [];
  let centres: Triple[] = [first];
  // The next one lies farthest from those that there are.
  while (centres.length < count) {
    let [farthest, most] = [first, 1];
    for (const point of points) {
      const near = Math.min(...centres.map((centre) => apart(centre, point)));
      if (near > most) [farthest, most] = [point, near];
    }
    if (most === 1) break;
    centres.push(farthest);
  }
  let sizes: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const sums = centres.map((): [number, number, number, number] => [0, 0, 0, 0]);
    for (const point of points) {
      let [nearest, least] = [0, Infinity];
      for (const [index, centre] of centres.entries()) {
        const away = apart(centre, point);
        if (away < least) [nearest, least] = [index, away];
      }
      const sum = sums[nearest];
      for (const channel of [0, 1, 2] as const) sum[channel] += point[channel];
      sum[3]++;
    }
    sizes = sums.map((sum) => sum[3]);
    centres = sums.map(([l, a, b, size], index) => (size === 0 ? centres[index] : [l / size, a / size, b / size]));
  }
  return centres
    .map((centre, index) => ({ colour: colourFromLab(...centre), size: sizes[index] }))
    .filter(({ size }) => size > 0)
    .sort((one, other) => other.size - one.size)
    .map(({ colour }) => colour);
}
