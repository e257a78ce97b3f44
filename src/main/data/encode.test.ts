import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { decodePicture } from './decode.ts';
import { encodeMoving, encodePicture, readProvenance } from './encode.ts';
import { sharp } from './sharp.ts';
import { asSharp, farthest, paint, plain, temporaryFolders } from './testing/pictures.ts';

const temporary = temporaryFolders();
const formats = ['png', 'jpeg', 'webp', 'avif'] as const;
const picture = paint(40, 24, (x, y) => [x * 6, y * 10, 128]);
const provenance = {
  program: 'Recast Studio 0.1.0',
  model: '고양이 → "Łódź" <&> \'x\' 🐈',
  checkpoint: 'ab12',
  direction: 'a2b',
  step: 1200,
  tiles: null,
  sheet: true,
};

describe.each(formats)('%s', (format) => {
  test('gives back its pixels, in sRGB with its profile', async () => {
    const path = join(temporary(), `a.${format}`);
    await encodePicture(picture, path, { format, quality: 95 });
    const tolerance = { png: 0, jpeg: 6, webp: 14, avif: 8 }[format];
    const decoded = await decodePicture(path, { background: 'white' });
    expect([decoded.width, decoded.height]).toEqual([40, 24]);
    expect(farthest(decoded, picture)).toBeLessThanOrEqual(tolerance);
    const metadata = await sharp(path).metadata();
    expect([metadata.format, metadata.space, metadata.depth, metadata.hasAlpha]).toEqual([format === 'avif' ? 'heif' : format, 'srgb', 'uchar', false]);
    expect(metadata.icc?.toString('latin1').replaceAll('\0', '')).toContain('sRGB');
    expect(await readProvenance(path)).toBeNull();
  });

  test('carries its provenance, in any script', async () => {
    const path = join(temporary(), `날짜 ü.${format}`);
    await encodePicture(picture, path, { format, quality: 80, provenance });
    expect(await readProvenance(path)).toEqual(provenance);
    expect((await sharp(path).metadata()).exif?.toString('latin1')).toContain('Recast Studio');
  });
});

test('quality makes files smaller', async () => {
  const folder = temporary();
  const noise = paint(64, 64, (x, y) => [(x * 73 + y * 31) % 256, (x * x + y) % 256, (y * 57) % 256]);
  for (const format of ['jpeg', 'webp', 'avif'] as const) {
    const sizeAt = async (quality: number): Promise<number> => {
      const path = join(folder, `${quality}.${format}`);
      await encodePicture(noise, path, { format, quality });
      return readFileSync(path).length;
    };
    expect(await sizeAt(20)).toBeLessThan((await sizeAt(95)) * 0.7);
  }
});

test('any text comes back', async () => {
  const path = join(temporary(), 'a.png');
  const text = fc.string({ unit: 'binary', maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(
        text.filter((key) => key !== '__proto__'),
        text,
        { noNullPrototype: true, maxKeys: 3 },
      ),
      async (values) => {
        await encodePicture(plain(1, 1, 0, 0, 0), path, { format: 'png', quality: 100, provenance: values });
        expect(await readProvenance(path)).toEqual(values);
      },
    ),
    { numRuns: 20, examples: [[{ '\u0000\u0007\u007f\uffff': '\ufeff</recast:provenance>&#65;]]>' }]] },
  );
});

test('what other programs left in a file is no provenance', async () => {
  const folder = temporary();
  const path = join(folder, 'a.png');
  for (const inside of ['', '<recast:provenance>{"a":', '<recast:provenance>{"a":[1]}</recast:provenance>']) {
    await asSharp(picture).withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/">${inside}</x:xmpmeta>`).png().toFile(path);
    expect(await readProvenance(path)).toBeNull();
  }
  writeFileSync(join(folder, 'text.png'), 'text');
  expect(await readProvenance(join(folder, 'text.png'))).toBeNull();
  expect(await readProvenance(join(folder, 'none.png'))).toBeNull();
});

describe('what cannot be written leaves everything as it was', () => {
  const options = { format: 'png', quality: 100 } as const;

  test('a folder that is not there', async () => {
    const path = join(temporary(), 'none', 'a.png');
    await expect(encodePicture(picture, path, options)).rejects.toMatchObject({
      code: 'PICTURE_UNWRITABLE',
      message: `The picture ${path} cannot be written: its folder is not there.`,
    });
  });

  test('a place that is taken by a folder', async () => {
    const folder = temporary();
    await expect(encodePicture(picture, folder, options)).rejects.toMatchObject({ code: 'PICTURE_UNWRITABLE' });
    expect(readdirSync(folder)).toEqual([]);
  });

  test.skipIf(process.platform === 'win32')('a folder without rights', async () => {
    const folder = temporary();
    const path = join(folder, 'a.png');
    writeFileSync(path, 'before');
    chmodSync(folder, 0o555);
    const user = process.geteuid?.() ?? 0;
    if (user === 0) process.seteuid?.('nobody');
    try {
      await expect(encodePicture(picture, path, options)).rejects.toMatchObject({
        code: 'PICTURE_UNWRITABLE',
        details: { reason: 'writing there is not allowed' },
      });
    } finally {
      process.seteuid?.(user);
      chmodSync(folder, 0o755);
    }
    expect(readFileSync(path, 'utf8')).toBe('before');
    expect(readdirSync(folder)).toEqual(['a.png']);
  });

  test('more pixels a side than the format holds', async () => {
    const path = join(temporary(), 'a.webp');
    await expect(encodePicture(plain(16_384, 1, 0, 0, 0), path, { format: 'webp', quality: 80 })).rejects.toMatchObject({
      message: `The picture ${path} cannot be written: webp holds at most 16,383 pixels a side.`,
    });
    expect(existsSync(path)).toBe(false);
    await encodePicture(plain(16_384, 1, 0, 0, 0), path, { format: 'avif', quality: 80 });
  });

  test('and what can be written replaces the file that was there', async () => {
    const folder = temporary();
    const path = join(folder, 'a.png');
    writeFileSync(path, 'before');
    await encodePicture(picture, path, options);
    expect((await decodePicture(path, { background: 'white' })).width).toBe(40);
    expect(readdirSync(folder)).toEqual(['a.png']);
  });
});

describe.each(['webp', 'gif'] as const)('a %s that moves', (format) => {
  test('shows every picture so long, begins again at its end, and is there whole', async () => {
    const folder = temporary();
    const path = join(folder, `a.${format}`);
    const frames = [0, 80, 160, 240].map((tone) => paint(20, 12, (x) => [tone, x * 10, 255 - tone]));
    await encodeMoving(frames, path, { format, quality: 100, delay: 120, provenance });
    const { pages, pageHeight, width, delay, loop } = await sharp(path, { animated: true }).metadata();
    expect({ pages, pageHeight, width, delay, loop }).toEqual({ pages: 4, pageHeight: 12, width: 20, delay: [120, 120, 120, 120], loop: 0 });
    expect(await readProvenance(path)).toEqual(format === 'gif' ? null : provenance);
    expect(readdirSync(folder)).toEqual([`a.${format}`]);
    await expect(encodeMoving(frames, join(folder, 'none', 'a.webp'), { format, quality: 100, delay: 120 })).rejects.toMatchObject({
      code: 'PICTURE_UNWRITABLE',
    });
  });
});
