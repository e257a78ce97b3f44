import fc from 'fast-check';
import { expect, test } from 'vitest';
import { moved } from './moved.ts';

test('an entry stands where it was put, the others keep their order', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer(), { minLength: 1 }), fc.nat(), fc.nat(), (list, from, to) => {
      const entry = list[from % list.length];
      const index = to % list.length;
      const after = moved(list, entry, index);
      expect(after[index]).toBe(entry);
      expect(after.filter((each) => each !== entry)).toEqual(list.filter((each) => each !== entry));
    }),
  );
});

test('an entry that is not there moves nothing', () => {
  expect(moved([1, 2], 3, 0)).toEqual([1, 2]);
});
