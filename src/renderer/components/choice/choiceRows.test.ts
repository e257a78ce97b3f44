import { expect, test } from 'vitest';
import type { ChoiceOption } from './choiceRows.ts';
import { find, rowsOf } from './choiceRows.ts';

const option = (run: string, step: string, ...marks: string[]): ChoiceOption => ({
  value: `${run}-${step}`,
  label: `\u2068${run}\u2069, step ${step}`,
  name: `Step ${step}`,
  group: { id: run, name: run },
  marks: marks.map((text) => ({ text, tone: 'quiet' })),
});
const options = [
  option('Noto to OpenMoji', '12,000', 'best so far'),
  option('Noto to OpenMoji', '1,200'),
  option('Noto to OpenMoji', '200'),
  option('스케치 2', '120', '최신'),
];
const found = (typed: string): string[] => find(options, typed).found.map(({ value }) => value);

test('words lie anywhere in name, group and marks, whatever their case', () => {
  expect(found('')).toHaveLength(4);
  expect(found('MOJI best')).toEqual(['Noto to OpenMoji-12,000']);
  expect(found('스케치')).toEqual(['스케치 2-120']);
  expect(found('스케치'.normalize('NFD'))).toEqual(['스케치 2-120']);
  expect(found('최신')).toEqual(['스케치 2-120']);
  expect(found('noto 최신')).toEqual([]);
});

test('numbers begin like what was typed, with or without separators of thousands', () => {
  expect(found('12')).toEqual(['Noto to OpenMoji-12,000', 'Noto to OpenMoji-1,200', '스케치 2-120']);
  expect(found('1200')).toEqual(['Noto to OpenMoji-12,000', 'Noto to OpenMoji-1,200']);
  expect(found('1,200')).toEqual(found('1200'));
  expect(found('200')).toEqual(['Noto to OpenMoji-200']);
});

test('the number that was typed is better than one that goes on', () => {
  expect(find(options, '1200').best).toBe(1);
  expect(find(options, '12').best).toBe(0);
  expect(find(options, 'nothing').best).toBe(0);
});

test('every group has its name above it, once', () => {
  expect(rowsOf(options).map(({ heading, option: each }) => heading ?? each?.value)).toEqual([
    'Noto to OpenMoji',
    'Noto to OpenMoji-12,000',
    'Noto to OpenMoji-1,200',
    'Noto to OpenMoji-200',
    '스케치 2',
    '스케치 2-120',
  ]);
  expect(rowsOf(options.map(({ value, label }) => ({ value, label }))).every(({ heading }) => heading === null)).toBe(true);
});
