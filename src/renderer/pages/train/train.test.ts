import { describe, expect, it } from 'vitest';
import type { Run, Sample } from '../../../shared/contract/runs.ts';
import { alarmCodes, alarmValues } from '../../../shared/contract/runs.ts';
import { formatsOf } from '../../words/formats.ts';
import { en } from '../../words/en/index.ts';
import { ko } from '../../words/ko/index.ts';
import { factsOf } from './live/facts.ts';
import { shownRun } from './runs.ts';
import { sheetsOf, shownIndex } from './samples/sheet.ts';
import { settingValue } from './settingWords.ts';
import { costFacts } from './start/costFacts.ts';
import { inRange, longer, settingsIn, trainingOf, withChoice } from './start/draft.ts';

const run = (id: string, some: Partial<Run> = {}): Run => ({
  id,
  name: id,
  project: 1,
  architecture: 'cyclegan',
  state: 'finished',
  failure: null,
  step: 100,
  epoch: 2,
  totalSteps: 100,
  executor: 'onnx',
  device: 'cpu',
  memoryBytes: 1024 ** 3,
  checkpoints: 1,
  branchedFrom: null,
  picture: null,
  createdAt: '2026-01-01T00:00:00Z',
  startedAt: '2026-01-01T00:00:00Z',
  endedAt: '2026-01-01T01:00:00Z',
  removedAt: null,
  ...some,
});

describe('the run that is shown', () => {
  it('is the named one, else the one at work, else the newest; none for a new one', () => {
    const runs = [run('c'), run('b', { state: 'paused' }), run('a')];
    expect(shownRun(runs, 'a')?.id).toBe('a');
    expect(shownRun(runs, null)?.id).toBe('b');
    expect(shownRun([run('c'), run('a')], 'gone')?.id).toBe('c');
    expect(shownRun(runs, 'new')).toBeNull();
    expect(shownRun([], null)).toBeNull();
  });
});

describe('sheets of samples', () => {
  const sample = (step: number, side: 'a' | 'b'): Sample => ({ step, side, rows: [], sentences: [] });
  const sheets = sheetsOf([sample(500, 'b'), sample(0, 'b'), sample(0, 'a'), sample(500, 'a'), sample(250, 'a')]);

  it('lie together by step, A before B', () => {
    expect(sheets.map(({ step, samples }) => [step, samples.map(({ side }) => side).join('')])).toEqual([
      [0, 'ab'],
      [250, 'a'],
      [500, 'ab'],
    ]);
  });

  it('follow the newest until one is chosen, and stay there', () => {
    expect(shownIndex(sheets, null)).toBe(2);
    expect(shownIndex(sheets, 250)).toBe(1);
    expect(shownIndex(sheets, 300)).toBe(1);
    expect(shownIndex(sheets, 9000)).toBe(2);
    expect(shownIndex([], null)).toBe(-1);
  });
});

