import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describedEmoji } from '../../../../studio/sample/describedEmoji.ts';
import { addDemoFlags } from '../../commands/demo.ts';
import type { JsonLineOf } from '../../json.ts';
import type { DemoLength } from '../plan.ts';
import { startPace } from '../plan.ts';
import { flagsOf } from '../flags.ts';
import { prepareDescribed } from './pictures.ts';
import { paceSample, paintingSettings, stepsOfParts, usualLength } from './plan.ts';
import { isClear, paintingLengthText, paintingText } from './report.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recast-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('the emoji of the demo come with their names and tags, no flags among them, and the same are kept aside every time', async () => {
  const emoji = await describedEmoji();
  expect(emoji.length).toBeGreaterThan(4000);
  expect(emoji.find(({ code }) => code === '1F34E')?.captions).toEqual(['red apple', expect.stringMatching(/^red apple, food fruit, .*\bapple\b/)]);
  expect(emoji.some(({ captions }) => captions[0].startsWith('flag: '))).toBe(false);

  const some = emoji.slice(0, 300);
  const { images, captions, heldOut } = await prepareDescribed(folder, some, () => undefined);
  expect(await readdir(images)).toHaveLength(some.length);
  expect(new Set(heldOut).size).toBe(256);
  const lines = (await readFile(captions, 'utf8')).trimEnd().split('\n');
  expect(lines).toHaveLength(some.length);
  expect(lines[0]).toContain(JSON.stringify(some[0].captions));
  expect(lines.join()).toContain(basename(heldOut[0]));

  let drawn = 0;
  expect(await prepareDescribed(folder, some.toReversed(), () => drawn++)).toEqual({ images, captions, heldOut });
  expect(drawn).toBe(0);
});

describe('the length', () => {
  it('is spread over the three parts, whatever it is', () => {
    for (const steps of [20, 999, 5200]) {
      const parts = stepsOfParts(steps);
      expect(parts.wordSteps + parts.steps + parts.largeSteps).toBe(steps);
      expect(Math.min(...Object.values(parts))).toBeGreaterThan(0);
    }
    expect(paintingSettings({ minutes: 8, steps: 1000 })).toMatchObject(stepsOfParts(1000));
  });

  it('is a number of steps where nobody says, and minutes or other steps where somebody does', () => {
    const lengthOf = (...given: string[]): DemoLength => {
      const command = new Command();
      addDemoFlags(command, usualLength);
      return flagsOf(command.parse(given, { from: 'user' }), usualLength).length;
    };
    expect(lengthOf()).toEqual(usualLength);
    expect(lengthOf('--minutes', '2')).toEqual({ minutes: 2, steps: null });
    expect(lengthOf('--steps', '300')).toMatchObject({ steps: 300 });
    expect(paintingLengthText(lengthOf())).toBe('10,000 steps, about 11 minutes on two cores,');
    expect(paintingLengthText(lengthOf('--minutes', '2'))).toBe('about 2 minutes');
    expect(paintingLengthText(lengthOf('--steps', '300'))).toBe('300 steps');
  });

  it('in minutes is measured on the words and fills them with dearer steps', () => {
    const guessed = paintingSettings({ minutes: 1, steps: null });
    const total = guessed.wordSteps + guessed.steps + guessed.largeSteps;
    const pace = startPace(1, paceSample);
    const milliseconds = 60;
    let [done, wanted] = [0, null as number | null];
    while (wanted === null && done < guessed.wordSteps) wanted = pace.measure(++done, total, done * milliseconds);
    expect(done).toBeLessThan(guessed.wordSteps);
    const { wordSteps, steps, largeSteps } = stepsOfParts(wanted ?? 0);
    // A small step takes four times as long as one of the words, a large one five times.
    expect(((wordSteps + 4 * steps + 5 * largeSteps) * milliseconds) / 60_000).toBeCloseTo(1, 0);
  });
});

describe('the verdict', () => {
  const precision = { value: 0.1, error: 0.02, chance: 0.01 };
  const distance = { value: 1, error: 0.1, heldOut: 0, mean: 14, noise: 60 };

  it('is clear only by three errors against noise, the mean picture and chance', () => {
    expect(isClear({ precision, distance })).toBe(true);
    expect(isClear({ precision, distance: { ...distance, value: 13.8 } })).toBe(false);
    expect(isClear({ precision, distance: { ...distance, noise: 1.2 } })).toBe(false);
    expect(isClear({ precision: { ...precision, value: 0.06 }, distance })).toBe(false);
    expect(isClear({ precision: null, distance })).toBe(false);
  });

  it('says so where it fell short', () => {
    const result: JsonLineOf<'paintingDemo'> = {
      ...{ type: 'paintingDemo', runId: 'r1', step: 5200, pictures: 256, part: 'large', precision, distance, realPrecision: 0.6, clear: true, sheet: null },
    };
    expect(paintingText(result, 100)).toContain('clearly nearer than noise and the mean picture');
    expect(paintingText({ ...result, clear: false }, 100)).toContain('not yet clearly nearer');
    expect(paintingText(result, 100)).toMatch(/drawn from their sentences\s+1\.00 \+- 0\.10/);
    expect(paintingText(result, 100)).toContain('10.0 % +- 2.0 % of them, by chance for 1.0 %, of real pictures for 60.0 %');
  });
});
