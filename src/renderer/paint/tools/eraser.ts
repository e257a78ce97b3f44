import Eraser from '@lucide/svelte/icons/eraser';
import { apart, erased } from '../hints.ts';
import type { Spot } from '../hints.ts';
import type { Tool } from './tool.ts';

/** An eraser is broader than what it removes. */
const BROADER = 1.5;

/** Takes hints away; lines are cut where it went. */
export const eraser: Tool = {
  icon: Eraser,
  shortcut: 'e',
  cursor: 'crosshair',
  ring: true,
  begin({ spot }, board) {
    const { shape, radius } = board;
    let now = erased(board.hints, spot, radius * BROADER, shape);
    let from = spot;
    board.choose(null);
    board.attempt(now);
    const sweep = (to: Spot): void => {
      // A quick hand leaves no gaps.
      const steps = Math.max(1, Math.ceil(apart(from, to, shape) / radius));
      for (let step = 1; step <= steps; step++)
        now = erased(now, { x: from.x + ((to.x - from.x) * step) / steps, y: from.y + ((to.y - from.y) * step) / steps }, radius * BROADER, shape);
      from = to;
      board.attempt(now);
    };
    return {
      move: (press) => sweep(press.spot),
      end(press) {
        sweep(press.spot);
        board.commit(now);
      },
    };
  },
};
