import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
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
  const licences = 'Noto Emoji (Google, Apache License 2.0) and OpenMoji (CC BY-SA 4.0, openmoji.org)';
  await drawOnce(folder, (unfinished) => worksOf(unfinished, splitPairs(pairs)), licences, onProgress, signal);
  return layout(folder);
}

/** A drawing that is made at `sampleSize` over white: where it comes from and goes to, and its margin, see `rasterize`. */
export interface DrawnPicture {
  readonly from: string;
  readonly margin: number;
  readonly to: string;
}

/** Draws what belongs into a folder, which appears under its name only when it is complete; does nothing where it is there. Rejects with the signal's reason after an abort. */
export async function drawOnce(
  folder: string,
  worksIn: (folder: string) => readonly DrawnPicture[],
  licences: string,
  onProgress: (done: number, total: number) => void,
  signal?: AbortSignal,
): Promise<void> {
  if (existsSync(folder)) return;
  await removeLeftovers(dirname(folder));
  const unfinished = `${folder}.${randomUUID()}${UNFINISHED}`;
  try {
    const works = worksIn(unfinished);
    for (const path of new Set(works.map(({ to }) => dirname(to)))) await mkdir(path, { recursive: true });
    await drawAll(works, onProgress, signal);
    await writeFile(join(unfinished, 'READ ME.txt'), `${works.length} emoji, ${sampleSize} px: ${licences}.\n`);
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    // Drawn by somebody else meanwhile.
    if (!existsSync(folder)) throw error;
  }
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

function worksOf(folder: string, split: ReturnType<typeof splitPairs>): DrawnPicture[] {
  const { trained, heldOut } = layout(folder);
  const noto = (pair: EmojiPair): { from: string; margin: number } => ({ from: pair.noto, margin: margins.noto });
  const openmoji = (pair: EmojiPair): { from: string; margin: number } => ({ from: pair.openmoji, margin: margins.openmoji });
  return [
    ...split.trained.flatMap((pair) => [
      { ...noto(pair), to: join(trained.a, hashedName('a', pair)) },
      { ...openmoji(pair), to: join(trained.b, hashedName('b', pair)) },
    ]),
    ...split.heldOut.flatMap((pair) => [
      { ...noto(pair), to: join(heldOut.a, `${pair.code}.png`) },
      { ...openmoji(pair), to: join(heldOut.b, `${pair.code}.png`) },
    ]),
  ];
}

async function drawAll(works: readonly DrawnPicture[], onProgress: (done: number, total: number) => void, signal: AbortSignal | undefined): Promise<void> {
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
}
