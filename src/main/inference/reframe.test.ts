import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cropped, mirrored, padded, window } from './reframe.ts';

/** A picture whose every pixel tells its place. */
const picture = (width: number, height: number) => ({ width, height, data: Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 37) % 251) });

describe('reframing', () => {
  it('mirrors without repeating the edge', () => {
    expect([-3, -2, -1, 0, 1, 2, 3, 4, 5, 6].map((index) => mirrored(index, 4))).toEqual([3, 2, 1, 0, 1, 2, 3, 2, 1, 0]);
    expect([-5, 0, 7].map((index) => mirrored(index, 1))).toEqual([0, 0, 0]);
  });

  it('shows in every window the mirrored pixel of its place', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: -12, max: 12 }),
        fc.integer({ min: -12, max: 12 }),
        fc.integer({ min: 1, max: 20 }),
        (width, height, left, top, size) => {
          const whole = picture(width, height);
          const part = window(whole, left, top, size, size);
          for (let y = 0; y < size; y++)
            for (let x = 0; x < size; x++) {
              const from = (mirrored(top + y, height) * width + mirrored(left + x, width)) * 3;
              expect(part.data.subarray((y * size + x) * 3, (y * size + x) * 3 + 3)).toEqual(whole.data.subarray(from, from + 3));
            }
        },
      ),
    );
  });

  it('pads and crops back to the very same bytes', () => {
    const whole = picture(17, 33);
    expect(cropped(padded(whole, 20, 36), 17, 33)).toEqual(whole);
  });
});
