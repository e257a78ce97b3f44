import { expect, test } from 'vitest';
import { cleanLanguage } from './cleanLanguage.ts';

test.each([
  ['en-GB', 'en-GB'],
  ['ko', 'ko'],
  ['en-US@posix', 'en-US'],
  ['ko_KR.UTF-8', 'ko-KR'],
  ['C.UTF-8', 'en'],
  ['', 'en'],
])('%j is the language %j', (tag, clean) => {
  expect(cleanLanguage(tag)).toBe(clean);
  expect(() => new Intl.NumberFormat(clean)).not.toThrow();
});
