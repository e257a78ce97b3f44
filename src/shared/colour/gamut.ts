import { linearFromLab } from './lab.ts';

/** The colour part of Lab: how red against green, how yellow against blue. */
export type Chroma = readonly [a: number, b: number];

/** Linear light within half a byte of black and of white: what is rounded into sRGB belongs to it. */
const [BELOW, ABOVE] = [0.00015, 0.002] as const;

/** Whether sRGB can show the colour. `lightness` in [0, 100]. */
export function inGamut(lightness: number, [a, b]: Chroma): boolean {
  return linearFromLab(lightness, a, b).every((light) => light >= -BELOW && light <= 1 + ABOVE);
}

/** The colour itself where sRGB can show it at that lightness, else the strongest of the same hue that it can. */
export function snapped(lightness: number, chroma: Chroma): Chroma {
  if (inGamut(lightness, chroma)) return chroma;
  const [a, b] = chroma;
  let [inside, outside] = [0, 1];
  for (let halving = 0; halving < 20; halving++) {
    const middle = (inside + outside) / 2;
    if (inGamut(lightness, [a * middle, b * middle])) inside = middle;
    else outside = middle;
  }
  return [a * inside, b * inside];
}

/** How far two colours are from each other in the plane of a and b. */
export const distance = (one: Chroma, other: Chroma): number => Math.hypot(one[0] - other[0], one[1] - other[1]);
