import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { encodePicture } from '../data/encode.ts';
import type { Pixels } from '../data/pixels.ts';
import { Random } from '../engine/random.ts';

/** A made-up photo: waves of colour under a little grain, so that files are about as large as real ones. */
function makePicture(size: number, random: Random): Pixels {
  const waves = Array.from({ length: 3 }, () => ({ across: 8 * random.uniform(), down: 8 * random.uniform(), phase: 6 * random.uniform() }));
  const grain = Float32Array.from({ length: 4099 }, () => 16 * (random.uniform() - 0.5));
  const data = new Uint8ClampedArray(size * size * 3);
  for (let i = 0; i < data.length; i++) {
    const { across, down, phase } = waves[i % 3];
    const pixel = Math.floor(i / 3);
    data[i] = 128 + 90 * Math.sin((across * (pixel % size) + down * Math.floor(pixel / size)) / size + phase) + grain[i % grain.length];
  }
  return { width: size, height: size, data: new Uint8Array(data.buffer) };
}

/** Fills a new folder with `count` png files of `size x size` pixels. */
export async function makePictures(folder: string, count: number, size: number, seed: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  const random = Random.fromSeed(seed);
  for (let i = 0; i < count; i++) await encodePicture(makePicture(size, random.split(i)), join(folder, `${i}.png`), { format: 'png', quality: 100 });
}
