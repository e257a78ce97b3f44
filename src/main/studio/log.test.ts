import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLog } from './log.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recast-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a line is on disk when the call returns, with the cause of an error', () => {
  const log = openLog(folder);
  log.logger.error({ err: new Error('above', { cause: new Error('below') }) }, 'it happened');
  const text = readFileSync(join(folder, 'recast.log'), 'utf8');
  expect(text).toContain('it happened');
  expect(text).toContain('below');
  log.close();
});

test('a log that has grown large becomes the previous one', () => {
  writeFileSync(join(folder, 'recast.log'), 'old '.repeat(1_500_000));
  openLog(folder).close();
  expect(readdirSync(folder).sort()).toEqual(['recast.log', 'recast.previous.log']);
  expect(readFileSync(join(folder, 'recast.previous.log'), 'utf8')).toContain('old');
  expect(readFileSync(join(folder, 'recast.log'), 'utf8')).toBe('');
});
