import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodePicture } from '../../data/encode.ts';
import { rasterize } from '../../data/rasterize.ts';
import type { EmojiPair } from './emoji.ts';

/** Pixels a side of every picture. */
export const sampleSize = 64;

/** Pairs that are kept aside for the comparison; the model never sees either half. */
export const heldOutPairs = 100;

const atOnce = 8;

/** Part of the folder's name: pictures that an earlier version made are not mistaken for today's. */
const version = 2;

/** Ends the names of folders that are being drawn; after so many milliseconds nobody draws there any more. */
const UNFINISHED = '.unfinished';
const LEFTOVER_AGE = 3600 * 1000;

/** The two sides, as they are trained and as they are spoken of. */
export const sampleSides = { a: 'noto', b: 'openmoji' } as const;

/**
 * Noto fills its square and OpenMoji leaves a wide margin. A few minutes are for learning how the two
 * draw, not how large: so one is drawn with a margin of some pixels, and of the other's is cut off.
 */
const margins = { noto: 6, openmoji: -5 } as const;

/** Where the sample's pictures lie. Held-out pictures of both sides carry the same name where they show the same emoji. */
export interface SamplePictures {
  readonly trained: { readonly a: string; readonly b: string };
  readonly heldOut: { readonly a: string; readonly b: string };
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A name that tells nothing of the emoji, so that sorting two folders pairs nothing. */
const hashedName = (side: string, pair: EmojiPair): string => `${digest(`${side} ${pair.code}`).slice(0, 16)}.png`;

function layout(folder: string): SamplePictures {
  const { a, b } = sampleSides;
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
 * Draws every pair at `sampleSize` over white below `home` and tells where; at once where that is done
 * already. The folder appears under its name only when it is complete. Rejects with the signal's reason after an abort.
 */
export async function preparePictures(
  home: string,
  pairs: readonly EmojiPair[],
  onProgress: (done: number, total: number) => void,
  signal?: AbortSignal,
): Promise<SamplePictures> {
  const folder = join(home, `sample-pictures-${version}`);
  if (existsSync(folder)) return layout(folder);
  await removeLeftovers(home);
  const unfinished = `${folder}.${randomUUID()}${UNFINISHED}`;
  try {
    await drawAll(unfinished, splitPairs(pairs), onProgress, signal);
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    // Drawn by somebody else meanwhile.
    if (!existsSync(folder)) throw error;
  }
  return layout(folder);
}

/** What a killed process left behind. */
async function removeLeftovers(home: string): Promise<void> {
  for (const name of await readdir(home).catch(() => [])) {
    if (!name.endsWith(UNFINISHED)) continue;
    const path = join(home, name);
    const found = await stat(path).catch(() => null);
    if (found !== null && Date.now() - found.mtimeMs > LEFTOVER_AGE) await rm(path, { recursive: true, force: true });
  }
}

async function drawAll(
  folder: string,
  split: ReturnType<typeof splitPairs>,
  onProgress: (done: number, total: number) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { trained, heldOut } = layout(folder);
  for (const each of [trained, heldOut]) for (const path of Object.values(each)) await mkdir(path, { recursive: true });
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
      signal?.throwIfAborted();
      await encodePicture(await rasterize(from, sampleSize, margin), to, { format: 'png', quality: 100 });
      onProgress(++done, works.length);
    }
  };
  // All have ended before anything is removed.
  const lanes = await Promise.allSettled(Array.from({ length: atOnce }, draw));
  const failure = lanes.find((lane) => lane.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
  await writeFile(
    join(folder, 'READ ME.txt'),
    `${works.length} emoji, ${sampleSize} px: Noto Emoji (Google, Apache License 2.0) and OpenMoji (CC BY-SA 4.0, openmoji.org).\n`,
  );
}
