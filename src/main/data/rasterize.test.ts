import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Pixels } from './pixels.ts';
import { rasterize } from './rasterize.ts';

let folder: string;
let drawing: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recast-'));
  drawing = join(folder, 'square.svg');
  // A red square with a quarter of the drawing free on every side.
  await writeFile(drawing, '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect x="2" y="2" width="4" height="4" fill="red"/></svg>');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Columns of the middle row that are red. */
const redColumns = ({ width, height, data }: Pixels): number[] =>
  Array.from({ length: width }, (_, x) => x).filter((x) => data[3 * (width * (height / 2) + x) + 1] < 128 && data[3 * (width * (height / 2) + x)] === 255);

it('draws a vector file sharply at any size, over white', async () => {
  const pixels = await rasterize(drawing, 32);
  expect([pixels.width, pixels.height, pixels.data.length]).toEqual([32, 32, 3 * 32 * 32]);
  expect([...pixels.data.subarray(0, 3)]).toEqual([255, 255, 255]);
  expect(redColumns(pixels)).toEqual(Array.from({ length: 16 }, (_, index) => 8 + index));
});

it('adds or cuts a margin', async () => {
  expect(redColumns(await rasterize(drawing, 32, 8))).toEqual(Array.from({ length: 8 }, (_, index) => 12 + index));
  expect(redColumns(await rasterize(drawing, 32, -8))).toEqual(Array.from({ length: 24 }, (_, index) => 4 + index));
});
