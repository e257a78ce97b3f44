import MapPin from '@lucide/svelte/icons/map-pin';
import type { Hints, Which } from '../hints.ts';
import { hintAt, movedHint, withPoint } from '../hints.ts';
import type { Tool } from './tool.ts';
import { isInside } from './tool.ts';

/** Adds a point where there is no hint, and drags the one that there is. */
export const point: Tool = {
  icon: MapPin,
  shortcut: 'p',
  cursor: 'crosshair',
  ring: true,
  begin({ spot }, board) {
    const found = hintAt(board.hints, spot, board.reach, board.shape);
    if (found === null && !isInside(spot)) return null;
    const before: Hints = found === null ? withPoint(board.hints, { ...spot, radius: board.radius, colour: board.colour }) : board.hints;
    const which: Which = found ?? { kind: 'points', index: before.points.length - 1 };
    let now = before;
    board.attempt(now);
    board.choose(which);
    return {
      move(press) {
        now = movedHint(before, which, { x: press.spot.x - spot.x, y: press.spot.y - spot.y });
        board.attempt(now);
      },
      end: () => board.commit(now),
    };
  },
};
