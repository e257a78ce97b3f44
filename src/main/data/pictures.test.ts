import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { divide } from './holdout.ts';
import { Random } from '../engine/random.ts';
import { loadedSize, middleSquare, randomSquare, writeSquare } from './augment.ts';
import type { Preprocess } from './augment.ts';
import type { PictureFile } from './folder.ts';
import { inParallel } from './parallel.ts';
import { toPixels, toTensor } from './pixels.ts';
import { edgeDistance, labDistance } from './score.ts';
import { drawSheet } from './sheet.ts';
import { at, farthest, paint, plain } from './testing/pictures.ts';

const gradient = paint(16, 12, (x, y) => [x * 16, y * 20, 77]);

describe('tensors', () => {
  test('hold bytes exactly, in [-1, 1]', () => {
    const bytes = paint(16, 16, (x, y) => [y * 16 + x, 255 - (y * 16 + x), 0]);
    const tensor = toTensor([bytes, plain(16, 16, 255, 0, 128)]);
    expect(tensor.shape).toEqual([2, 16, 16, 3]);
    expect([tensor.values[0], tensor.values[1]]).toEqual([-1, 1]);
    const [first, second] = toPixels(tensor);
    expect([farthest(first, bytes), farthest(second, plain(16, 16, 255, 0, 128))]).toEqual([0, 0]);
  });

  test('values outside are clipped, others rounded', () => {
    const [pixels] = toPixels({ shape: [1, 1, 2, 3], values: Float32Array.of(-3, 7, NaN, 0.0039, -0.0041, 1) });
    expect([...pixels.data]).toEqual([0, 255, 0, 128, 127, 255]);
  });

  test('other shapes are refused', () => {
    expect(() => toTensor([plain(2, 2, 0, 0, 0), plain(2, 3, 0, 0, 0)])).toThrow(RangeError);
    expect(() => toTensor([])).toThrow(RangeError);
    expect(() => toPixels({ shape: [1, 2, 2, 1], values: new Float32Array(4) })).toThrow(RangeError);
  });
});

describe('sizes at which pictures are kept', () => {
  const size = (preprocess: Preprocess, width: number, height: number): unknown => {
    const found = loadedSize({ preprocess, size: 256, loadSize: 286 }, width, height);
    return typeof found === 'string' ? found : [found.width, found.height];
  };

  test('as in the reference', () => {
    expect(size('resize-and-crop', 1000, 300)).toEqual([286, 286]);
    expect(size('crop', 1000, 300)).toEqual([1000, 300]);
    expect(size('scale-width', 512, 1024)).toEqual([256, 512]);
    expect(size('scale-width', 1024, 512)).toEqual([256, 256]);
    expect(size('scale-width-and-crop', 1000, 2000)).toEqual([286, 572]);
    expect(size('scale-width-and-crop', 2000, 1000)).toEqual([286, 256]);
    expect(size('none', 256, 256)).toEqual([256, 256]);
  });

  test('where the reference fails: small, huge and narrow pictures', () => {
    expect(size('crop', 100, 50)).toEqual([512, 256]);
    expect(size('crop', 20_000, 20_000)).toEqual([4096, 4096]);
    expect(size('crop', 300, 5000)).toContain('too narrow');
    expect(size('scale-width', 3, 5000)).toContain('too narrow');
    expect(size('resize-and-crop', 3, 5000)).toEqual([286, 286]);
    expect(size('none', 256, 255)).toContain('only 256 x 256');
  });

  test('always hold the square, in every mode', () => {
    const modes = fc.constantFrom<Preprocess>('resize-and-crop', 'crop', 'scale-width', 'scale-width-and-crop');
    const side = fc.integer({ min: 1, max: 30_000 });
    fc.assert(
      fc.property(modes, side, side, fc.nat(), (preprocess, width, height, seed) => {
        const settings = { preprocess, size: 64, loadSize: 71, flip: true };
        const found = loadedSize(settings, width, height);
        if (typeof found === 'string') return;
        expect(found.width * found.height).toBeLessThan(4200 * 4200);
        for (const { left, top } of [randomSquare(found, settings, Random.fromSeed(seed)), middleSquare(found, 64)]) {
          expect(Math.min(left, top)).toBeGreaterThanOrEqual(0);
          expect(left + 64).toBeLessThanOrEqual(found.width);
          expect(top + 64).toBeLessThanOrEqual(found.height);
        }
      }),
    );
  });
});

