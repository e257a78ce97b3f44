import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodePicture } from '../../../data/encode.ts';
import { rasterize } from '../../../data/rasterize.ts';
import type { EmojiPair } from './emoji.ts';
import { demoSize } from './plan.ts';

/** Pairs that are kept aside for the comparison; the model never sees either half. */
export const heldOutPairs = 100;

const atOnce = 8;

/** Part of the folder's name: pictures that an earlier version of the demo made are not mistaken for today's. */
const version = 2;

/** The two sides, as they are trained and as they are spoken of. */
export const demoSides = { a: 'noto', b: 'openmoji' } as const;

/**
 * Noto fills its square and OpenMoji leaves a wide margin. A few minutes are for learning how the two
 * draw, not how large: so one is drawn with a margin of some pixels, and of the other's is cut off.
 */
const margins = { noto: 6, openmoji: -5 } as const;

/** Where the demo's pictures lie. Held-out pictures of both sides carry the same name where they show the same emoji. */
export interface DemoPictures {
  readonly trained: { readonly a: string; readonly b: string };
  readonly heldOut: { readonly a: string; readonly b: string };
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A name that tells nothing of the emoji, so that sorting two folders pairs nothing. */
const hashedName = (side: string, pair: EmojiPair): string => `${digest(`${side} ${pair.code}`).slice(0, 16)}.png`;

function layout(folder: string): DemoPictures {
  const { a, b } = demoSides;
  return { trained: { a: join(folder, a), b: join(folder, b) }, heldOut: { a: join(folder, 'held-out', a), b: join(folder, 'held-out', b) } };
}

/** Which pairs are trained on and which are kept aside: in an order as good as random, and the same every time. */
export function splitPairs(pairs: readonly EmojiPair[]): { trained: EmojiPair[]; heldOut: EmojiPair[] } {
  const shuffled = pairs
    .map((pair) => ({ pair, key: digest(pair.code) }))
    .sort((first, second) => (first.key < second.key ? -1 : 1))
    .map(({ pair }) => pair);
  return { trained: shuffled.slice(heldOutPairs), heldOut: shuffled.slice(0, heldOutPairs) };
}

/**
 * Draws every pair at `demoSize` over white below `home` and tells where; at once where that is done
 * already. The folder appears under its name only when it is complete.
 */
export async function preparePictures(home: string, pairs: readonly EmojiPair[], onProgress: (done: number, total: number) => void): Promise<DemoPictures> {
  const folder = join(home, `demo-pictures-${version}`);
  if (existsSync(folder)) return layout(folder);
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  const { trained, heldOut } = layout(unfinished);
  for (const each of [trained, heldOut]) for (const path of Object.values(each)) await mkdir(path, { recursive: true });
  const split = splitPairs(pairs);
  const noto = (pair: EmojiPair): { from: string; margin: number } => ({ from: pair.noto, margin: margins.noto });
  const openmoji = (pair: EmojiPair): { from: string; margin: number } => ({ from: pair.openmoji, margin: margins.openmoji });
  const works = [
    ...split.trained.flatMap((pair) => [
      { ...noto(pair), to: join(trained.a, hashedName('a', pair)) },
      { ...openmoji(pair), to: join(trained.b, hashedName('b', pair)) },
    ]),
    ...split.heldOut.flatMap((pair) => [
      { ...noto(pair), to: join(heldOut.a, `${pair.code}.png`) },
      { ...openmoji(pair), to: join(heldOut.b, `${pair.code}.png`) },
    ]),
  ];
  // Writing waits for the disk, so several are on their way at once.
  const waiting = works.values();
  let done = 0;
  const draw = async (): Promise<void> => {
    for (const { from, margin, to } of waiting) {
      await encodePicture(await rasterize(from, demoSize, margin), to, { format: 'png', quality: 100 });
      onProgress(++done, works.length);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, draw));
  await writeFile(
    join(unfinished, 'READ ME.txt'),
    `${works.length} emoji, ${demoSize} px: Noto Emoji (Google, Apache License 2.0) and OpenMoji (CC BY-SA 4.0, openmoji.org).\n`,
  );
  await rename(unfinished, folder);
  return layout(folder);
}
