import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import type { RecastError } from '../../shared/errors/index.ts';
import { decodePicture, unreadableReason } from './decode.ts';
import type { DecodeOptions } from './decode.ts';
import { sharp } from './sharp.ts';
import { asSharp, at, farthest, paint, plain, temporaryFolders, writeHollowPng, writePng } from './testing/pictures.ts';

const temporary = temporaryFolders();
const white = { background: 'white' } as const;

/** Left red, right blue, the top row green: shows turns and mirrors. */
const flag = paint(24, 16, (x, y) => (y < 4 ? [0, 160, 0] : x < 12 ? [220, 30, 20] : [20, 40, 200]));

const reasonOf = async (path: string, options: DecodeOptions = white): Promise<string | null> => {
  const error: unknown = await decodePicture(path, options).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return unreadableReason(error);
};

describe('formats', () => {
  test.each(['png', 'jpeg', 'webp', 'gif', 'tiff', 'avif'] as const)('%s, whatever the name says', async (format) => {
    const path = join(temporary(), 'a.png');
    await asSharp(flag).toFormat(format, { quality: 100 }).toFile(path);
    const pixels = await decodePicture(path, white);
    expect([pixels.width, pixels.height]).toEqual([24, 16]);
    for (const [x, y] of [
      [4, 10],
      [20, 10],
      [4, 1],
    ]) {
      const difference = at(pixels, x, y).map((value, i) => Math.abs(value - at(flag, x, y)[i]));
      expect(Math.max(...difference)).toBeLessThan(12);
    }
  });

  test('svg is drawn at the size that is asked for, not enlarged', async () => {
    const path = join(temporary(), 'a.svg');
    writeFileSync(path, '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="4" height="8" fill="#f00"/></svg>');
    const pixels = await decodePicture(path, { ...white, scale: () => ({ width: 80, height: 80 }) });
    expect([pixels.width, pixels.height]).toEqual([80, 80]);
    expect([at(pixels, 39, 40), at(pixels, 40, 40)]).toEqual([
      [255, 0, 0],
      [255, 255, 255],
    ]);
  });

  test('the first frame of an animation', async () => {
    const path = join(temporary(), 'a.gif');
    const frames = paint(8, 16, (_, y) => (y < 8 ? [255, 0, 0] : [0, 0, 255]));
    await sharp(frames.data, { raw: { width: 8, height: 16, channels: 3, pageHeight: 8 } })
      .gif({ delay: [100, 100] })
      .toFile(path);
    expect((await sharp(path).metadata()).pages).toBe(2);
    const pixels = await decodePicture(path, white);
    expect([pixels.height, at(pixels, 3, 3)]).toEqual([8, [255, 0, 0]]);
  });
});

describe('colours become 8-bit sRGB', () => {
  const red = plain(9, 9, 200, 40, 20);

  test.each([
    ['16 bits', () => asSharp(red).toColourspace('rgb16').png(), [200, 40, 20], 1],
    ['a palette', () => asSharp(red).png({ palette: true }), [200, 40, 20], 1],
    ['grey', () => asSharp(red).greyscale().png(), [104, 104, 104], 1],
    ['grey of 16 bits', () => asSharp(red).toColourspace('grey16').tiff(), [104, 104, 104], 1],
    ['CMYK as jpeg', () => asSharp(red).toColourspace('cmyk').jpeg({ quality: 100 }), [200, 40, 20], 25],
    ['CMYK as tiff', () => asSharp(red).toColourspace('cmyk').tiff(), [200, 40, 20], 25],
    ['a wide-gamut profile', () => asSharp(red).withIccProfile('p3').png(), [200, 40, 20], 2],
  ])('from %s', async (_, write, colour, tolerance) => {
    const path = join(temporary(), 'a.png');
    await write().toFile(path);
    const found = at(await decodePicture(path, white), 4, 4);
    for (const [i, value] of found.entries()) expect(Math.abs(value - colour[i])).toBeLessThanOrEqual(tolerance);
  });

  test('the profile is what makes the wide-gamut picture right', async () => {
    const path = join(temporary(), 'a.png');
    await asSharp(red).withIccProfile('p3').png().toFile(path);
    const stored = await sharp(path, { ignoreIcc: true }).raw().toBuffer();
    expect(stored[0]).toBeLessThan(195);
  });
});

