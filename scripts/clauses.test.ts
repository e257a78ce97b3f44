import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { clauses as english } from '../src/renderer/words/en/clauses.ts';
import { clauses as korean } from '../src/renderer/words/ko/clauses.ts';

it('every clause that windows say in other words is still said by the studio', () => {
  const folder = fileURLToPath(new URL('../src/', import.meta.url));
  const sources = globSync(['main/**/*.ts', 'shared/**/*.ts'], { cwd: folder })
    .filter((file) => !/test\.ts$|errors\/korean|testing\//.test(file))
    .map((file) => readFileSync(`${folder}${file}`, 'utf8').replaceAll(/\\(['`])/g, '$1'))
    .join('\n');
  const unsaid = Object.keys({ ...english, ...korean }).filter((clause) => !clause.split(/\{\d\}/).every((part) => sources.includes(part)));
  expect(unsaid).toEqual([]);
});
