import Hand from '@lucide/svelte/icons/hand';
import type { Tool } from './tool.ts';

/** Moves the picture. */
export const hand: Tool = {
  icon: Hand,
  shortcut: 'v',
  cursor: 'grab',
  ring: false,
  begin(first, board) {
    let { x, y } = first;
    const go = (press: { x: number; y: number }): void => {
      board.pan(press.x - x, press.y - y);
      ({ x, y } = press);
    };
    return { move: go, end: go };
  },
};
