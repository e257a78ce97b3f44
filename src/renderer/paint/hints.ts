import type { Chroma } from '../../shared/colour/gamut.ts';
import type { HintsDocument } from '../../shared/hints.ts';

/** A square of one colour; x and y are shares of the picture's width and height, the radius one of its shorter edge. */
export interface HintPoint {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly colour: Chroma;
}

/** A line of one colour, in the same shares. */
export interface HintStroke {
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly radius: number;
  readonly colour: Chroma;
}

/** All that a person has hinted at. Never changed, only replaced. */
export interface Hints {
  readonly points: readonly HintPoint[];
  readonly strokes: readonly HintStroke[];
}

/** No hints. */
export const noHints: Hints = { points: [], strokes: [] };

/** A picture's size in pixels. */
export interface Shape {
  readonly width: number;
  readonly height: number;
}

/** A place of a picture, as shares of its width and height. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Sizes of hints, as in the paper: the side of a point in pixels of a picture whose shorter edge has 256. */
export const SIZES = { min: 1, max: 9 } as const;
const EDGE = 256;

/** The radius of a hint of one of the `SIZES`. */
export const radiusOf = (size: number): number => size / 2 / EDGE;

/** The size nearest to a radius. */
export const sizeOf = (radius: number): number => Math.min(SIZES.max, Math.max(SIZES.min, Math.round(radius * 2 * EDGE)));

/** How far two places are from each other, as a share of the picture's shorter edge. */
export function apart(one: Spot, other: Spot, { width, height }: Shape): number {
  const short = Math.min(width, height);
  return Math.hypot(((one.x - other.x) * width) / short, ((one.y - other.y) * height) / short);
}

const within = (share: number): number => Math.min(1, Math.max(0, share));

/** The nearest place inside the picture. */
export const inside = ({ x, y }: Spot): Spot => ({ x: within(x), y: within(y) });

/** With a point more; it is the last. */
export const withPoint = (hints: Hints, point: HintPoint): Hints => ({ ...hints, points: [...hints.points, { ...point, ...inside(point) }] });

/** With one point changed. */
export const changedPoint = (hints: Hints, index: number, change: Partial<HintPoint>): Hints => ({
  ...hints,
  points: hints.points.map((point, at) => (at === index ? { ...point, ...change, ...inside({ ...point, ...change }) } : point)),
});

/** Without one point. */
export const withoutPoint = (hints: Hints, index: number): Hints => ({ ...hints, points: hints.points.filter((_, at) => at !== index) });

/** With strokes more. */
export const withStrokes = (hints: Hints, strokes: readonly HintStroke[]): Hints => ({ ...hints, strokes: [...hints.strokes, ...strokes] });

/** Without what lies under a round eraser; strokes are cut where it went. The same object where nothing lay there. */
export function erased(hints: Hints, spot: Spot, radius: number, shape: Shape): Hints {
  const points = hints.points.filter((point) => apart(point, spot, shape) > radius + point.radius);
  let cut = points.length !== hints.points.length;
  const strokes = hints.strokes.flatMap((stroke) => {
    const parts: HintStroke['points'][number][][] = [[]];
    for (const [x, y] of stroke.points) {
      if (apart({ x, y }, spot, shape) > radius + stroke.radius) parts.at(-1)?.push([x, y]);
      else {
        cut = true;
        parts.push([]);
      }
    }
    return parts.length === 1 ? [stroke] : parts.filter((part) => part.length > 0).map((part) => ({ ...stroke, points: part }));
  });
  return cut ? { points, strokes } : hints;
}

/** The topmost point at a place, or within `reach` (a share of the shorter edge) of it; null where there is none. */
export function pointAt(hints: Hints, spot: Spot, reach: number, shape: Shape): number | null {
  const index = hints.points.findLastIndex((point) => apart(point, spot, shape) <= Math.max(point.radius, reach));
  return index < 0 ? null : index;
}

/** Whether there is nothing hinted. */
export const isEmpty = ({ points, strokes }: Hints): boolean => points.length === 0 && strokes.length === 0;

/** Hints as the studio and files hold them. */
export const documentOf = ({ points, strokes }: Hints, { width, height }: Shape): HintsDocument => ({
  format: 'recast-hints',
  version: 1,
  picture: { width, height },
  points: points.map(({ x, y, radius, colour: [a, b] }) => ({ x, y, radius, colour: [a, b] })),
  strokes: strokes.map(({ points: places, radius, colour: [a, b] }) => ({ points: places.map(([x, y]) => [x, y]), radius, colour: [a, b] })),
});