test('all eight EXIF orientations stand upright, scaled or not', async () => {
  const folder = temporary();
  const quadrants = paint(16, 24, (x, y) => (y < 12 ? (x < 8 ? [255, 0, 0] : [0, 255, 0]) : x < 8 ? [0, 0, 255] : [255, 255, 0]));
  for (let orientation = 1; orientation <= 8; orientation++) {
    // The reverse of what a viewer does: turned sides need the transposed picture.
    const turns: Record<number, (picture: Sharp) => Sharp> = {
      1: (p) => p,
      2: (p) => p.flop(),
      3: (p) => p.rotate(180),
      4: (p) => p.flip(),
      5: (p) => p.flop().rotate(270),
      6: (p) => p.rotate(270),
      7: (p) => p.flop().rotate(90),
      8: (p) => p.rotate(90),
    };
    const path = join(folder, `${orientation}.jpg`);
    const turned = await turns[orientation](asSharp(quadrants)).png().toBuffer();
    await sharp(turned).withMetadata({ orientation }).jpeg({ quality: 100, chromaSubsampling: '4:4:4' }).toFile(path);
    for (const scale of [undefined, () => ({ width: 32, height: 48 })]) {
      const pixels = await decodePicture(path, { ...white, scale });
      const [x, y] = [pixels.width / 4, pixels.height / 4];
      const corners = [at(pixels, x, y), at(pixels, 3 * x, y), at(pixels, x, 3 * y), at(pixels, 3 * x, 3 * y)];
      expect(corners.map((corner) => corner.map((value) => (value > 127 ? 1 : 0)).join(''))).toEqual(['100', '010', '001', '110']);
      expect(pixels.height).toBe(pixels.width * 1.5);
    }
  }
});

describe('transparent pictures', () => {
  /** Left half opaque red, right half clear (with green underneath, which must not show). */
  async function half(): Promise<string> {
    const path = join(temporary(), 'a.png');
    const rgba = Buffer.alloc(16 * 8 * 4);
    for (let i = 0; i < 16 * 8; i++) rgba.set(i % 16 < 8 ? [200, 10, 20, 255] : [0, 255, 0, 0], i * 4);
    await sharp(rgba, { raw: { width: 16, height: 8, channels: 4 } })
      .png()
      .toFile(path);
    return path;
  }

  test.each([
    ['white', [255, 255, 255]],
    ['black', [0, 0, 0]],
    ['mean', [200, 10, 20]],
  ] as const)('over %s', async (background, colour) => {
    const path = await half();
    for (const scale of [undefined, () => ({ width: 32, height: 16 })]) {
      const pixels = await decodePicture(path, { background, scale });
      expect(at(pixels, 1, 1)).toEqual([200, 10, 20]);
      // Scaling with an edge to transparency rounds twice.
      for (const [i, value] of at(pixels, pixels.width - 2, 1).entries()) expect(Math.abs(value - colour[i])).toBeLessThanOrEqual(1);
    }
  });

  test('half opacity is half of each, and green that is not there never shines through', async () => {
    const path = await half();
    const pixels = await decodePicture(path, { background: 'black', scale: () => ({ width: 5, height: 5 }) });
    const middle = at(pixels, 2, 2);
    expect(middle[0]).toBeGreaterThan(60);
    expect(middle[0]).toBeLessThan(140);
    expect(middle[1]).toBeLessThan(20);
  });

  test('a picture without anything opaque is white under the mean', async () => {
    const path = join(temporary(), 'a.webp');
    await sharp({ create: { width: 4, height: 4, channels: 4, background: { r: 9, g: 9, b: 9, alpha: 0 } } })
      .png()
      .toFile(path);
    expect(at(await decodePicture(path, { background: 'mean' }), 1, 1)).toEqual([255, 255, 255]);
  });
});