test('a square is what lies there, mirrored or not', () => {
  const values = new Float32Array(2 * 5 * 5 * 3);
  writeSquare(gradient, { left: 3, top: 2, mirrored: false }, 5, values, 0);
  writeSquare(gradient, { left: 3, top: 2, mirrored: true }, 5, values, 75);
  const [as, mirrored] = toPixels({ shape: [2, 5, 5, 3], values });
  for (let y = 0; y < 5; y++) {
    for (let x = 0; x < 5; x++) {
      expect(at(as, x, y)).toEqual(at(gradient, x + 3, y + 2));
      expect(at(mirrored, 4 - x, y)).toEqual(at(gradient, x + 3, y + 2));
    }
  }
});

test('crops reach every corner', () => {
  const settings = { preprocess: 'resize-and-crop', size: 64, loadSize: 66, flip: true } as const;
  const random = Random.fromSeed(3);
  const seen = new Set(Array.from({ length: 300 }, () => Object.values(randomSquare({ width: 66, height: 66 }, settings, random)).join()));
  expect(seen.size).toBe(18);
});

describe('held-out pictures', () => {
  const files = (...names: string[]): PictureFile[] => names.map((name) => ({ path: `/${name}`, relative: name, bytes: 1, modified: 1 }));
  const numbered = (count: number, ending = 'png'): PictureFile[] => files(...Array.from({ length: count }, (_, i) => `${i}.${ending}`));
  const held = (list: PictureFile[], share: number, seed = 1): string[] => divide(list, share, seed).heldOut.map(({ relative }) => relative);

  test('are a share, at least one, at most 32, and leave two', () => {
    const counts = [2, 3, 10, 20, 21, 60, 640, 641, 20_000].map((count) => held(numbered(count), 0.05).length);
    expect(counts).toEqual([0, 1, 1, 1, 2, 3, 32, 32, 32]);
    expect(held(numbered(10), 0)).toEqual([]);
    expect(held(numbered(4), 0.5)).toHaveLength(2);
  });

  test('follow from the seed and the names, whatever the order', () => {
    const list = numbered(200);
    expect(held(list.toReversed(), 0.05).toSorted()).toEqual(held(list, 0.05).toSorted());
    expect(held(list, 0.05, 2)).not.toEqual(held(list, 0.05, 1));
  });

  test('hardly change when pictures are added or removed', () => {
    const before = new Set(held(numbered(200), 0.05));
    const after = held(numbered(220), 0.05);
    expect(after.filter((name) => before.has(name)).length).toBeGreaterThanOrEqual(8);
  });

  test('are the same on both sides where the names are', () => {
    const one = held(numbered(100, 'png'), 0.1).map((name) => name.slice(0, -4));
    const other = held(numbered(100, 'svg'), 0.1).map((name) => name.slice(0, -4));
    expect(one).toEqual(other);
    expect(held(files(join('é', 'x.png'), ...numbered(9).map(({ relative }) => relative)), 0.5)).toHaveLength(5);
  });
});

