import MapPin from '@lucide/svelte/icons/map-pin';
import type { Hints } from '../hints.ts';
import { changedPoint, pointAt, withPoint } from '../hints.ts';
import type { Tool } from './tool.ts';
import { isInside } from './tool.ts';

/** Adds a point where there is none, and drags the one that there is. */
export const point: Tool = {
  icon: MapPin,
  shortcut: 'p',
  cursor: 'crosshair',
  ring: true,
  begin({ spot }, board) {
    const found = pointAt(board.hints, spot, board.reach, board.shape);
    if (found === null && !isInside(spot)) return null;
    const before: Hints = found === null ? withPoint(board.hints, { ...spot, radius: board.radius, colour: board.colour }) : board.hints;
    const index = found ?? before.points.length - 1;
    const from = before.points[index];
    let now = before;
    board.attempt(now);
    board.choose(index);
    return {
      move(press) {
        now = changedPoint(before, index, { x: from.x + press.spot.x - spot.x, y: from.y + press.spot.y - spot.y });
        board.attempt(now);
      },
      end: () => board.commit(now),
    };
  },
};
