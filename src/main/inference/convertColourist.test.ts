import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { colorizationSchema } from '../../shared/architectures/colorization.ts';
import { writeCheckpoint } from '../checkpoints/checkpoint.ts';
import { decodePicture } from '../data/decode.ts';
import { rgbToLab } from '../data/lab.ts';
import { sharp } from '../data/sharp.ts';
import { Random } from '../engine/random.ts';
import { colorization } from '../models/colorization/index.ts';
import { convert } from './testing/convert.ts';
import { taskOf, temporaryFolder, writeSpots } from './testing/tiny.ts';

let home: Awaited<ReturnType<typeof temporaryFolder>>;
const folderOf = (name: string): string => join(home.path, name);

/** A real colourist of 4 channels with random weights, as a checkpoint. Gives its folder. */
async function tinyColourist(mode: 'photo' | 'sketch'): Promise<string> {
  const settings = colorizationSchema.parse({ mode, size: 32, width: 4, initGain: 0.3 });
  const description = { architecture: 'colorize', settings, seed: 1, step: 1, epoch: 0, losses: {}, batches: null, pools: {} };
  const parameters = colorization.initialize(settings, Random.fromSeed(1));
  return (await writeCheckpoint(folderOf(mode), { description, tree: colorization.recipe(settings).parameters, parameters, optimizer: {}, pools: {} })).folder;
}

const colouring = async (mode: 'photo' | 'sketch', output: string, tilePixels = 0): ReturnType<typeof convert> =>
  convert(taskOf({ checkpointFolder: await tinyColourist(mode), input: folderOf('in'), output: folderOf(output), direction: 'colorize', tilePixels }));

beforeAll(async () => {
  home = await temporaryFolder();
  await mkdir(folderOf('in'));
  const drawing = { create: { width: 30, height: 22, channels: 4 as const, background: { r: 90, g: 90, b: 90, alpha: 0.4 } } };
  await writeSpots(join(folderOf('in'), 'dot.png'), 1, 1);
  await writeSpots(join(folderOf('in'), 'wide.png'), 150, 41);
  await sharp(drawing)
    .png()
    .toFile(join(folderOf('in'), 'transparent.png'));
  await sharp(drawing)
    .toColourspace('b-w')
    .png()
    .toFile(join(folderOf('in'), 'grey-alpha.png'));
  await sharp(drawing)
    .flatten()
    .toColourspace('cmyk')
    .jpeg()
    .toFile(join(folderOf('in'), 'cmyk.jpg'));
});
afterAll(() => home[Symbol.asyncDispose]());

const names = ['cmyk.jpg', 'dot.png', 'grey-alpha.png', 'transparent.png', 'wide.png'];

it.each(['photo', 'sketch'] as const)('a colourist of %s mode colours any picture at its own size', async (mode) => {
  const { result, outcomes } = await colouring(mode, `out-${mode}`);
  expect(outcomes).toEqual(Object.fromEntries(names.map((name) => [name, 'written'])));
  expect(result).toMatchObject({ written: names.length, failed: 0 });
  for (const name of names) {
    const before = await decodePicture(join(folderOf('in'), name), { background: 'white' });
    const after = await decodePicture(join(folderOf(`out-${mode}`), name), { background: 'white' });
    expect([name, after.width, after.height]).toEqual([name, before.width, before.height]);
  }
});

it('photo mode keeps the lightness of the picture where sRGB has the colour', async () => {
  await colouring('photo', 'light');
  const [before, after] = await Promise.all(['in', 'light'].map((name) => decodePicture(join(folderOf(name), 'wide.png'), { background: 'white' })));
  const [was, is] = [rgbToLab(before), rgbToLab(after)];
  const shown = Array.from({ length: was.length / 3 }, (_, pixel) => pixel).filter((pixel) =>
    after.data.subarray(3 * pixel, 3 * pixel + 3).every((value) => value > 0 && value < 255),
  );
  expect(shown.length).toBeGreaterThan(100);
  for (const pixel of shown) expect(Math.abs(was[3 * pixel] - is[3 * pixel])).toBeLessThan(1);
});

it('is the same twice, and in tiles nearly as in one piece', async () => {
  await colouring('photo', 'whole');
  await colouring('photo', 'again');
  await colouring('photo', 'tiles', 128);
  const read = (output: string) => decodePicture(join(folderOf(output), 'wide.png'), { background: 'white' });
  const [whole, again, tiles] = await Promise.all([read('whole'), read('again'), read('tiles')]);
  expect(again.data).toEqual(whole.data);
  const mean = tiles.data.reduce((sum, value, i) => sum + Math.abs(value - whole.data[i]), 0) / whole.data.length;
  expect(mean).toBeLessThan(1);
});
