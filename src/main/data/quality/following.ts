import { fromHsv } from '../../../shared/colour/hsv.ts';
import type { Triple } from '../../../shared/colour/lab.ts';
import { colourToLab } from '../../../shared/colour/lab.ts';
import type { Square } from '../areas.ts';
import { areaAround, isOpen, neighbours, squareWithin } from '../areas.ts';
import { rgbToLab } from '../lab.ts';
import type { Pixels } from '../pixels.ts';

/**
 * Whether a colourist does as it is told: a hint of a foreign colour in the largest area of a sketch, and how much of that
 * area, and of the rest, takes it. As docs/scores.md defines it.
 */

/** A tap of a foreign colour. */
export interface Tap {
  /** The pixels that should take it. */
  readonly area: ReadonlySet<number>;
  readonly patch: Square;
  /** Its a and b, divided by 110 as networks take them. */
  readonly chroma: readonly [number, number];
}

const AB = 110;
/** Scaled lightness above which a drawing is paper, not line. */
const PAPER = 0.3;
/** An area is at least this share of a picture. */
const SMALLEST = 0.01;
/** Side of the hint in pixels; less where the area has no room for it. */
const SIDE = 6;
/** Within so many degrees it is the same hue; a colour of less chroma than this has none. */
const ALIKE = 30;
const HUELESS = 10;
/** Red, yellow, green, cyan, blue, magenta. */
const PAINTS = [0, 60, 120, 180, 240, 300].map((hue): Triple => fromHsv(hue, 0.7, 0.9));

const angle = (a: number, b: number): number => (Math.atan2(b, a) * 180) / Math.PI;
const between = (one: number, other: number): number => Math.abs(((one - other + 540) % 360) - 180);

/** The largest area of paper that does not reach the border; null where there is none of a size worth looking at. */
function largestArea(drawing: ArrayLike<number>, height: number, width: number): Set<number> | null {
  const seen = new Set<number>();
  let largest: Set<number> | null = null;
  for (let pixel = 0; pixel < height * width; pixel++) {
    if (drawing[pixel] <= PAPER || seen.has(pixel)) continue;
    const area = areaAround(pixel, { height, width }, (next) => drawing[next] > PAPER);
    for (const member of area) seen.add(member);
    if (area.size >= SMALLEST * height * width && area.size > (largest?.size ?? 0) && !isOpen(area, { height, width })) largest = area;
  }
  return largest;
}

/** The pixel of an area that lies deepest in it; the first of several. */
function deepest(area: ReadonlySet<number>, height: number, width: number): number {
  let left = new Set(area);
  for (;;) {
    const inner = new Set([...left].filter((pixel) => neighbours(pixel, { height, width }).every((next) => left.has(next))));
    if (inner.size === 0) return Math.min(...left);
    left = inner;
  }
}

/** Where a picture is tapped, and with which colour: the six hues in turn, without those that are there already. Null where it has no area. */
export function tapOf(drawing: ArrayLike<number>, truth: Pixels, turn: number): Tap | null {
  const { height, width } = truth;
  const area = largestArea(drawing, height, width);
  if (area === null) return null;
  const lab = rgbToLab(truth);
  const sum = (channel: number): number => [...area].reduce((total, pixel) => total + lab[3 * pixel + channel], 0);
  const there = angle(sum(1), sum(2));
  const paints = PAINTS.map((paint) => colourToLab(...paint)).filter(([, a, b]) => between(angle(a, b), there) > ALIKE);
  const [, a, b] = paints[turn % paints.length];
  return { area, patch: squareWithin(area, deepest(area, height, width), SIDE, truth), chroma: [a / AB, b / AB] };
}

/** How a tap was followed. */
export interface Followed {
  /** The share of the area that has the hue; and without the tap. */
  readonly share: number;
  readonly untold: number;
  /** Pixels that have the hue and would not have it without the tap: all, and those in the area. */
  readonly taken: number;
  readonly inside: number;
}

/** How a tap was followed, by the picture that came of it and the one without it. */
export function followed({ area, chroma }: Tap, tapped: Pixels, untapped: Pixels): Followed {
  const hue = angle(...chroma);
  const hued = (picture: Pixels): ((pixel: number) => boolean) => {
    const lab = rgbToLab(picture);
    return (pixel) => {
      const [a, b] = [lab[3 * pixel + 1], lab[3 * pixel + 2]];
      return Math.hypot(a, b) >= HUELESS && between(angle(a, b), hue) <= ALIKE;
    };
  };
  const [after, before] = [hued(tapped), hued(untapped)];
  const taken = Array.from({ length: tapped.height * tapped.width }, (_, pixel) => pixel).filter((pixel) => after(pixel) && !before(pixel));
  const share = (has: (pixel: number) => boolean): number => [...area].filter(has).length / area.size;
  const inside = [...area].filter((pixel) => after(pixel) && !before(pixel)).length;
  return { share: share(after), untold: share(before), taken: taken.length, inside };
}