describe('a draft', () => {
  it('asks only for what was chosen', () => {
    const nothing = { habits: {}, stageOne: null };
    expect(trainingOf('cyclegan', { ...nothing, preset: 'quick', settings: {} })).toEqual({ preset: 'quick', settings: {} });
    expect(trainingOf('cyclegan', { ...nothing, preset: 'quick', settings: { ngf: 8 }, habits: { saveMinutes: 2, maxMinutes: 0, seed: 0 } })).toEqual({
      preset: 'quick',
      settings: { ngf: 8 },
      checkpointEvery: { minutes: 2, steps: null },
    });
  });

  it('draws on the first stage of another painter where stage 2 alone is learned, and leaves that as it is', () => {
    const chosen = { preset: 'quick', habits: {}, stageOne: 'r-9' };
    const settings = { width: 8, vocabulary: 99, largeSteps: 5 };
    expect(trainingOf('stackgan', { ...chosen, settings: { ...settings, stage: '2' } })).toEqual({
      preset: 'quick',
      settings: { stage: '2', largeSteps: 5 },
      stageOne: 'r-9',
    });
    expect(trainingOf('stackgan', { ...chosen, settings: { ...settings, stage: 'both' } })).toEqual({
      preset: 'quick',
      settings: { ...settings, stage: 'both' },
    });
  });

  it('takes choices and gives them back', () => {
    expect(withChoice({ ngf: 8 }, 'ndf', 16)).toEqual({ ngf: 8, ndf: 16 });
    expect(withChoice({ ngf: 8 }, 'ngf', undefined)).toEqual({});
  });

  it('reads settings from an address, and nothing from nonsense', () => {
    expect(settingsIn('{"ngf":8}')).toEqual({ ngf: 8 });
    for (const text of [null, '', '{', '[1]', '"x"', 'null']) expect(settingsIn(text)).toEqual({});
  });

  it('is as long again where a branch begins at the end', () => {
    expect(longer({ settings: { steps: 300, epochs: 5 }, totalSteps: 300 }, 200)).toEqual({});
    expect(longer({ settings: { steps: 300, epochs: 5 }, totalSteps: 300 }, 300)).toEqual({ steps: 600 });
    expect(longer({ settings: { steps: 0, epochs: 5, decayEpochs: 3 }, totalSteps: 80 }, 80)).toEqual({ epochs: 13, decayEpochs: 3 });
    expect(longer({ settings: {}, totalSteps: null }, 80)).toEqual({});
    expect(longer({ settings: { stage: 'both', steps: 9, largeSteps: 4 }, totalSteps: 20 }, 20)).toEqual({ largeSteps: 8 });
    expect(longer({ settings: { stage: 'both', largeSteps: 0, largeEpochs: 6 }, totalSteps: 20 }, 20)).toEqual({ largeEpochs: 12 });
    expect(longer({ settings: { stage: '1', steps: 9, largeSteps: 4 }, totalSteps: 20 }, 20)).toEqual({ steps: 18 });
  });

  it('knows values out of range', () => {
    expect(inRange('cyclegan', { ngf: 8 })).toBe(true);
    expect(inRange('cyclegan', { ngf: 1 })).toBe(false);
    expect(inRange('cyclegan', { size: 66 })).toBe(false);
  });
});

describe('figures', () => {
  const format = formatsOf('en');

  it('of a cost say what is not measured and what is too much', () => {
    const cost = { steps: 100, secondsPerStep: null, seconds: null, memoryBytes: 8 * 1024 ** 3, diskBytes: 1024, settings: {} };
    const facts = costFacts(cost, { memoryBytes: 4 * 1024 ** 3, freeBytes: 1024 ** 3 }, en, format);
    expect(facts.map(({ unknown, tooMuch }) => [unknown, tooMuch])).toEqual([
      [true, false],
      [false, false],
      [true, false],
      [false, true],
      [false, false],
    ]);
    expect(costFacts({ ...cost, secondsPerStep: 0.25, seconds: 25 }, { memoryBytes: null, freeBytes: null }, en, format)[2]?.value).toBe('250 ms');
  });

  it('of a run are those of now while it is at work', () => {
    const progress = {
      phase: 'training',
      done: 40,
      total: 100,
      unit: 'steps',
      secondsLeft: 60,
      picturesPerSecond: 4.2,
      epoch: 1,
      losses: {},
      memory: 2 * 1024 ** 3,
    } as const;
    const values = factsOf(run('a', { state: 'running', endedAt: null }), progress, en, format).map(({ value }) => value);
    expect(values).toContain('4.20');
    expect(values).toContain(format.bytes(2 * 1024 ** 3));
    expect(factsOf(run('a'), null, en, format).map(({ label }) => label)).toContain(en.train.endedAt);
  });

  it('of settings keep small numbers whole', () => {
    expect(settingValue(undefined, 0.0002, en, format)).toBe('0.0002');
    expect(settingValue(undefined, true, en, format)).toBe('On');
    expect(settingValue(undefined, 'resize', en, format)).toBe('Resize, then convolve');
  });
});

describe('the failure watch', () => {
  it('says all its numbers in every language', () => {
    for (const words of [en, ko]) {
      for (const code of alarmCodes) {
        const told = new Set<string>();
        const text = words.train.alarms[code].evidence((name) => {
          told.add(name);
          return `<${name}>`;
        });
        expect([...told].sort(), code).toEqual([...alarmValues[code]].sort());
        for (const name of told) expect(text).toContain(`<${name}>`);
      }
    }
  });
});
