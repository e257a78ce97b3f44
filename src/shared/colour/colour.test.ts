import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distance, inGamut, snapped } from './gamut.ts';
import { colourFromLab, colourToLab } from './lab.ts';
import { fromOklch, toOklch } from './oklch.ts';
import { hexOf, notations, parse, parseHex, written } from './text.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const near = (found: readonly number[], wanted: readonly number[], within: number): void =>
  found.forEach((value, i) => expect(Math.abs(value - wanted[i])).toBeLessThanOrEqual(within));

test('Lab and OKLCH lead back to the same colour', () => {
  fc.assert(
    fc.property(share, share, share, (red, green, blue) => {
      near(colourFromLab(...colourToLab(red, green, blue)), [red, green, blue], 1e-4);
      near(fromOklch(...toOklch(red, green, blue)), [red, green, blue], 1e-3);
    }),
  );
});

test('OKLCH agrees with CSS Color 4', () => {
  near(toOklch(1, 0, 0), [0.62796, 0.25768, 29.2339], 1e-3);
  near(toOklch(0, 0, 1), [0.45201, 0.31321, 264.052], 1e-3);
  near(fromOklch(0.7, 0.4, 150), toSame(0.7, 150), 1e-6);
});

/** The strongest green of that lightness, found by walking out from grey. */
function toSame(lightness: number, hue: number): number[] {
  let last = fromOklch(lightness, 0, hue);
  for (let chroma = 0; chroma < 0.4; chroma += 0.00001) {
    const next = fromOklch(lightness, chroma, hue);
    if (Math.abs(toOklch(...next)[1] - chroma) > 0.0008) return last;
    last = next;
  }
  return last;
}

test('every colour of sRGB is in its gamut, and what is snapped is', () => {
  fc.assert(
    fc.property(share, share, share, (red, green, blue) => {
      const [lightness, a, b] = colourToLab(red, green, blue);
      expect(inGamut(lightness, [a, b])).toBe(true);
    }),
  );
  const wide = fc.double({ min: -128, max: 128, noNaN: true });
  fc.assert(
    fc.property(share, wide, wide, (lightness, a, b) => {
      const found = snapped(lightness * 100, [a, b]);
      expect(inGamut(lightness * 100, found)).toBe(true);
      // The same hue, never stronger than asked for.
      expect(found[0] * b - found[1] * a).toBeCloseTo(0, 6);
      expect(distance(found, [0, 0])).toBeLessThanOrEqual(distance([a, b], [0, 0]) + 1e-9);
    }),
  );
});

test('black and white have one colour each', () => {
  expect(distance(snapped(0, [60, 40]), [0, 0])).toBeLessThan(2);
  expect(distance(snapped(100, [60, 40]), [0, 0])).toBeLessThan(2);
  expect(snapped(60, [10, 10])).toEqual([10, 10]);
});

test('colours are read as they are written', () => {
  expect(hexOf([1, 0.5, 0])).toBe('#ff8000');
  expect(parseHex('f80')).toEqual(parseHex('#FF8800'));
  expect(parse('rgb', 'rgb(255, 128, 0)')).toEqual([1, 128 / 255, 0]);
  expect(parse('oklch', 'oklch(62.8% 0.2577 29.23)')?.map((value) => Math.round(value * 255))).toEqual([255, 0, 0]);
  for (const notation of notations) near(parse(notation, written(notation, [0.2, 0.5, 0.7])) ?? [], [0.2, 0.5, 0.7], 0.004);
});

test('what is no colour is said to be none', () => {
  expect(['#12', 'red', '#12345g', ''].map(parseHex)).toEqual([null, null, null, null]);
  expect(['1 2', '300 0 0', 'a b c', '1 2 3 4'].map((text) => parse('rgb', text))).toEqual([null, null, null, null]);
  expect(parse('oklch', '2 0 0')).toBeNull();
});
