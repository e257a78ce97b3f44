import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ColouringPoint } from '../../../../../shared/scores.ts';
import { scoredHints } from '../../../../../shared/scores.ts';
import { decodePicture } from '../../../../data/decode.ts';
import { isGrey } from '../../../../data/grey.ts';
import { psnr } from '../../../../data/quality/psnr.ts';
import { rasterize } from '../../../../data/rasterize.ts';
import type { EmojiPair } from '../../../../studio/sample/emoji.ts';
import { emojiPairs, isColoured, lineArtOf } from '../../../../studio/sample/emoji.ts';
import { heldOutPairs, sampleSize } from '../../../../studio/sample/pictures.ts';
import { prepareSketches } from './pictures.ts';
import { colouringText, isBetter } from './report.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recast-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('the sketches of the demo are pairs by name: a drawing without colour, and the same with it', async () => {
  const some = (await emojiPairs()).slice(0, heldOutPairs + 40);
  const { folders, heldOut, leftOut } = await prepareSketches(folder, some, () => undefined);
  const names = await readdir(folders.images);
  expect(names).toHaveLength(some.length - leftOut);
  expect(await readdir(folders.sketches)).toEqual(names);
  expect(heldOut.images).toHaveLength(heldOutPairs);
  const read = async (path: string): Promise<boolean> => isGrey(await decodePicture(path, { background: 'white' }));
  expect(await Promise.all(heldOut.sketches.slice(0, 8).map(read))).toEqual(new Array(8).fill(true));
  expect((await Promise.all(heldOut.images.slice(0, 8).map(read))).filter(Boolean).length).toBeLessThan(4);

  let drawn = 0;
  await prepareSketches(folder, some, () => drawn++);
  expect(drawn).toBe(0);
});

it('emoji that are nothing but their lines are left out, and no others', async () => {
  const some = (await emojiPairs()).slice(0, 60);
  const alike = async (pair: EmojiPair): Promise<boolean> =>
    psnr(await rasterize(pair.openmoji, sampleSize), await rasterize(lineArtOf(pair), sampleSize)) > 40;
  const [coloured, same] = [await Promise.all(some.map(isColoured)), await Promise.all(some.map(alike))];
  expect(coloured).toEqual(same.map((value) => !value));
  expect([coloured.includes(true), coloured.includes(false)]).toEqual([true, true]);
});

describe('the verdict', () => {
  const points = (change: Partial<ColouringPoint> = {}): ColouringPoint[] =>
    scoredHints.map((hints, i) => ({ hints, network: { value: 20 + i, error: 0.5 }, none: 19, mean: 12, nearest: 12 + i, ...(hints === 20 && change) }));

  it('holds only where the colourist beats all that needs no network, and more hints make it better', () => {
    expect(isBetter(points())).toBe(true);
    expect(isBetter(points({ nearest: 26 }))).toBe(false);
    expect(isBetter(points({ network: { value: 23, error: 0.5 } }))).toBe(false);
  });

  it('says so where it fell short', () => {
    const result = { type: 'colouringDemo' as const, runId: 'r1', step: 100, pictures: 100, psnr: points(), following: null, better: true, sheet: null };
    expect(colouringText(result, 100)).toContain('nearer than each of them at every number of hints');
    expect(colouringText({ ...result, better: false }, 100)).toContain('not yet nearer');
    const following = { pictures: 88, followed: { value: 0.62, error: 0.04 }, untold: 0.01, inside: 0.9, insideOfAll: 0.15 };
    expect(colouringText({ ...result, following }, 100)).toContain(
      '62 +- 4 % of the area takes its hue (1 % without the hint); of all that takes it because of the hint, 90 %',
    );
    expect(colouringText({ ...result, following: { ...following, inside: null } }, 100)).toContain('nothing takes it');
    expect(colouringText(result, 100)).toMatch(/20\s+25\.0 \+- 0\.5\s+19\.0\s+12\.0\s+17\.0/);
  });
});
