import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { rememberIn } from './machine.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recast-machine-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('remembers answers in a file, which other processes read', () => {
  const file = join(folder, 'trials.json');
  const one = rememberIn(file);
  expect(one.recall('which?')).toBeUndefined();
  one.remember('which?', 'this');
  rememberIn(file).remember('and?', 'that');
  expect(one.recall('which?')).toBe('this');
  expect(one.recall('and?')).toBe('that');
  expect(readdirSync(folder)).toEqual(['trials.json']);
});

it('takes a file that is damaged for none, and a folder that is missing for one that forgets', () => {
  const file = join(folder, 'trials.json');
  for (const damage of ['', '{"which?": 3}', '[1', 'null']) {
    writeFileSync(file, damage);
    expect(rememberIn(file).recall('which?')).toBeUndefined();
  }
  rememberIn(file).remember('which?', 'this');
  expect(rememberIn(file).recall('which?')).toBe('this');
  const nowhere = rememberIn(join(folder, 'missing', 'trials.json'));
  nowhere.remember('which?', 'this');
  expect(nowhere.recall('which?')).toBeUndefined();
});
