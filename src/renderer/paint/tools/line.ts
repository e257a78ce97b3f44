import type { HintStroke, Place, Shape, Spot } from '../hints.ts';
import { apart, inside } from '../hints.ts';
import type { Press } from './tool.ts';

/** The lightest touch of a pen, as a share of the radius. */
const LIGHTEST = 0.3;
/** As many places as a line may have; of a longer one every second goes, since a document holds no more than 10,000. */
const MOST = 8000;
/** Places of a line lie at least so far apart, as a share of the radius. */
const SPACING = 0.5;

type Touch = Pick<Press, 'spot' | 'pressure'>;

const placeOf = ({ x, y }: Spot, breadth: number | undefined): Place => (breadth === undefined ? [x, y] : [x, y, breadth]);

/** Where a brush is, and how broad: what has no pressure says nothing of it, and has all of its radius. */
function touched({ spot, pressure }: Touch): Place {
  const breadth = pressure === null ? undefined : Math.round((LIGHTEST + (1 - LIGHTEST) * pressure) * 100) / 100;
  return placeOf(inside(spot), breadth);
}

/** A line that begins where a brush is put down. */
export const lineFrom = (touch: Touch, { radius, colour }: Pick<HintStroke, 'radius' | 'colour'>): HintStroke => ({
  points: [touched(touch)],
  radius,
  colour,
});

/** The line on to where the brush is now; the same where that is no further. A pen that is only pressed harder makes its end broader. */
export function lineTo(line: HintStroke, touch: Touch, shape: Shape): HintStroke {
  const { points, radius } = line;
  const to = touched(touch);
  const [x, y, breadth = 1] = points.at(-1) ?? to;
  if (apart({ x, y }, { x: to[0], y: to[1] }, shape) < radius * breadth * SPACING) {
    if (to[2] === undefined || to[2] <= breadth) return line;
    return { ...line, points: [...points.slice(0, -1), placeOf({ x, y }, to[2])] };
  }
  return { ...line, points: [...(points.length < MOST ? points : points.filter((_, at) => at % 2 === 0)), to] };
}
