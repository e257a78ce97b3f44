import { expect, test } from 'vitest';
import { formatsOf } from './formats.ts';

const en = formatsOf('en');
const ko = formatsOf('ko');

test('sizes in powers of 1024, with a digit where it tells something', () => {
  expect([0, 512, 1536, 250 * 1024 ** 2, 3.25 * 1024 ** 3].map(en.bytes)).toEqual(['0 byte', '512 byte', '1.5 kB', '250 MB', '3.3 GB']);
});

test('durations in two units at most', () => {
  expect([5, 59.6, 250, 3600, 7500, 100_000].map(en.duration)).toEqual(['5 sec', '1 min', '4 min 10 sec', '1 hr', '2 hr 5 min', '1 day 4 hr']);
  expect(ko.duration(250)).toBe('4분 10초');
});

test('how long ago, in the language', () => {
  const now = Date.parse('2026-03-10T12:00:00Z');
  expect(en.ago('2026-03-10T11:59:30Z', now)).toBe('now');
  expect(en.ago('2026-03-10T11:30:00Z', now)).toBe('30 min. ago');
  expect(ko.ago('2026-03-09T11:00:00Z', now)).toBe('어제');
});

test('measures keep three digits', () => {
  expect([0, 0.01234, 4.5678, 1234.5].map(en.measure)).toEqual(['0', '0.0123', '4.57', '1,235']);
});

test('errors are as exact as what they belong to, and never nothing', () => {
  const told = ([value, error]: [number, number]): string => `${en.measure(value)} ± ${en.deviation(error, value)}`;
  const cases: [number, number][] = [
    [2.15, 0.0465],
    [0.0123, 0.00456],
    [2.15, 0.0004],
    [31.4, 2],
    [1234.5, 7.7],
    [0, 0.0123],
  ];
  expect(cases.map(told)).toEqual(['2.15 ± 0.05', '0.0123 ± 0.0046', '2.15 ± 0.0004', '31.4 ± 2.0', '1,235 ± 8', '0 ± 0.0123']);
});
