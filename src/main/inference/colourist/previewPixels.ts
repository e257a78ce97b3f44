import type { SizeRules } from './size.ts';

/**
 * The most pixels that a network colours within `most` milliseconds. Squares of doubled sides are timed until one takes too long or all of a picture
 * is seen: a wide network takes most of its time to fetch its weights, so that no size tells how long one takes that is much larger.
 *
 * @param timed milliseconds that a square of this side takes
 */
export async function previewPixels(
  { smallest, side: largest }: Pick<SizeRules, 'smallest' | 'side'>,
  most: number,
  timed: (side: number) => Promise<number>,
): Promise<number> {
  let [side, time] = [smallest, await timed(smallest)];
  while (time <= most && side < largest) {
    const longer = await timed(2 * side);
    if (longer > most) return side ** 2 * (1 + (3 * (most - time)) / (longer - time));
    [side, time] = [2 * side, longer];
  }
  return side ** 2;
}
