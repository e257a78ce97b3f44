import { expect, test } from 'vitest';
import { en } from './en/index.ts';
import { isolated, isolating } from './isolated.ts';

const hebrew = 'ממיר Noto (3)';

test('what runs from right to left stays within itself, anything else as it was', () => {
  expect(isolated('Noto (3), 사진, 🎨')).toBe('Noto (3), 사진, 🎨');
  expect(isolated(hebrew)).toBe(`\u2068${hebrew}\u2069`);
});

test('marks within a name cannot end or begin what is around it', () => {
  expect(isolated('\u202Eevil')).toBe('\u2068\u202Eevil\u2069');
  expect(isolated('a\u2069\u2067b')).toBe('\u2068ab\u2069');
});

test('sentences isolate what is put into them, lists of names too, and leave the rest alone', () => {
  const words = isolating(en);
  expect(words.choice.checkpoint(hebrew, '40')).toBe(`\u2068${hebrew}\u2069, step 40`);
  expect(words.common.selected(1, '1')).toBe(en.common.selected(1, '1'));
  expect(words.train.needsPicturesText([hebrew])).toContain(`\u2068${hebrew}\u2069`);
  expect(words.home.removed(null, '3')).toBe(en.home.removed(null, '3'));
  expect(words.common.studio).toBe(en.common.studio);
});
