import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HintStep } from '../../shared/hintSteps.ts';
import { stepBetween } from '../../shared/hintSteps.ts';
import { fitting, moved, scaled, seenAt, spotAt } from './camera.ts';
import { hintsSchema } from '../../shared/hints.ts';
import type { Hints, HintStroke } from './hints.ts';
import { changedHint, documentOf, erased, hintAt, movedHint, noHints, radiusOf, sizeOf, spotOf, withoutHint, withPoint, withStroke } from './hints.ts';
import { begun, done, redone, undone } from './history.ts';
import { stepsSince, unfolded } from './keptHistory.ts';

const shape = { width: 400, height: 200 };
const point = (x: number, y: number) => ({ x, y, radius: 0.02, colour: [10, 20] as const });

test('everything can be undone and done again, without limit', () => {
  let history = begun(noHints);
  const states: Hints[] = [noHints];
  for (let step = 0; step < 3000; step++) {
    history = done(history, withPoint(history.present, point(step / 3000, 0.5)));
    states.push(history.present);
  }
  for (const state of states.toReversed().slice(1)) expect((history = undone(history)).present).toBe(state);
  expect(undone(history)).toBe(history);
  for (const state of states.slice(1)) expect((history = redone(history)).present).toBe(state);
  expect(redone(history)).toBe(history);
});

test('what is done on is one step, and a new change forgets what would have been done again', () => {
  let history = done(begun('a'), 'b', 'size');
  history = done(done(history, 'c', 'size'), 'd', 'size');
  expect(undone(history).present).toBe('a');
  expect(redone(undone(history)).present).toBe('d');
  history = done(undone(history), 'e', 'size');
  expect(redone(history).present).toBe('e');
  expect(done(history, 'e')).toBe(history);
});

test('points are placed inside the picture, changed and removed', () => {
  const hints = withPoint(withPoint(noHints, point(1.4, -1)), point(0.5, 0.5));
  expect(hints.points[0]).toMatchObject({ x: 1, y: 0 });
  const second = { kind: 'points', index: 1 } as const;
  const moved = changedHint(movedHint(hints, second, { x: -0.25, y: 0 }), second, { colour: [0, 0] });
  expect(moved.points[1]).toEqual({ ...point(0.25, 0.5), colour: [0, 0] });
  expect(hints.points[1]).toEqual(point(0.5, 0.5));
  expect(withoutHint(moved, { kind: 'points', index: 0 }).points).toEqual([moved.points[1]]);
});

test('a point is found where it is seen, the topmost first', () => {
  const hints = withPoint(withPoint(noHints, point(0.5, 0.5)), point(0.505, 0.5));
  const second = { kind: 'points', index: 1 };
  expect(hintAt(hints, { x: 0.502, y: 0.5 }, 0, shape)).toEqual(second);
  // A share of x is twice as long as one of y here.
  expect(hintAt(hints, { x: 0.505, y: 0.53 }, 0, shape)).toBeNull();
  expect(hintAt(hints, { x: 0.505, y: 0.53 }, 0.05, shape)).toEqual(second);
});

test('a stroke is one hint: found along its line as broad as it is there, moved whole as far as it stays inside, changed and removed', () => {
  const stroke = { points: [[0.2, 0.5], [0.6, 0.5, 0.5], [0.6, 0.9]], radius: 0.04, colour: [5, 5] } satisfies HintStroke; // prettier-ignore
  const hints = withStroke(withPoint(noHints, point(0.3, 0.5)), stroke);
  const which = { kind: 'strokes', index: 0 } as const;
  const at = (x: number, y: number, reach = 0) => hintAt(hints, { x, y }, reach, shape);
  // Points lie above strokes.
  expect(at(0.3, 0.5)).toEqual({ kind: 'points', index: 0 });
  expect([at(0.4, 0.525), at(0.6, 0.7), at(0.22, 0.535)]).toEqual([which, which, which]);
  expect([at(0.58, 0.525), at(0.7, 0.5), at(0.1, 0.5)]).toEqual([null, null, null]);
  expect(at(0.58, 0.525, 0.05)).toEqual(which);
  expect(spotOf(stroke)).toEqual({ x: 0.6, y: 0.5 });
  expect(movedHint(hints, which, { x: -0.5, y: 0.05 }).strokes[0]?.points.flat()).toEqual(
    [0, 0.55, 0.4, 0.55, 0.5, 0.4, 0.95].map((each) => expect.closeTo(each, 9) as number),
  );
  expect(changedHint(hints, which, { colour: [1, 1] }).strokes).toEqual([{ ...stroke, colour: [1, 1] }]);
  expect(withoutHint(hints, which)).toEqual({ ...hints, strokes: [] });
  expect(hintsSchema.parse(documentOf(hints, shape)).strokes).toEqual(hints.strokes);
});

