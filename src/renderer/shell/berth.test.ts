import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Box } from './berth.ts';
import { berthOf, clearOf } from './berth.ts';

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

  const room = { left: 60, right: 900, top: 56, bottom: 700 };
  const control = (left: number, top: number, width = 90, height = 34): Box => ({ left, top, right: left + width, bottom: top + height });

  it('goes to the other side of a control, or above a row of them', () => {
    const corner = berthOf(view, [], []);
    expect(clearOf(corner, view, room, [control(400, 300)], 60)).toEqual(corner);
    const other = clearOf(corner, view, { ...room, left: 0 }, [control(700, 640)], 60);
    expect(boxOf(other, 60)).toMatchObject({ left: 12, bottom: 688 });
    const row = [60, 200, 340, 480, 620, 760].map((left) => control(left, 640));
    const above = boxOf(clearOf(corner, view, room, row, 60), 60);
    expect(above.right).toBe(888);
    expect(above.bottom).toBeLessThanOrEqual(636);
    expect(above.bottom).toBeGreaterThan(620);
  });

  it('may lie on pictures that can be pressed, and lies in its corner where nothing is clear', () => {
    const corner = berthOf(view, [], []);
    expect(clearOf(corner, view, room, [control(500, 400, 300, 300)], 60)).toEqual(corner);
    const everywhere = Array.from({ length: 200 }, (_, index) => control(60 + (index % 10) * 85, Math.floor(index / 10) * 35));
    expect(clearOf(corner, view, room, everywhere, 60)).toEqual(corner);
  });

  it('lies on no control where it says that it found a place', () => {
    const controls = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 800 }), fc.integer({ min: 300, max: 680 })).map(([left, top]) => control(left, top)),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(controls, fc.integer({ min: 40, max: 160 }), (all, tall) => {
        const corner = berthOf(view, [], []);
        const found = clearOf(corner, view, room, all, tall);
        if (found !== corner) expect(all.some((each) => meet(boxOf(found, tall), each))).toBe(false);
      }),
    );
  });
});
