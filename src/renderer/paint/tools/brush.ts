import Brush from '@lucide/svelte/icons/brush';
import { withStroke } from '../hints.ts';
import { lineFrom, lineTo } from './line.ts';
import type { Press, Tool } from './tool.ts';
import { isInside } from './tool.ts';

/** Paints lines of hints; a pen's pressure makes them broader. A line is one hint, however it was pressed. */
export const brush: Tool = {
  icon: Brush,
  shortcut: 'b',
  cursor: 'crosshair',
  ring: true,
  begin(first, board) {
    if (!isInside(first.spot)) return null;
    const { hints, shape } = board;
    let line = lineFrom(first, board);
    let now = withStroke(hints, line);
    board.choose(null);
    board.attempt(now);
    const add = (press: Press): void => {
      const longer = lineTo(line, press, shape);
      if (longer === line) return;
      line = longer;
      now = withStroke(hints, line);
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
