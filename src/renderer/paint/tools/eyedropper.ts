import Pipette from '@lucide/svelte/icons/pipette';
import type { Tool } from './tool.ts';
import { isInside } from './tool.ts';

/** Takes up the colour under the pointer: of the result, or of the original where that is shown. */
export const eyedropper: Tool = {
  icon: Pipette,
  shortcut: 'i',
  cursor: 'crosshair',
  ring: false,
  begin({ spot }, board) {
    if (!isInside(spot)) return null;
    board.choose(null);
    board.pick(spot);
    const go = (press: { spot: typeof spot }): void => {
      if (isInside(press.spot)) board.pick(press.spot);
    };
    return { move: go, end: go };
  },
};
