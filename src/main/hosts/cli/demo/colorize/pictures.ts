import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { EmojiPair } from '../../../../studio/sample/emoji.ts';
import { isColoured, lineArtOf } from '../../../../studio/sample/emoji.ts';
import { drawOnce, splitPairs } from '../../../../studio/sample/pictures.ts';

/** Part of the folder's name: pictures that an earlier version made are not mistaken for today's. */
const version = 2;

/** OpenMoji leaves a wide margin, of which so many pixels are cut off. */
const margin = -5;

/** Where the demo's pictures lie: a sketch and a picture of each emoji under the same name, and which are never trained on. */
export interface SketchPictures {
  readonly folders: { readonly images: string; readonly sketches: string };
  readonly heldOut: { readonly images: readonly string[]; readonly sketches: readonly string[] };
  /** Emoji that are no more than their lines: nothing to colour, and no colour at all would be the perfect answer. */
  readonly leftOut: number;
}

/** Draws OpenMoji's emoji in colour and as black lines below `home` and tells where; at once where that is done already. */
export async function prepareSketches(home: string, pairs: readonly EmojiPair[], onProgress: (done: number, total: number) => void): Promise<SketchPictures> {
  const folder = join(home, `sketch-pictures-${version}`);
  const withLines = pairs.filter((pair) => existsSync(lineArtOf(pair)));
  const coloured = await Promise.all(withLines.map(isColoured));
  const drawn = withLines.filter((_, i) => coloured[i]);
  const fileOf = (root: string, side: string, { code }: EmojiPair): string => join(root, side, `${code}.png`);
  const works = (root: string): { from: string; margin: number; to: string }[] =>
    drawn.flatMap((pair) => [
      { from: pair.openmoji, margin, to: fileOf(root, 'images', pair) },
      { from: lineArtOf(pair), margin, to: fileOf(root, 'sketches', pair) },
    ]);
  await drawOnce(folder, works, 'OpenMoji (CC BY-SA 4.0, openmoji.org)', onProgress);
  const { heldOut } = splitPairs(drawn);
  const kept = (side: string): string[] => heldOut.map((pair) => fileOf(folder, side, pair));
  return {
    folders: { images: join(folder, 'images'), sketches: join(folder, 'sketches') },
    heldOut: { images: kept('images'), sketches: kept('sketches') },
    leftOut: withLines.length - drawn.length,
  };
}
