import { expect, test } from 'vitest';
import { createPace } from './pace.ts';

test('a pause makes nothing slower', () => {
  let now = 0;
  const pace = createPace(() => now);
  for (let picture = 0; picture < 3; picture++) {
    pace.passed();
    now += 2;
  }
  expect(pace.rate()).toBe(0.5);
  now += 100;
  pace.rested(100);
  pace.passed();
  expect(pace.rate()).toBe(0.5);
  expect(pace.secondsLeft(10)).toBe(20);
});
