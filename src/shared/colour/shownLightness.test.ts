import { expect, test } from 'vitest';
import { MIDDLE, shownLightness } from './shownLightness.ts';

test('colours on paper and on ink of a sketch are shown as they can be told apart; a photo keeps its lightness, and so does what a sketch was coloured with', () => {
  expect([0, 100].map((lightness) => shownLightness(lightness, 'sketch'))).toEqual([MIDDLE, MIDDLE]);
  expect([40, 90].map((lightness) => shownLightness(lightness, 'sketch'))).toEqual([40, 90]);
  expect([0, 40, 100].map((lightness) => shownLightness(lightness, 'photo'))).toEqual([0, 40, 100]);
  expect(shownLightness(100, null)).toBe(100);
});
