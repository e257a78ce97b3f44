import { seenAt } from '../camera.ts';
import type { Spot } from '../hints.ts';
import { hintOf, inside, isSame, movedHint, spotOf } from '../hints.ts';
import type { Painter } from '../painter.svelte.ts';
import { tools } from '../tools/index.ts';

/** How far an arrow key moves the cursor, in CSS pixels; with Shift. */
const [STEP, FAR] = [4, 40] as const;

const arrows: Readonly<Record<string, readonly [x: number, y: number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Everything the canvas does by keyboard alone: arrows move a cursor, Enter uses the tool there, Alt moves the chosen hint. Gives whether the key was one of them. */
export function pressKey(event: KeyboardEvent, painter: Painter): boolean {
  const arrow = arrows[event.key];
  const at: Spot = painter.cursor ?? painter.place ?? { x: 0.5, y: 0.5 };
  if (arrow !== undefined && !event.ctrlKey && !event.metaKey) {
    const by = (event.shiftKey ? FAR : STEP) / painter.camera.scale;
    const { chosen } = painter;
    const hint = hintOf(painter.hints, chosen);
    const from = event.altKey && hint !== undefined ? spotOf(hint) : at;
    const to = inside({ x: from.x + (arrow[0] * by) / painter.shape.width, y: from.y + (arrow[1] * by) / painter.shape.height });
    painter.cursor = to;
    if (event.altKey && chosen !== null && hint !== undefined)
      painter.commit(movedHint(painter.hints, chosen, { x: to.x - from.x, y: to.y - from.y }), `move ${chosen.kind} ${chosen.index}`);
    // The first step off a hint leaves it.
    else if (!isSame(painter.hintAt(to), chosen)) painter.choose(null);
    painter.place = to;
    return true;
  }
  if (event.key === 'Enter') {
    painter.cursor = at;
    const press = { ...seenAt(painter.camera, at, painter.shape), spot: at, pressure: null };
    tools[painter.tool].begin(press, painter)?.end(press);
    return true;
  }
  if (event.key === 'Delete' || event.key === 'Backspace') return painter.remove(painter.chosen ?? painter.hintAt(at));
  if (event.key === 'Escape' && (painter.cursor !== null || painter.chosen !== null)) {
    painter.callOff();
    painter.choose(null);
    painter.cursor = null;
    return true;
  }
  return false;
}
