import { fromHsv } from '../../shared/colour/hsv.ts';
import type { Triple } from '../../shared/colour/lab.ts';
import type { Random } from '../engine/random.ts';
import type { Square } from './areas.ts';
import { areaAround, isOpen, neighbours, squareWithin } from './areas.ts';
import type { Size } from './decode.ts';

/**
 * Colours that shapes do not have of themselves, for drawings: an area of a picture is painted anew in a colour of chance,
 * and a hint says so. What lines suggest, a network guesses; here only the hint knows.
 */

/** The chance, after each area, that another one follows. */
const ANOTHER = 0.5;
/** Places that are tried for an area: of ink, or of an area that is too small, another is taken. */
const TRIES = 32;
/** Neighbours belong to one area while no channel differs more than this from where it began, in [-1, 1]. */
const ALIKE = 0.25;
/** Anything as dark as this, the mean of the channels in [0, 1], is a line. */
const INK = 0.35;
/** The fewest pixels of an area. */
const SMALLEST = 12;
/** Sides of its hint: 1 to 9 pixels, as of all hints. */
const LARGEST_SIDE = 9;

interface Picture extends Size {
  /** `[H, W, 3] in [-1, 1]`. */
  readonly values: Float32Array;
}

const unit = (value: number): number => (value + 1) / 2;

const colourAt = ({ values }: Picture, pixel: number): Triple => [unit(values[3 * pixel]), unit(values[3 * pixel + 1]), unit(values[3 * pixel + 2])];

/** A colour of any hue, in [0, 1]: neither so pale nor so dark that it could be paper or ink. */
const paint = (random: Random): Triple => fromHsv(360 * random.uniform(), 0.3 + 0.7 * random.uniform(), 0.55 + 0.45 * random.uniform());

/**
 * Gives an area another colour in place of its own, up to where its edge fades into lines: of each pixel, as much is
 * exchanged as it has of the old colour.
 */
function exchange(picture: Picture, area: ReadonlySet<number>, old: Triple, fresh: Triple): void {
  const { values } = picture;
  const withEdge = new Set([...area].flatMap((pixel) => [pixel, ...neighbours(pixel, picture)]));
  const square = old.reduce((sum, value) => sum + value * value, 0);
  for (const pixel of withEdge) {
    const own = colourAt(picture, pixel);
    const share = Math.min(1, own.reduce((sum, value, i) => sum + value * old[i], 0) / square);
    for (const [i, value] of own.entries()) values[3 * pixel + i] = 2 * Math.min(1, Math.max(0, value + share * (fresh[i] - old[i]))) - 1;
  }
}

/** Whether a pixel is about of the colour that another one has now. */
function alike(values: Float32Array, start: number): (pixel: number) => boolean {
  const [red, green, blue] = values.slice(3 * start, 3 * start + 3);
  const near = (at: number, value: number): boolean => Math.abs(values[at] - value) <= ALIKE;
  return (pixel) => near(3 * pixel, red) && near(3 * pixel + 1, green) && near(3 * pixel + 2, blue);
}

/** Paints areas of a picture `[H, W, 3] in [-1, 1]` anew, in place: one or more, none where it is all ink. Gives the hints that say so. */
export function paintForeign(values: Float32Array, height: number, width: number, random: Random): Square[] {
  const picture: Picture = { values, height, width };
  const hints: Square[] = [];
  const tried = new Set<number>();
  for (let tries = 0; tries < TRIES; tries++) {
    const start = random.integer(height * width);
    const old = colourAt(picture, start);
    if (tried.has(start) || (old[0] + old[1] + old[2]) / 3 < INK) continue;
    const area = areaAround(start, picture, alike(values, start));
    for (const pixel of area) tried.add(pixel);
    // What reaches the border is ground, and stays what it is.
    if (area.size < SMALLEST || isOpen(area, picture)) continue;
    exchange(picture, area, old, paint(random));
    hints.push(squareWithin(area, start, 1 + random.integer(LARGEST_SIDE), picture));
    if (random.uniform() >= ANOTHER) break;
  }
  return hints;
}
