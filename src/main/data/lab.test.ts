import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { colourFromLab, colourToLab } from '../../shared/colour/lab.ts';
import { labToRgb, rgbToLab } from './lab.ts';
import { farthest, paint, plain } from './testing/pictures.ts';

const headerSchema = z.record(z.string(), z.object({ dtype: z.literal('F32').optional(), data_offsets: z.tuple([z.number(), z.number()]).optional() }));

/** The tensors of the golden file, `[1, 3, 16, 16]` each, as made by the reference; `RECAST_GOLDEN` names another folder of such files. */
function golden(): (name: string) => Float32Array {
  const path = join(process.env.RECAST_GOLDEN ?? join(import.meta.dirname, 'golden'), 'lab-colour.safetensors');
  const bytes = readFileSync(path);
  const start = 8 + Number(bytes.readBigUInt64LE(0));
  const header = headerSchema.parse(JSON.parse(bytes.toString('utf8', 8, start)));
  return (name) => {
    const [from, to] = header[name].data_offsets ?? [0, 0];
    return new Float32Array(Uint8Array.from(bytes.subarray(start + from, start + to)).buffer);
  };
}

test('agrees with the reference, there and back', () => {
  const tensor = golden();
  const [rgb, scaled, again] = [tensor('rgb'), tensor('lab_scaled'), tensor('rgb_again')];
  const count = rgb.length / 3;
  expect(count).toBeGreaterThan(0);
  for (let i = 0; i < count; i++) {
    const [lightness, a, b] = colourToLab(rgb[i], rgb[count + i], rgb[2 * count + i]);
    expect(Math.abs((lightness - 50) / 100 - scaled[i])).toBeLessThan(1e-5);
    expect(Math.abs(a / 110 - scaled[count + i])).toBeLessThan(1e-5);
    expect(Math.abs(b / 110 - scaled[2 * count + i])).toBeLessThan(1e-5);
    const back = colourFromLab(scaled[i] * 100 + 50, scaled[count + i] * 110, scaled[2 * count + i] * 110);
    for (const [channel, value] of back.entries()) expect(Math.abs(value - again[channel * count + i])).toBeLessThan(1e-5);
  }
});

test('known colours', () => {
  const near = (found: ArrayLike<number>, wanted: readonly number[]): void => wanted.forEach((value, i) => expect(found[i]).toBeCloseTo(value, 1));
  near(rgbToLab(plain(1, 1, 255, 255, 255)), [100, 0, 0]);
  near(rgbToLab(plain(1, 1, 0, 0, 0)), [0, 0, 0]);
  near(rgbToLab(plain(1, 1, 255, 0, 0)), [53.2, 80.1, 67.2]);
  near(rgbToLab(plain(1, 1, 0, 0, 255)), [32.3, 79.2, -107.9]);
});

test('every byte comes back', () => {
  const picture = paint(64, 64, (x, y) => [x * 4 + (y % 4), y * 4, (x * y) % 256]);
  expect(farthest(labToRgb(rgbToLab(picture), 64, 64), picture)).toBe(0);
  expect(() => labToRgb(new Float32Array(5), 1, 2)).toThrow(RangeError);
});

test('what sRGB cannot show is clipped', () => {
  for (const value of colourFromLab(50, 200, -200)) {
    expect(value).toBeGreaterThanOrEqual(0);
    expect(value).toBeLessThanOrEqual(1);
  }
});
