import Brush from '@lucide/svelte/icons/brush';
import type { HintStroke } from '../hints.ts';
import { apart, inside, withStrokes } from '../hints.ts';
import type { Press, Tool } from './tool.ts';
import { isInside } from './tool.ts';

/** How many radii a pen has between the lightest and the hardest; a line changes its radius in such steps. */
const LEVELS = 5;
/** The lightest touch of a pen, as a share of the radius. */
const LIGHTEST = 0.3;
/** Lines are cut before they have more points than a document holds. */
const MOST = 8000;
/** Points of a line lie at least so far apart, as a share of the radius. */
const SPACING = 0.5;

const levelOf = ({ pressure }: Press): number => (pressure === null ? 1 : Math.ceil(pressure * LEVELS) / LEVELS);

/** Paints lines of hints; a pen's pressure makes them broader. */
export const brush: Tool = {
  icon: Brush,
  shortcut: 'b',
  cursor: 'crosshair',
  ring: true,
  begin(first, board) {
    if (!isInside(first.spot)) return null;
    const { hints, colour, shape, radius } = board;
    const broad = (press: Press): number => radius * (LIGHTEST + (1 - LIGHTEST) * levelOf(press));
    const start = inside(first.spot);
    const strokes: HintStroke[] = [{ points: [[start.x, start.y]], radius: broad(first), colour }];
    let now = withStrokes(hints, strokes);
    board.choose(null);
    board.attempt(now);
    const add = (press: Press): void => {
      const last = strokes.at(-1);
      const from = last?.points.at(-1);
      if (last === undefined || from === undefined) return;
      const to = inside(press.spot);
      if (apart({ x: from[0], y: from[1] }, to, shape) < last.radius * SPACING) return;
      if (broad(press) === last.radius && last.points.length < MOST) strokes[strokes.length - 1] = { ...last, points: [...last.points, [to.x, to.y]] };
      else strokes.push({ points: [from, [to.x, to.y]], radius: broad(press), colour });
      now = withStrokes(hints, strokes);
      board.attempt(now);
    };
    return {
      move: add,
      end(press) {
        add(press);
        board.commit(now);
      },
    };
  },
};
