import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodePicture } from '../../../data/decode.ts';
import type { Pixels } from '../../../data/pixels.ts';
import { scoreDirection } from './compare.ts';
import { emojiPairs } from '../../../studio/sample/emoji.ts';
import { heldOutPairs, preparePictures, splitPairs } from '../../../studio/sample/pictures.ts';
import { demoSettings, startPace } from './plan.ts';
import { nearerText } from './report.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recast-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the emoji of the demo', async () => {
  const pairs = await emojiPairs();

  it('are those that both sets draw', () => {
    expect(pairs.length).toBeGreaterThan(1500);
    expect(pairs.every(({ noto, openmoji }) => existsSync(noto) && existsSync(openmoji))).toBe(true);
    expect(new Set(pairs.map(({ code }) => code)).size).toBe(pairs.length);
    const [grinning] = pairs.filter(({ code }) => code === '1F600');
    expect(grinning.name).toBe('GRINNING FACE');
  });

  it('are split into trained and held-out ones, the same every time', () => {
    const { trained, heldOut } = splitPairs(pairs);
    expect(heldOut).toHaveLength(heldOutPairs);
    expect(new Set([...trained, ...heldOut]).size).toBe(pairs.length);
    expect(splitPairs([...pairs].reverse())).toEqual({ trained, heldOut });
  });

  it('are drawn at 64 px under names that pair nothing', async () => {
    const some = pairs.slice(0, heldOutPairs + 12);
    const { trained, heldOut } = await preparePictures(folder, some, () => undefined);
    const [a, b] = [await readdir(trained.a), await readdir(trained.b)];
    expect([a.length, b.length]).toEqual([12, 12]);
    expect(a.filter((name) => b.includes(name))).toEqual([]);
    expect([...a, ...b].filter((name) => some.some(({ code }) => name.includes(code)))).toEqual([]);
    expect(await readdir(heldOut.a)).toEqual(await readdir(heldOut.b));
    const { width, height } = await decodePicture(join(trained.b, b[0]), { background: 'white' });
    expect([width, height]).toEqual([64, 64]);

    let drawn = 0;
    await preparePictures(folder, some, () => drawn++);
    expect(drawn).toBe(0);
    expect((await readdir(folder)).map((name) => basename(name))).toEqual([expect.stringMatching(/^sample-pictures-\d+$/)]);
  });
});

describe('the length of the demo', () => {
  const total = demoSettings({ minutes: 4, steps: null }).steps;

  /** Tells the pace of steps that take `milliseconds` each until it answers, and says at which step that was. */
  function answer(minutes: number, milliseconds: number): { steps: number; at: number } | null {
    const pace = startPace(minutes);
    for (let done = 1; done * milliseconds < minutes * 60_000; done++) {
      const steps = pace.measure(done, total, done * milliseconds);
      if (steps !== null) return { steps, at: done };
    }
    return null;
  }

  it('is left alone where the guess was right', () => {
    expect(answer(4, 240_000 / total)).toBeNull();
  });

  it('becomes what fills the minutes on slower and faster machines', () => {
    expect(answer(4, 1000)?.steps).toBeCloseTo(240, -1);
    expect(answer(4, 50)?.steps).toBeCloseTo(4800, -2);
    expect(answer(4, 1000)?.at).toBeLessThan(15);
  });

  it('in steps is what was asked for', () => {
    expect(demoSettings({ minutes: 4, steps: 500 }).steps).toBe(500);
  });

  it('answers once', () => {
    const pace = startPace(4);
    pace.measure(1, total, 0);
    expect(pace.measure(11, total, 20_000)).not.toBeNull();
    expect(pace.measure(12, total, 22_000)).toBeNull();
  });
});

describe('the verdict of the demo', () => {
  const flat = (value: number): Pixels => ({ width: 8, height: 8, data: new Uint8Array(8 * 8 * 3).fill(value) });

  it('compares translations and originals with the true partners', () => {
    const { colour } = scoreDirection([{ original: flat(0), translated: flat(200), partner: flat(255) }]);
    expect(colour.translated).toBeGreaterThan(0);
    expect(colour.translated).toBeLessThan(colour.untranslated / 2);
  });

  it('says so where the translation is farther away', () => {
    expect(nearerText({ untranslated: 20, translated: 13 })).toBe('35 % nearer');
    expect(nearerText({ untranslated: 20, translated: 21 })).toBe('5 % farther');
  });
});
