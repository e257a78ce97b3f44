import { expect, test } from 'vitest';
import { waitBefore } from './backoff.ts';

test('waits longer each time, and never longer than six seconds', () => {
  const waits = Array.from({ length: 20 }, (_, attempt) => waitBefore(attempt, () => 0.5));
  expect(waits[0]).toBeLessThan(300);
  expect(waits.slice(1, 5).every((wait, index) => wait > waits[index])).toBe(true);
  expect(waitBefore(1000, () => 0.999)).toBeLessThanOrEqual(6000);
});
