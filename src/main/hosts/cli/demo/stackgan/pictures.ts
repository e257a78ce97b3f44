import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DescribedEmoji } from '../../../../studio/sample/describedEmoji.ts';
import { drawOnce } from '../../../../studio/sample/pictures.ts';

/** Part of the folder's name: pictures that an earlier version made are not mistaken for today's. */
const version = 1;

/** OpenMoji leaves a wide margin, of which so many pixels are cut off. */
const margin = -5;

/** Emoji that are kept aside: their sentences are drawn, and nothing of them is trained on. */
export const keptAside = 256;

/** Where the demo's pictures and captions lie, and which pictures are never trained on. */
export interface DescribedPictures {
  readonly images: string;
  readonly captions: string;
  readonly heldOut: readonly string[];
}

/** A name that tells nothing of the emoji: pictures are in an order as good as random, and the same every time. */
const fileOf = ({ code }: DescribedEmoji): string => `${createHash('sha256').update(code).digest('hex').slice(0, 16)}.png`;

/** Draws emoji below `home`, writes what they are said to show beside them and tells where; at once where that is done already. */
export async function prepareDescribed(
  home: string,
  emoji: readonly DescribedEmoji[],
  onProgress: (done: number, total: number) => void,
): Promise<DescribedPictures> {
  const folder = join(home, `described-pictures-${version}`);
  const images = join(folder, 'images');
  const works = (root: string): { from: string; margin: number; to: string }[] =>
    emoji.map((each) => ({ from: each.drawing, margin, to: join(root, 'images', fileOf(each)) }));
  await drawOnce(folder, works, 'OpenMoji (CC BY-SA 4.0, openmoji.org)', onProgress);
  // Written every time: it takes no time, and a run is not begun with half a file.
  const captions = join(folder, 'captions.jsonl');
  await writeFile(captions, emoji.map((each) => `${JSON.stringify({ file: fileOf(each), captions: each.captions })}\n`).join(''));
  const names = emoji.map(fileOf).sort();
  return { images, captions, heldOut: names.slice(0, keptAside).map((name) => join(images, name)) };
}