describe('scores', () => {
  test('of equal pictures are 0, of black against white 100', () => {
    expect([labDistance(gradient, gradient), edgeDistance(gradient, gradient)]).toEqual([0, 0]);
    expect(labDistance(plain(4, 4, 0, 0, 0), plain(4, 4, 255, 255, 255))).toBeCloseTo(100, 1);
    expect(edgeDistance(plain(4, 4, 0, 0, 0), plain(4, 4, 255, 255, 255))).toBe(0);
    expect(labDistance(gradient, plain(16, 12, 9, 9, 9))).toBeCloseTo(labDistance(plain(16, 12, 9, 9, 9), gradient), 8);
  });

  test('an outline counts as edges', () => {
    // One black column in white: its two neighbours see a slope of 100 over two pixels, the column itself none.
    const outlined = paint(10, 10, (x) => (x === 5 ? [0, 0, 0] : [255, 255, 255]));
    expect(edgeDistance(outlined, plain(10, 10, 255, 255, 255))).toBeCloseTo((2 * 50) / 10, 1);
  });

  test('in squares, a line that moved a little counts as the same', () => {
    const line = (at: number) => paint(20, 16, (x) => (x === at ? [0, 0, 0] : [255, 255, 255]));
    for (const distance of [labDistance, edgeDistance]) {
      expect(distance(line(10), line(13))).toBeGreaterThan(9);
      expect(distance(line(10), line(13), 8)).toBeCloseTo(0, 4);
      expect(distance(line(10), line(17), 8)).toBeGreaterThan(4);
      // The last column of squares is only half as wide.
      expect(distance(line(18), plain(20, 16, 255, 255, 255), 8)).toBeCloseTo(distance(line(18), plain(20, 16, 255, 255, 255)), 4);
    }
  });

  test('pictures of different sizes are refused', () => {
    expect(() => labDistance(gradient, plain(2, 2, 0, 0, 0))).toThrow(RangeError);
    expect(() => edgeDistance(gradient, plain(2, 2, 0, 0, 0))).toThrow(RangeError);
  });
});

describe('sheets', () => {
  test('lay pictures out in rows, the smaller ones in the middle', async () => {
    const sheet = await drawSheet([[plain(8, 8, 255, 0, 0), plain(4, 6, 0, 255, 0)], [plain(4, 4, 0, 0, 255)]]);
    expect([sheet.width, sheet.height]).toEqual([8 + 4 + 3 * 4, 8 + 4 + 3 * 4]);
    expect([at(sheet, 0, 0), at(sheet, 4, 4), at(sheet, 11, 11), at(sheet, 12, 12)]).toEqual([
      [255, 255, 255],
      [255, 0, 0],
      [255, 0, 0],
      [255, 255, 255],
    ]);
    expect([at(sheet, 16, 4), at(sheet, 16, 5), at(sheet, 7, 18)]).toEqual([
      [255, 255, 255],
      [0, 255, 0],
      [0, 0, 255],
    ]);
  });

  test('labels stand above, and pictures below stay whole', async () => {
    const picture = plain(64, 64, 200, 30, 30);
    const bare = await drawSheet([[picture, picture]]);
    const labelled = await drawSheet([[picture, picture]], ['real', 'A <&> "b"']);
    const added = labelled.height - bare.height;
    // 0 on a machine without fonts.
    expect([0, 20]).toContain(added);
    const below = { ...bare, data: labelled.data.subarray((4 + added) * labelled.width * 3) };
    expect(farthest(below, { ...bare, data: bare.data.subarray(4 * bare.width * 3) })).toBe(0);
    const narrow = await drawSheet([[plain(16, 16, 0, 0, 0)]], ['translated']);
    expect(narrow.width).toBe(24);
  });

  test('need a picture', async () => {
    await expect(drawSheet([])).rejects.toThrow(RangeError);
    await expect(drawSheet([[]])).rejects.toThrow(RangeError);
  });
});

describe('work side by side', () => {
  test('keeps the order and the limit', async () => {
    let running = 0;
    let most = 0;
    const results = await inParallel([5, 1, 3, 0, 2, 4], 3, async (item) => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, item));
      running--;
      return item * 2;
    });
    expect([results, most]).toEqual([[10, 2, 6, 0, 4, 8], 3]);
  });

  test('ends with the first error, after what was begun', async () => {
    const begun: number[] = [];
    const work = async (item: number): Promise<void> => {
      begun.push(item);
      await Promise.resolve();
      if (item === 1) throw new Error('one');
    };
    await expect(inParallel([0, 1, 2, 3, 4, 5, 6, 7], 2, work)).rejects.toThrow('one');
    expect(begun.length).toBeLessThan(6);
    expect(await inParallel([], 2, work)).toEqual([]);
  });
});
