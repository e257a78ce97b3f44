import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addDrawings, updateDrawing } from '../../catalog/drawings.ts';
import { openStudioWithParts } from '../studio.ts';
import { drawingFiles } from './files.ts';
import { sweepDrawings } from './sweep.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'recast-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const set = (letter: string): string => letter.repeat(16);
const never = new AbortController().signal;

/** Writes files below the drawings, as old as is said, in hours; their folders with them. */
async function leave(drawings: string, names: readonly string[], hours: number): Promise<void> {
  const then = Date.now() / 1000 - hours * 3600;
  for (const name of names) {
    await mkdir(dirname(join(drawings, name)), { recursive: true });
    await writeFile(join(drawings, name), 'a picture');
    await utimes(join(drawings, name), then, then);
  }
  for (const name of names) await utimes(dirname(join(drawings, name)), then, then);
}
const left = async (drawings: string): Promise<string[]> => (await readdir(drawings, { recursive: true })).map((name) => name.replaceAll('\\', '/')).sort();

const row = (set_key: string, place: number) => ({
  ...{ set_key, place, sentence: 'a fox', search: 'a fox', recipe: '{}', checkpoint_id: 'r-1', checkpoint_hash: 'h', run_name: 'run', step: 1 },
  ...{ small_side: 16, side: null, created_at: 1 },
});

test('what a killed process left goes when the studio opens; files of rows, young ones and foreign ones stay', async () => {
  const first = await openStudioWithParts({ home });
  const { catalog, layout } = first.parts;
  const [kept, binned] = addDrawings(catalog, [row(set('a'), 0), row(set('b'), 0)]);
  updateDrawing(catalog, binned.id, { removed_at: 1 });
  const { drawings } = layout;
  // The second sixteen of a set whose first have rows; a whole set without; one half-written.
  await leave(drawings, [`${set('a')}/0-small.png`, `${set('a')}/0.png`, `${set('a')}/16-small.png`, `${set('a')}/.recast-1.part`], 2);
  await leave(drawings, [`${set('b')}/0-small.png`, `${set('c')}/0-small.png`, `${set('c')}/1-small.png`, 'notes/mine.txt'], 2);
  await leave(drawings, [`${set('d')}/0-small.png`], 0);
  await first.studio.close();

  const again = await openStudioWithParts({ home });
  await expect
    .poll(() => left(drawings))
    .toEqual([
      ...[set('a'), `${set('a')}/0-small.png`, `${set('a')}/0.png`, set('b'), `${set('b')}/0-small.png`],
      ...[set('d'), `${set('d')}/0-small.png`, 'notes', 'notes/mine.txt'],
    ]);
  expect(drawingFiles(again.parts.layout, kept).small).toBe(join(drawings, set('a'), '0-small.png'));
  await again.studio.close();
});

test('it ends when the studio closes', async () => {
  const { studio, parts } = await openStudioWithParts({ home });
  await leave(parts.layout.drawings, [`${set('e')}/0-small.png`], 2);
  const over = AbortSignal.abort();
  expect(await sweepDrawings(parts, over)).toBe(0);
  expect(await sweepDrawings(parts, never)).toBe(1);
  expect(await left(parts.layout.drawings)).toEqual([]);
  await studio.close();
});
