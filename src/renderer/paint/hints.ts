import type { Chroma } from '../../shared/colour/gamut.ts';
import type { HintsDocument } from '../../shared/hints.ts';

/** A square of one colour; x and y are shares of the picture's width and height, the radius one of its shorter edge. */
export interface HintPoint {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly colour: Chroma;
}

/** A place of a line, and the share of the radius that the brush has there; all of it where that is left out. */
export type Place = readonly [x: number, y: number, breadth?: number | undefined];

/** A line of one colour, in the same shares. */
export interface HintStroke {
  readonly points: readonly Place[];
  readonly radius: number;
  readonly colour: Chroma;
}

/** All that a person has hinted at. Never changed, only replaced. */
export interface Hints {
  readonly points: readonly HintPoint[];
  readonly strokes: readonly HintStroke[];
}

/** One hint among all: a point or a stroke. */
export interface Which {
  readonly kind: 'points' | 'strokes';
  readonly index: number;
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

/** The hint that is meant; undefined where it is not there, or none is meant. */
export const hintOf = (hints: Hints, which: Which | null): HintPoint | HintStroke | undefined => (which === null ? undefined : hints[which.kind][which.index]);

/** Whether two are the same, or both none. */
export const isSame = (one: Which | null, other: Which | null): boolean => one?.kind === other?.kind && one?.index === other?.index;

/** A place that a hint covers: the middle of a point, the middle place of a stroke. */
export function spotOf(hint: HintPoint | HintStroke): Spot {
  if ('x' in hint) return { x: hint.x, y: hint.y };
  const [x, y] = hint.points[hint.points.length >> 1] ?? [0.5, 0.5];
  return { x, y };
}

/** With one of them changed. */
function replaced(hints: Hints, { kind, index }: Which, change: { point: (point: HintPoint) => HintPoint; stroke: (stroke: HintStroke) => HintStroke }): Hints {
  if (kind === 'points') return { ...hints, points: hints.points.map((point, at) => (at === index ? change.point(point) : point)) };
  return { ...hints, strokes: hints.strokes.map((stroke, at) => (at === index ? change.stroke(stroke) : stroke)) };
}

/** With the colour or the size of one hint changed. */
export const changedHint = (hints: Hints, which: Which, change: Partial<Pick<HintPoint, 'radius' | 'colour'>>): Hints =>
  replaced(hints, which, { point: (point) => ({ ...point, ...change }), stroke: (stroke) => ({ ...stroke, ...change }) });

/** With one hint moved by shares of the picture, as far as it stays inside: a stroke keeps its form. */
export const movedHint = (hints: Hints, which: Which, by: Spot): Hints =>
  replaced(hints, which, {
    point: (point) => ({ ...point, ...inside({ x: point.x + by.x, y: point.y + by.y }) }),
    stroke(stroke) {
      const far = (wanted: number, shares: readonly number[]): number => Math.min(1 - Math.max(...shares), Math.max(-Math.min(...shares), wanted));
      const [dx, dy] = [far(by.x, stroke.points.map(([x]) => x)), far(by.y, stroke.points.map(([, y]) => y))]; // prettier-ignore
      return { ...stroke, points: stroke.points.map(([x, y, ...breadth]): Place => [within(x + dx), within(y + dy), ...breadth]) };
    },
  });

/** Without one hint. */
export const withoutHint = (hints: Hints, { kind, index }: Which): Hints => ({ ...hints, [kind]: hints[kind].filter((_, at) => at !== index) });

/** With a stroke more; it is the last. */
export const withStroke = (hints: Hints, stroke: HintStroke): Hints => ({ ...hints, strokes: [...hints.strokes, stroke] });

/** Without what lies under a round eraser; strokes are cut where it went. The same object where nothing lay there. */
export function erased(hints: Hints, spot: Spot, radius: number, shape: Shape): Hints {
  const points = hints.points.filter((point) => apart(point, spot, shape) > radius + point.radius);
  let cut = points.length !== hints.points.length;
  const strokes = hints.strokes.flatMap((stroke) => {
    const parts: Place[][] = [[]];
    for (const place of stroke.points) {
      const [x, y, breadth = 1] = place;
      if (apart({ x, y }, spot, shape) > radius + stroke.radius * breadth) parts.at(-1)?.push(place);
      else {
        cut = true;
        parts.push([]);
      }
    }
    return parts.length === 1 ? [stroke] : parts.filter((part) => part.length > 0).map((part) => ({ ...stroke, points: part }));
  });
  return cut ? { points, strokes } : hints;
}

/** How far a place is from the edge of a stroke, as a share of the shorter edge; none inside of it. */
function beside({ points, radius }: HintStroke, spot: Spot, { width, height }: Shape): number {
  const short = Math.min(width, height);
  const [across, down] = [width / short, height / short];
  let least = Infinity;
  for (const [index, [x, y, breadth = 1]] of points.entries()) {
    const [nextX, nextY, nextBreadth = 1] = points[index + 1] ?? [x, y, breadth];
    const [dx, dy] = [(nextX - x) * across, (nextY - y) * down];
    const [toX, toY] = [(spot.x - x) * across, (spot.y - y) * down];
    const length = dx * dx + dy * dy;
    const along = length === 0 ? 0 : within((toX * dx + toY * dy) / length);
    least = Math.min(least, Math.hypot(toX - along * dx, toY - along * dy) - radius * (breadth + along * (nextBreadth - breadth)));
  }
  return Math.max(0, least);
}

/**
 * The topmost hint at a place, or within `reach` (a share of the shorter edge) of it; null where there is none. Points lie above strokes, and
 * beside a stroke there is room for a point: it is reached half as far.
 */
export function hintAt(hints: Hints, spot: Spot, reach: number, shape: Shape): Which | null {
  const point = hints.points.findLastIndex((each) => apart(each, spot, shape) <= Math.max(each.radius, reach));
  if (point >= 0) return { kind: 'points', index: point };
  const stroke = hints.strokes.findLastIndex((each) => beside(each, spot, shape) <= reach / 2);
  return stroke < 0 ? null : { kind: 'strokes', index: stroke };
}

/** Whether there is nothing hinted. */
export const isEmpty = ({ points, strokes }: Hints): boolean => points.length === 0 && strokes.length === 0;

/** Hints as the studio and files hold them. */
export const documentOf = ({ points, strokes }: Hints, { width, height }: Shape): HintsDocument => ({
  format: 'recast-hints',
  version: 1,
  picture: { width, height },
  points: points.map(({ x, y, radius, colour: [a, b] }) => ({ x, y, radius, colour: [a, b] })),
  strokes: strokes.map(({ points: places, radius, colour: [a, b] }) => ({
    points: places.map(([x, y, breadth]) => (breadth === undefined ? [x, y] : [x, y, breadth])),
    radius,
    colour: [a, b],
  })),
});
