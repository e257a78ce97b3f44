import { expect, test } from 'vitest';
import { fit } from './match.ts';

test('beginnings fit better than words, words better than parts, parts better than scattered letters', () => {
  const ranks = ['Open the bin', 'Please open', 'Reopen', 'Only put it in', 'Rename'].map((text) => fit('open', text));
  expect(ranks[0]).toBeGreaterThan(ranks[1]);
  expect(ranks[1]).toBeGreaterThan(ranks[2]);
  expect(ranks[2]).toBeGreaterThan(ranks[3]);
  expect(ranks[4]).toBe(0);
});

test('nothing typed fits everything', () => {
  expect(fit('  ', 'anything')).toBeGreaterThan(0);
});

test('Korean fits, however it is composed', () => {
  expect(fit('설정'.normalize('NFD'), '설정 열기')).toBeGreaterThan(0);
});
