import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planOutputs, sheetName } from './outputs.ts';

const places = (inputs: readonly string[], format: Parameters<typeof planOutputs>[1]): string[] => planOutputs(inputs, format).map(({ relative }) => relative);

describe('planOutputs', () => {
  it('keeps names and sub-folders and changes the ending', () => {
    expect(places(['a.jpg', 'deep/er/ä b.tiff', 'c.PNG'], 'png')).toEqual(['a.png', 'deep/er/ä b.png', 'c.PNG']);
    expect(places(['a.jpg', 'b.JPEG', 'c.png'], 'jpeg')).toEqual(['a.jpg', 'b.JPEG', 'c.jpg']);
  });

  it('keeps each format with `same`, and writes png for those it cannot write', () => {
    expect(planOutputs(['a.webp', 'b.svg', 'c.jfif'], 'same')).toEqual([
      { relative: 'a.webp', format: 'webp' },
      { relative: 'b.png', format: 'png' },
      { relative: 'c.jfif', format: 'jpeg' },
    ]);
  });

  it('gives a name that two pictures want to the one that has it, whatever the order', () => {
    expect(places(['a.jpg', 'a.png'], 'png')).toEqual(['a.jpg.png', 'a.png']);
    expect(places(['a.png', 'a.jpg'], 'png')).toEqual(['a.png', 'a.jpg.png']);
    expect(places(['a.jpg', 'a.webp'], 'png')).toEqual(['a.jpg.png', 'a.webp.png']);
    expect(places(['a.jpg', 'a.jpg.png', 'a.png'], 'png')).toEqual(['a.jpg (2).png', 'a.jpg.png', 'a.png']);
  });

  it('leaves the names of the sheets alone', () => {
    expect(places([sheetName(1)], 'png')).toEqual(['recast-sheet-001.png.png']);
  });

  it('never gives two pictures the same place, on file systems that ignore case too', () => {
    const name = fc
      .tuple(
        fc.constantFrom('', 'x/', 'X/'),
        fc.constantFrom('a', 'A', 'ä', 'a\u0308', 'a.jpg', 'a (2)'),
        fc.constantFrom('.png', '.jpg', '.JPG', '.webp', '.gif'),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 20 }), fc.constantFrom('same' as const, 'png' as const, 'jpeg' as const), (inputs, format) => {
        const keys = places(inputs, format).map((place) => place.normalize('NFC').toLowerCase());
        expect(new Set(keys).size).toBe(inputs.length);
      }),
    );
  });
});
