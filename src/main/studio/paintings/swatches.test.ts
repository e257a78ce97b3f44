import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Palette } from '../../../shared/contract/swatches.ts';
import type { Changes } from '../changes.ts';
import { openChanges } from '../changes.ts';
import { layoutOf } from '../home.ts';
import { readSwatches, removePalette, renamePalette, savePalette, useColour } from './swatches.ts';

let home: string;
let changes: Changes;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'recast-'));
  changes = openChanges();
});
afterAll(async () => {
  changes.close();
  await rm(home, { recursive: true, force: true });
});
const parts = () => ({ layout: layoutOf(home), changes });
const palette = (name: string, value: number): Palette => ({ name, colours: [[value, 0, 0]] });

test('colours used last come first, each once, and only so many', () => {
  for (let step = 0; step < 20; step++) useColour(parts(), [step * 5, 0]);
  // One that looks the same takes the place of the other.
  const { recent } = useColour(parts(), [60.5, 0.5]);
  expect(recent).toHaveLength(14);
  expect(recent.slice(0, 2)).toEqual([
    [60.5, 0.5],
    [95, 0],
  ]);
  expect(recent).not.toContainEqual([60, 0]);
  expect(readSwatches(parts()).recent).toEqual(recent);
});

test('palettes are kept by name, in the order in which they came, and changes are told', async () => {
  const told = changes.watch(undefined);
  savePalette(parts(), palette('spring', 0.1));
  savePalette(parts(), palette('autumn', 0.2));
  expect(savePalette(parts(), palette('spring', 0.3)).palettes).toEqual([palette('spring', 0.3), palette('autumn', 0.2)]);
  expect((await told.next()).value).toEqual([{ topic: 'swatches', id: null }]);
  await told.return();
  // It keeps its place; one that had the name gives way.
  savePalette(parts(), palette('winter', 0.4));
  expect(renamePalette(parts(), 'spring', 'winter').palettes).toEqual([palette('winter', 0.3), palette('autumn', 0.2)]);
  expect(renamePalette(parts(), 'winter', 'spring').palettes).toEqual([palette('spring', 0.3), palette('autumn', 0.2)]);
  expect(removePalette(parts(), 'spring').palettes).toEqual([palette('autumn', 0.2)]);
  expect(readSwatches(parts()).palettes).toEqual([palette('autumn', 0.2)]);
});

test('a damaged file is no reason not to paint', async () => {
  await writeFile(join(home, 'swatches.json'), '{"recent": [');
  expect(readSwatches(parts())).toEqual({ recent: [], palettes: [] });
  expect(useColour(parts(), [1, 2]).recent).toEqual([[1, 2]]);
});
