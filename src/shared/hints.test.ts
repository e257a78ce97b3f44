import { expect, test } from 'vitest';
import { RecastError } from './errors/index.ts';
import type { HintsDocument } from './hints.ts';
import { fitsShape, noHints, parseHints } from './hints.ts';

const point = { x: 0.5, y: 0.5, radius: 0.01, colour: [10, -20] as [number, number] };
const text = (change: Record<string, unknown>): string => JSON.stringify({ ...noHints, points: [point], ...change });

function refusal(source: string): string {
  try {
    parseHints(source, 'cat.hints.json');
  } catch (error) {
    if (error instanceof RecastError && error.code === 'HINTS_UNREADABLE') return error.message;
    throw error;
  }
  throw new Error('It was taken.');
}

test('what was written is read', () => {
  const hints: HintsDocument = { ...noHints, picture: { width: 3, height: 4 }, points: [point], strokes: [{ points: [[0, 1], [0.5, 1, 0.3]], radius: 0.5, colour: [0, 0] }] }; // prettier-ignore
  expect(parseHints(JSON.stringify(hints), 'x')).toEqual(hints);
});

test.each([
  ['damaged', text({}).slice(0, 40), /no JSON, or is cut off/],
  ['of another kind', '{"format":"gimp"}', /format is not "recast-hints"/],
  ['of a later version', text({ version: 2 }), /version is not 1/],
  ['with an unknown field', text({ layers: [] }), /the field "layers" is unknown/],
  ['with an unknown field inside', text({ points: [{ ...point, color: 'red' }] }), /the field "color" of points\[0\] is unknown/],
  ['that are a list', '[]', /it holds something else than hints/],
  ['without a place', text({ points: [{ radius: 0.01, colour: [0, 0] }] }), /points\[0\]\.x is missing, or of another kind/],
  ['with a point outside', text({ points: [point, { ...point, x: 1.2 }] }), /points\[1\]\.x is more than 1\./],
  ['with a stroke outside', text({ strokes: [{ points: [[0.5, -0.1]], radius: 0.1, colour: [0, 0] }] }), /strokes\[0\]\.points\[0\]\[1\] is too small/],
  [
    'with a breadth beyond the brush',
    text({ strokes: [{ points: [[0.5, 0.5, 1.5]], radius: 0.1, colour: [0, 0] }] }),
    /strokes\[0\]\.points\[0\]\[2\] is more than 1\./,
  ],
  ['with a colour that is none', text({ points: [{ ...point, colour: [1] }] }), /points\[0\]\.colour/],
  ['with no size', text({ points: [{ ...point, radius: 0 }] }), /points\[0\]\.radius is too small/],
  ['with more points than anybody paints', text({ points: Array.from({ length: 20_001 }, () => point) }), /points holds more than 20000/],
])('hints %s are refused with the place named', (_, source, names) => {
  expect(refusal(source)).toMatch(names);
});

test('hints say whether they fit the shape of a picture', () => {
  expect(fitsShape(noHints, 10, 1000)).toBe(true);
  const hints: HintsDocument = { ...noHints, picture: { width: 300, height: 200 } };
  expect([fitsShape(hints, 3000, 2000), fitsShape(hints, 301, 200), fitsShape(hints, 200, 300), fitsShape(hints, 200, 200)]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
