import { describe, expect, it } from 'vitest';
import type { DataPicture, Finding } from '../../../shared/contract/data.ts';
import { findingCodes, findingValues } from '../../../shared/contract/data.ts';
import { withMark } from '../../state/marks.ts';
import { en } from '../../words/en/index.ts';
import { formatsOf } from '../../words/formats.ts';
import { ko } from '../../words/ko/index.ts';
import { firstGroups, numberText, ordered, tally } from './doctor/order.ts';

const picture = (id: number): DataPicture => ({
  id,
  side: 'a',
  name: `${id}.png`,
  url: `/pictures/data/${id}`,
  bytes: 1,
  width: 1,
  height: 1,
  excluded: false,
  heldOut: false,
  problem: null,
  caption: null,
});

const finding = (code: Finding['code'], severity: Finding['severity'], side: Finding['side'] = null): Finding => ({
  code,
  severity,
  side,
  count: 3,
  groups: [],
  lines: [],
  values: {},
  remedy: null,
});

describe('findings', () => {
  it('come gravest first, A before B before both', () => {
    const given = [finding('tiny', 'note'), finding('unreadable', 'problem'), finding('too-few', 'problem', 'b'), finding('too-few', 'problem', 'a')];
    expect(ordered(given).map(({ severity, side }) => [severity, side])).toEqual([
      ['problem', 'a'],
      ['problem', 'b'],
      ['problem', null],
      ['note', null],
    ]);
    expect(tally(given)).toEqual({ problem: 3, warning: 0, note: 1 });
  });

  it('have a sentence with all their numbers in every language', () => {
    for (const [words, language] of [
      [en, 'en'],
      [ko, 'ko'],
    ] as const) {
      const format = formatsOf(language);
      for (const code of findingCodes) {
        // Numbers that stand nowhere by chance, one for each value.
        const values = Object.fromEntries(findingValues[code].map((name, index) => [name, 71.5 + 10 * index]));
        const number = (name: string): string => numberText(values[name], format);
        const text = words.data.findings[code].sentence({ count: 59, values, number, side: 'A', format });
        for (const name of findingValues[code]) expect(text, `${language} ${code} ${name}`).toContain(number(name));
        expect(text).not.toContain('–');
        expect(text).not.toMatch(/undefined|NaN/);
      }
    }
  });
});

describe('groups of a finding', () => {
  it('are shown until there is no room, one at least', () => {
    const groups = [[picture(1), picture(2), picture(3)], [picture(4), picture(5)], [picture(6)]];
    expect(firstGroups(groups, 1)).toHaveLength(1);
    expect(firstGroups(groups, 5)).toHaveLength(2);
    expect(firstGroups(groups, 50)).toHaveLength(3);
    expect(firstGroups([], 5)).toHaveLength(0);
  });
});

describe('a mark', () => {
  it('changes only the pictures that it concerns', () => {
    const one = picture(1);
    expect(withMark(one, { ids: new Set([1]), field: 'excluded', value: true }).excluded).toBe(true);
    expect(withMark(one, { ids: new Set([2]), field: 'excluded', value: true })).toBe(one);
    expect(withMark(one, { ids: new Set([1]), field: 'heldOut', value: false })).toBe(one);
  });
});
