import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { afterEach } from 'vitest';
import type { Sharp } from 'sharp';
import type { Pixels } from '../pixels.ts';
import { sharp } from '../sharp.ts';

/** A function that makes folders which are gone after each test. */
export function temporaryFolders(): () => string {
  const made: string[] = [];
  afterEach(() => {
    for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
  });
  return () => {
    const folder = mkdtempSync(join(tmpdir(), 'recast-'));
    made.push(folder);
    return folder;
  };
}

/** Pixels from a function of the place. */
export function paint(width: number, height: number, colour: (x: number, y: number) => readonly [number, number, number]): Pixels {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data.set(colour(x, y), (y * width + x) * 3);
  return { width, height, data };
}

/** One colour all over. */
export const plain = (width: number, height: number, ...colour: [number, number, number]): Pixels => paint(width, height, () => colour);

/** Pixels for sharp to write in any way. */
export const asSharp = ({ width, height, data }: Pixels): Sharp => sharp(data, { raw: { width, height, channels: 3 } });

/** Writes pixels as png, folders included, and gives the path. */
export async function writePng(path: string, pixels: Pixels): Promise<string> {
  mkdirSync(dirname(path), { recursive: true });
  await asSharp(pixels).png({ compressionLevel: 1 }).toFile(path);
  return path;
}

/** Writes `count` small pictures, each of a colour of its own, named 1.png, 2.png ... */
export async function writePngs(folder: string, count: number, size = 12): Promise<void> {
  for (let i = 1; i <= count; i++) await writePng(join(folder, `${i}.png`), plain(size, size, i, 255 - i, (i * 7) % 256));
}

/** A png of zeros with any claimed size: `rows` of them are really there. */
export function writeHollowPng(path: string, width: number, height: number, rows: number, bits: 1 | 8): string {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = bits;
  const zeros = deflateSync(Buffer.alloc(rows * (1 + Math.ceil((width * bits) / 8))), { level: 1 });
  writeFileSync(path, Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), chunk('IDAT', zeros), chunk('IEND', Buffer.alloc(0))]));
  return path;
}

/** The colour at a place. */
export function at({ width, data }: Pixels, x: number, y: number): number[] {
  return [...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3)];
}

/** The largest difference between two pictures of one size, in bytes. */
export function farthest(one: Pixels, other: Pixels): number {
  return one.data.reduce((most, value, i) => Math.max(most, Math.abs(value - other.data[i])), 0);
}
