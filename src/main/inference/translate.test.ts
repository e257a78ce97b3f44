import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cycleganSchema } from '../../shared/architectures/cyclegan.ts';
import type { Pixels } from '../data/pixels.ts';
import { openExecutor } from '../engine/executors.ts';
import type { HostTensors } from '../engine/program.ts';
import { Random } from '../engine/random.ts';
import { createReferenceExecutor } from '../engine/reference/referenceExecutor.ts';
import { thisMachine } from '../machine.ts';
import type { Translator } from '../models/architecture.ts';
import { architectures } from '../models/index.ts';
import { window } from './reframe.ts';
import type { Sizes } from './testing/blur.ts';
import { blurTranslator, blurWeights, identityWeights } from './testing/blur.ts';
import { planTiles } from './tiles.ts';
import { openTranslator } from './translate.ts';

function noise(width: number, height: number, seed = 1): Pixels {
  const random = Random.fromSeed(seed);
  return { width, height, data: Uint8Array.from({ length: width * height * 3 }, () => random.integer(256)) };
}

async function open(translator: Translator, parameters: HostTensors, tilePixels = 0) {
  return openTranslator({ executor: await createReferenceExecutor(), translator, parameters, tilePixels });
}

const farthest = (one: Uint8Array, other: Uint8Array): number => one.reduce((most, value, i) => Math.max(most, Math.abs(value - other[i])), 0);

const columnMean = ({ width, height, data }: Pixels, x: number): number => {
  let sum = 0;
  for (let y = 0; y < height; y++) sum += data[(y * width + x) * 3];
  return sum / height;
};

/** Brightness that swells and fades from left to right, which a norm takes away from each tile in another way, under waves from top to bottom. */
function swelling(width: number, height: number): Pixels {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const x = Math.floor(i / 3) % width;
    const y = Math.floor(i / 3 / width);
    return 128 + 30 * Math.sin(x / 150) + 60 * Math.sin(y / 3);
  });
  return { width, height, data };
}

/** The steps between the means of neighbouring columns. */
const columnSteps = (picture: Pixels): number[] => {
  const means = Array.from({ length: picture.width }, (_, x) => columnMean(picture, x));
  return means.slice(1).map((mean, x) => Math.abs(mean - means[x]));
};

/** The largest of them: a seam stands out from all others. */
const steepest = (picture: Pixels): number => Math.max(...columnSteps(picture));

describe('openTranslator', () => {
  it('gives back pictures of any size, pixel by pixel in place', async () => {
    const session = await open(blurTranslator(), identityWeights());
    const size = fc.integer({ min: 1, max: 40 });
    await fc.assert(
      fc.asyncProperty(size, size, async (width, height) => {
        const picture = noise(width, height);
        expect(await session.translate(picture)).toEqual(picture);
      }),
      {
        numRuns: 25,
        examples: [
          [1, 1],
          [17, 33],
          [1, 40],
        ],
      },
    );
    await session.dispose();
  });

  it('gives the network what a mirror shows beyond the edge, not a border', async () => {
    const session = await open(blurTranslator(), blurWeights());
    const even: Pixels = { width: 17, height: 9, data: new Uint8Array(17 * 9 * 3).fill(200) };
    expect(await session.translate(even)).toEqual(even);
    await session.dispose();
  });

  it('makes one program for each size and uses it again', async () => {
    const sizes: Sizes = new Map();
    const session = await open(blurTranslator(sizes), identityWeights());
    sizes.clear();
    for (const [width, height] of [
      [30, 20],
      [20, 30],
      [30, 20],
      [29, 18],
      [20, 30],
    ])
      await session.translate(noise(width, height));
    expect([...sizes]).toEqual([
      ['32x20', 1],
      ['20x32', 1],
    ]);
    await session.dispose();
  });
});

describe('tiles', () => {
  it('are without effect where the network looks no farther than the overlap', async () => {
    const picture = noise(150, 93);
    const whole = await open(blurTranslator(), blurWeights());
    const tiled = await open(blurTranslator(), blurWeights(), 64 * 64);
    expect(farthest((await tiled.translate(picture)).data, (await whole.translate(picture)).data)).toBeLessThanOrEqual(1);
    await whole.dispose();
    await tiled.dispose();
  });

  it('stay within the limit and share one program', async () => {
    const sizes: Sizes = new Map();
    const session = await open(blurTranslator(sizes), identityWeights(), 32 * 32);
    sizes.clear();
    const picture = noise(131, 70);
    expect(await session.translate(picture)).toEqual(picture);
    expect(sizes.size).toBe(1);
    const [width, height] = [...sizes.keys()][0].split('x').map(Number);
    expect(width * height).toBeLessThanOrEqual(32 * 32);
    await session.dispose();
  });

  it('show no seam where every tile has statistics of its own', async () => {
    const picture = swelling(1024, 32);
    const whole = await open(blurTranslator(new Map(), true), blurWeights());
    const tiled = await open(blurTranslator(new Map(), true), blurWeights(), 360 * 32);
    const [smooth, blended] = [await whole.translate(picture), await tiled.translate(picture)];
    // What neighbouring tiles would show side by side, joined in the middle without an overlap.
    const [left, right] = [await whole.translate(window(picture, 152, 0, 360, 32)), await whole.translate(window(picture, 512, 0, 360, 32))];
    await whole.dispose();
    await tiled.dispose();
    const cut = Math.abs(columnMean(right, 0) - columnMean(left, 359));
    expect(cut).toBeGreaterThan(20);
    expect(steepest(blended)).toBeLessThan(cut / 10);
    // Of 255: no more than the picture itself has anywhere, but for what no eye sees.
    expect(steepest(blended)).toBeLessThan(steepest(smooth) + 1);
  });
});

describe('a real network', () => {
  it('shows no more of a step where tiles meet than elsewhere', async () => {
    const settings = cycleganSchema.parse({ size: 64, ngf: 4, blocks: 2, initGain: 0.05 });
    const translator = architectures.cyclegan.translators(settings)['a2b'];
    const parameters = architectures.cyclegan.initialize(settings, Random.fromSeed(5));
    const executor = await openExecutor({ executor: 'onnx', device: 'cpu', threads: 1, precision: 'fast', memory: 'normal' }, thisMachine);
    const needs = { width: 640, height: 96, tilePixels: 256 * 96 };
    const session = await openTranslator({ executor, translator, parameters, tilePixels: needs.tilePixels });
    const translated = await session.translate(swelling(needs.width, needs.height));
    await session.dispose();
    const { columns, tileWidth } = planTiles({ ...needs, ...translator });
    const joints = columns.slice(1).map(({ start }, i) => [start, columns[i].start + tileWidth]);
    expect(joints.length).toBeGreaterThan(0);
    const isJoint = (_: number, x: number): boolean => joints.some(([from, to]) => x >= from && x < to);
    const steps = columnSteps(translated);
    const elsewhere = steps.filter((step, x) => !isJoint(step, x));
    expect(Math.max(...steps.filter(isJoint))).toBeLessThan(Math.max(...elsewhere));
  });
});
