import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { decodePicture } from '../../../data/decode.ts';
import { encodePicture } from '../../../data/encode.ts';
import type { Pixels } from '../../../data/pixels.ts';
import { edgeDistance, labDistance } from '../../../data/score.ts';
import { drawSheet } from '../../../data/sheet.ts';
import type { JsonLineOf } from '../json.ts';
import { coarseCell } from './plan.ts';

/** Mean distances to the true partner before and after translation, for one direction. */
export type DirectionScore = JsonLineOf<'demo'>['directions'][string];

/** A held-out emoji with its translation and the drawing that the translation aims at. */
export interface Compared {
  readonly original: Pixels;
  readonly translated: Pixels;
  readonly partner: Pixels;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Reads the held-out pictures of one direction: originals, their translations and their true partners
 * carry the same file names in three folders.
 */
export async function readCompared(originals: string, translations: string, partners: string): Promise<Compared[]> {
  const names = (await readdir(originals)).filter((name) => name.endsWith('.png')).sort();
  const read = (folder: string, name: string): Promise<Pixels> => decodePicture(join(folder, name), { background: 'white' });
  return Promise.all(
    names.map(async (name) => ({ original: await read(originals, name), translated: await read(translations, name), partner: await read(partners, name) })),
  );
}

/** How far originals and translations lie from the true partners, on the mean. */
export function scoreDirection(compared: readonly Compared[]): DirectionScore {
  const distances = (measure: (a: Pixels, b: Pixels, cell: number) => number, cell: number): { untranslated: number; translated: number } => ({
    untranslated: mean(compared.map(({ original, partner }) => measure(original, partner, cell))),
    translated: mean(compared.map(({ translated, partner }) => measure(translated, partner, cell))),
  });
  return {
    colour: distances(labDistance, 1),
    coarseColour: distances(labDistance, coarseCell),
    edges: distances(edgeDistance, 1),
    coarseEdges: distances(edgeDistance, coarseCell),
  };
}

/** Writes a sheet with one row an emoji: both directions side by side, each as original, translation, true partner. */
export async function writeSheet(a2b: readonly Compared[], b2a: readonly Compared[], rows: number, path: string): Promise<void> {
  const columns = ({ original, translated, partner }: Compared): Pixels[] => [original, translated, partner];
  const every = Math.max(1, Math.floor(a2b.length / rows));
  const chosen = Array.from({ length: Math.min(rows, a2b.length) }, (_, row) => row * every);
  const sheet = await drawSheet(
    chosen.map((index) => [...columns(a2b[index]), ...columns(b2a[index])]),
    ['Noto', 'translated', 'OpenMoji', 'OpenMoji', 'translated', 'Noto'],
  );
  await encodePicture(sheet, path, { format: 'png', quality: 100 });
}