test('the eraser cuts strokes and takes points away', () => {
  const line = { points: Array.from({ length: 11 }, (_, at) => [at / 10, 0.5] as const), radius: 0.01, colour: [0, 0] as const };
  const hints = withStroke(withPoint(noHints, point(0.5, 0.5)), line);
  const left = erased(hints, { x: 0.5, y: 0.5 }, 0.05, shape);
  expect(left.points).toEqual([]);
  expect(left.strokes.map(({ points }) => points.length)).toEqual([5, 5]);
  expect(erased(left, { x: 0.5, y: 0.5 }, 0.05, shape)).toBe(left);
});

test('sizes are the sides of the paper', () => {
  for (let size = 1; size <= 9; size++) expect(sizeOf(radiusOf(size))).toBe(size);
  expect(sizeOf(1)).toBe(9);
});

const length = fc.integer({ min: 1, max: 12000 });
const view = { width: 900, height: 600 };

test('a picture of any shape fits, and the place under the pointer stays there while zooming', () => {
  const inView = fc.tuple(fc.integer({ min: 100, max: 800 }), fc.integer({ min: 100, max: 500 }));
  fc.assert(
    fc.property(length, length, fc.double({ min: 0.2, max: 5, noNaN: true }), inView, (width, height, factor, [x, y]) => {
      const picture = { width, height };
      const camera = fitting(picture, view);
      const corner = seenAt(camera, { x: 1, y: 1 }, picture);
      expect(corner.x).toBeLessThanOrEqual(view.width);
      expect(corner.y).toBeLessThanOrEqual(view.height);
      const spot = spotAt(camera, x, y, picture);
      if (spot.x < 0 || spot.x > 1 || spot.y < 0 || spot.y > 1) return;
      const again = seenAt(scaled(camera, camera.scale * factor, x, y, picture, view), spot, picture);
      expect(again.x).toBeCloseTo(x, 4);
      expect(again.y).toBeCloseTo(y, 4);
    }),
  );
});

test('a picture cannot be lost beside the view', () => {
  const camera = moved(fitting(shape, view), 99999, -99999, shape, view);
  const [first, last] = [seenAt(camera, { x: 0, y: 0 }, shape), seenAt(camera, { x: 1, y: 1 }, shape)];
  expect(first.x).toBeLessThan(view.width);
  expect(last.y).toBeGreaterThan(0);
});

test('a history that was kept as it grew leads back and on as it did, whatever was undone between', () => {
  const action = fc.oneof(
    fc.record({ do: fc.constant('put' as const), x: fc.double({ min: 0, max: 1, noNaN: true }) }),
    fc.record({ do: fc.constant('erase' as const), x: fc.double({ min: 0, max: 1, noNaN: true }) }),
    fc.record({ do: fc.constantFrom('stroke' as const, 'size' as const, 'undo' as const, 'redo' as const, 'keep' as const) }),
  );
  fc.assert(
    fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
      // As the studio keeps it: steps by their number.
      const kept = new Map<number, HintStep>();
      let [saved, history, at] = [begun(noHints), begun(noHints), 0];
      const keep = (): void => {
        const since = stepsSince(saved, history, 0);
        for (const number of kept.keys()) if (number >= since.from) kept.delete(number);
        for (const [index, step] of since.steps.entries()) kept.set(since.from + index, step);
        [saved, at] = [history, since.at];
      };
      for (const each of actions) {
        const { present } = history;
        if (each.do === 'put') history = done(history, withPoint(present, point(each.x, 0.5)));
        else if (each.do === 'erase') history = done(history, erased(present, { x: each.x, y: 0.5 }, 0.1, shape));
        else if (each.do === 'stroke')
          history = done(
            history,
            withStroke(present, { points: [[0, 0.5], [1, 0.5, 0.4]], radius: 0.01, colour: [1, 2] }), // prettier-ignore
          );
        else if (each.do === 'size')
          history = done(history, changedHint(present, { kind: 'points', index: 0 }, { radius: 0.01 + present.points.length / 100 }), 'size 0');
        else if (each.do === 'keep') keep();
        else history = each.do === 'undo' ? undone(history) : redone(history);
      }
      keep();
      const steps = [...kept].toSorted(([one], [other]) => one - other).map(([, step]) => step);
      // As it comes back: nothing of it is the same object.
      const back = unfolded(structuredClone(history.present), structuredClone({ from: 1, steps, at }));
      expect(back).toEqual({ history, before: 0 });
    }),
    { numRuns: 200 },
  );
});

test('steps that were not done to these hints lead nowhere', () => {
  const [one, two] = [withPoint(noHints, point(0.1, 0.5)), withPoint(withPoint(noHints, point(0.1, 0.5)), point(0.2, 0.5))];
  const steps = [stepBetween(documentOf(noHints, shape), documentOf(one, shape), null), stepBetween(documentOf(one, shape), documentOf(two, shape), null)];
  const { history, before } = unfolded(withPoint(noHints, point(0.9, 0.5)), { from: 5, steps, at: 6 });
  expect([history.past, history.future, before]).toEqual([null, null, 6]);
});
