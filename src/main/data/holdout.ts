import { createHash } from 'node:crypto';
import { extname, sep } from 'node:path';
import type { PictureFile } from './folder.ts';

/** No more than so many pictures a side are held out, however large the folder. */
const MOST_HELD_OUT = 32;

/** What must be left to train on. */
const LEAST_TRAINED = 2;

/** A file's lot: from the seed and its name below the folder without the ending, the same on every system. */
function lotOf(file: PictureFile, seed: number): string {
  const name = file.relative.slice(0, file.relative.length - extname(file.relative).length);
  return createHash('sha256')
    .update(`${seed}/${name.replaceAll(sep, '/').normalize('NFC')}`)
    .digest('hex');
}

/**
 * Divides the files of a side: `share` of them, at least one and at most 32, is held out, as long as two are left
 * to train on. Each file draws a lot from the seed and its relative name, and the lowest lots are held out: so
 * adding pictures moves hardly any other, and of pictures that have the same name on both sides both or neither
 * are held out (where the folders hold the same names), which lets pairs be judged that training never saw.
 *
 * Pictures that a person has `chosen` (absolute paths) are held out in any case and come first; lots are drawn only for
 * what they leave to be filled up.
 */
export function divide(
  files: readonly PictureFile[],
  share: number,
  seed: number,
  chosen: ReadonlySet<string> = new Set(),
): { trained: PictureFile[]; heldOut: PictureFile[] } {
  // The small term keeps 0.05 * 20 from being rounded up to 2.
  const wanted = Math.min(MOST_HELD_OUT, Math.ceil(share * files.length - 1e-9));
  const first = files.filter(({ path }) => chosen.has(path));
  const others = files.filter(({ path }) => !chosen.has(path));
  const count = Math.max(0, Math.min(wanted - first.length, others.length - LEAST_TRAINED));
  const lots = others.map((file) => ({ file, lot: lotOf(file, seed) })).sort((one, other) => (one.lot < other.lot ? -1 : Number(one.lot > other.lot)));
  const held = new Set(lots.slice(0, count).map(({ file }) => file));
  return { trained: others.filter((file) => !held.has(file)), heldOut: [...first, ...others.filter((file) => held.has(file))] };
}