describe('what is refused, and why', () => {
  test.each(['png', 'jpeg', 'webp', 'gif', 'tiff', 'avif'] as const)('a %s that is cut off', async (format) => {
    const folder = temporary();
    const noise = paint(80, 60, (x, y) => [(x * 73 + y * 31) % 256, (x * x + y) % 256, (y * 57) % 256]);
    const whole = join(folder, `whole.${format}`);
    await asSharp(noise).toFormat(format).toFile(whole);
    const bytes = readFileSync(whole);
    const path = join(folder, `cut.${format}`);
    writeFileSync(path, bytes.subarray(0, Math.floor(bytes.length * 0.6)));
    for (const scale of [undefined, () => ({ width: 10, height: 10 })]) {
      const reason = await reasonOf(path, { ...white, scale });
      expect(reason).toMatch(/^it is cut off or damaged \(.+\)$/);
      expect(reason).not.toContain('\n');
      expect(reason).not.toContain(folder);
    }
  });

  test('text named .png, an empty file, a file that is not there, a folder, HEIC', async () => {
    const folder = temporary();
    const file = (name: string, content: string): string => {
      writeFileSync(join(folder, name), content, 'latin1');
      return join(folder, name);
    };
    expect(await reasonOf(file('text.png', 'hello, I am text'))).toBe('it holds no picture, whatever its name says');
    expect(await reasonOf(file('empty.png', ''))).toBe('it is empty');
    expect(await reasonOf(join(folder, 'gone.png'))).toBe('it is not there any more');
    expect(await reasonOf(folder)).toBe('it is not a plain file');
    expect(await reasonOf(file('a.jpg', '\0\0\0\x18ftypheic\0\0\0\0'))).toContain('HEIC');
    const zipped = 'PK\x03\x04' + '\0'.repeat(26);
    for (const layers of ['8BPS\0\x01', 'gimp xcf v011', `${zipped}mimetypeimage/openraster`])
      expect(await reasonOf(file('layers.png', layers))).toContain('layers');
    expect(await reasonOf(file('text.png', `${zipped}word/document.xml`))).toContain('no picture');
    expect(await reasonOf(file('page.svg', '<html><p>no drawing</html>'))).toMatch(/damaged|no picture/);
  });

  test('the error names the file and says what to do', async () => {
    const path = join(temporary(), 'größe 1.png');
    writeFileSync(path, 'text');
    const error: unknown = await decodePicture(path, white).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'PICTURE_UNREADABLE', message: `${path} cannot be used: it holds no picture, whatever its name says.` });
    expect((error as RecastError).remedy).toContain('leave it out');
  });

  test('a bomb of 60,000 x 60,000 is refused by its header', async () => {
    const path = writeHollowPng(join(temporary(), 'bomb.png'), 60_000, 60_000, 10, 8);
    expect(await reasonOf(path)).toContain('60,000 x 60,000');
    expect(await reasonOf(path, { ...white, scale: () => ({ width: 64, height: 64 }) })).toContain('400 million');
  });

  test('20,000 x 20,000 pixels can be trained on in little memory, and are too many to be kept whole', async () => {
    const path = writeHollowPng(join(temporary(), 'large.png'), 20_000, 20_000, 20_000, 1);
    expect(await reasonOf(path)).toContain('100 million');
    const before = process.resourceUsage().maxRSS;
    const pixels = await decodePicture(path, { ...white, scale: () => ({ width: 71, height: 71 }) });
    expect(farthest(pixels, plain(71, 71, 0, 0, 0))).toBe(0);
    expect(process.resourceUsage().maxRSS - before).toBeLessThan(200_000);
  });

  test('what `scale` refuses', async () => {
    const path = await writePng(join(temporary(), 'a.png'), flag);
    expect(await reasonOf(path, { ...white, scale: (width, height) => `it has ${width} x ${height}` })).toBe('it has 24 x 16');
  });
});

test('a picture of one pixel', async () => {
  const path = await writePng(join(temporary(), '1.png'), plain(1, 1, 9, 8, 7));
  expect([...(await decodePicture(path, white)).data]).toEqual([9, 8, 7]);
  const scaled = await decodePicture(path, { ...white, scale: () => ({ width: 30, height: 30 }) });
  expect(farthest(scaled, plain(30, 30, 9, 8, 7))).toBe(0);
});
