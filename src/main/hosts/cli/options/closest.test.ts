import fc from 'fast-check';
import { expect, it } from 'vitest';
import { closest } from './closest.ts';

const words = ['quick', 'standard', 'paper'];

it.each([
  ['qick', 'quick'],
  ['papre', 'paper'],
  ['STANDARD', 'standard'],
  ['standrad', 'standard'],
])('takes %s for %s', (given, meant) => {
  expect(closest(given, words)).toBe(meant);
});

it('says nothing where no word is near', () => {
  expect(closest('turbo', words)).toBeNull();
  expect(closest('xy', ['ab', 'cd'])).toBeNull();
});

it('finds a word from which one letter was dropped', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...words),
      fc.nat(),
      (word, seed) => closest(word.slice(0, seed % word.length) + word.slice((seed % word.length) + 1), words) === word,
    ),
  );
});
