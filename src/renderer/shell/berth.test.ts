import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Box } from './berth.ts';
import { berthOf } from './berth.ts';

const view = { width: 900, height: 700 };

/** The box of messages that are so tall. */
function boxOf({ right, bottom, width }: ReturnType<typeof berthOf>, tall: number): Box {
  const end = view.width - right;
  return { left: end - width, right: end, top: view.height - bottom - tall, bottom: view.height - bottom };
}
const meet = (one: Box, other: Box): boolean => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

describe('the berth of messages', () => {
  it('is the lower right corner of the window where a page says nothing else', () => {
    expect(berthOf(view, [], [])).toEqual({ right: 12, bottom: 12, width: 432 });
  });

  it('lies within the pictures that a page offers, and above a bar of tools beside them', () => {
    const history = { left: 660, right: 900, top: 140, bottom: 692 };
    const foot = { left: 60, right: 660, top: 656, bottom: 700 };
    expect(berthOf(view, [history], [foot])).toEqual({ right: 12, bottom: 20, width: 216 });
    expect(berthOf(view, [], [foot])).toEqual({ right: 12, bottom: 56, width: 432 });
  });

  it('leaves pictures alone that are out of sight or too narrow', () => {
    const below = { left: 60, right: 900, top: 720, bottom: 900 };
    const narrow = { left: 800, right: 900, top: 0, bottom: 700 };
    expect(berthOf(view, [below, narrow], [])).toEqual(berthOf(view, [], []));
  });

  it('never lies on a bar at the foot of the window, wherever that begins and ends', () => {
    const place = fc.integer({ min: 0, max: 880 });
    fc.assert(
      fc.property(place, place, fc.integer({ min: 30, max: 120 }), fc.boolean(), (one, other, tall, history) => {
        const bar = { left: Math.min(one, other), right: Math.max(one, other) + 20, top: view.height - tall, bottom: view.height };
        const offered = history ? [{ left: 660, right: 900, top: 140, bottom: 700 }] : [];
        expect(meet(boxOf(berthOf(view, offered, [bar]), 48), bar)).toBe(false);
      }),
    );
  });
});
