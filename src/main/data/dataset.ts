import { availableParallelism } from 'node:os';
import { RecastError } from '../../shared/errors/index.ts';
import type { HostTensor } from '../engine/program.ts';
import { Random } from '../engine/random.ts';
import type { Preprocess, Square } from './augment.ts';
import { middleSquare, randomSquare, writeSquare } from './augment.ts';
import type { Batch, BatchLoader, BatchPosition } from './batches.ts';
import type { PictureCache, StoredPicture } from './cache.ts';
import { openCache } from './cache.ts';
import { unreadableReason } from './decode.ts';
import type { Background } from './decode.ts';
import type { PictureFile, SkippedFile } from './folder.ts';
import { divide } from './holdout.ts';
import { openLoader } from './loader.ts';
import { batchOrder } from './order.ts';
import { leaveOutGrey } from './grey.ts';
import { inParallel } from './parallel.ts';
import { pairUp } from './partners.ts';
import type { Preparing } from './preparing.ts';
import { checkFound, scanSide, sideNamed } from './preparing.ts';

/** What to train on. */
export interface DatasetOptions {
  /** Folder of pictures by side, or several of them: `{ a, b }`. */
  readonly folders: Readonly<Record<string, string | readonly string[]>>;
  /** Pictures that are left out, by side: absolute paths. */
  readonly excluded?: Readonly<Record<string, readonly string[]>>;
  /** Pictures that a person has kept from training, by side: absolute paths. */
  readonly heldOut?: Readonly<Record<string, readonly string[]>>;
  /** Where decoded pictures are kept, shared by all runs of a home. */
  readonly cacheFolder: string;
  /** Side of the square that is trained on, in pixels. */
  readonly size: number;
  /** Side to which pictures are scaled before the crop, in pixels; at least `size`. */
  readonly loadSize: number;
  readonly preprocess: Preprocess;
  /** Mirror half of the pictures left to right. */
  readonly flip: boolean;
  readonly background: Background;
  /** The share of each side kept from training, in [0, 0.5]; see `holdout.ts`. */
  readonly holdout: number;
  readonly seed: number;
  /** Pictures a batch and side. */
  readonly batch: number;
  /** Sides that hold the partners of another side's pictures, by name: cut, mirrored and held out with them; see `partners.ts`. */
  readonly partnerOf?: Readonly<Record<string, string>>;
  /** Sides whose grey pictures are left out; see `grey.ts`. */
  readonly colourful?: readonly string[];
}

/** What the opener wants to hear. */
export interface DatasetHooks {
  /** After each picture that was made ready, of all sides together. */
  onProgress(done: number, total: number): void;
  /** At most once a side, before `openDataset` resolves or throws. */
  onSkipped(side: string, files: readonly SkippedFile[]): void;
  /** A plain sentence for the log. */
  onNote?(text: string): void;
  /** Aborting makes `openDataset` reject with the signal's reason. */
  readonly signal: AbortSignal;
}

/** The pictures of one side that could be read. */
export interface DatasetSide {
  readonly trained: readonly PictureFile[];
  /** Never trained on: for samples and scores. */
  readonly heldOut: readonly PictureFile[];
}

/** Pictures ready to be trained on. */
export interface Dataset {
  readonly sides: Readonly<Record<string, DatasetSide>>;
  /** Batches an epoch: the larger side once, without an incomplete last batch. */
  readonly stepsPerEpoch: number;
  /** Batches from a position on (null: from the start). The same position gives the same batches, bit for bit. */
  batches(from: BatchPosition | null): BatchLoader;
  /** The first `count` held-out pictures of a side, or as many as there are, each `[1, size, size, 3] in [-1, 1]`, the middle of the picture, not mirrored. */
  heldOut(side: string, count: number): Promise<HostTensor[]>;
  /** The same of trained pictures, `count` of them at even distances. */
  trained(side: string, count: number): Promise<HostTensor[]>;
  /** Stops all loaders. */
  close(): Promise<void>;
}

/** How many pictures are decoded at once. */
const AT_ONCE = Math.min(4, availableParallelism());

/** How many entries are made ready between two savings of the cache's index. */
const SAVE_EVERY = 1000;

/** A loader prepares so many batches ahead, fewer where they would take more memory than this. */
const AHEAD = 8;
const AHEAD_BYTES = 2 ** 28;

async function prepareAll(sides: readonly Preparing[], cache: PictureCache, hooks: DatasetHooks): Promise<void> {
  const work = sides.flatMap((side) => side.content.files.map((file) => ({ side, file })));
  let done = 0;
  const prepare = async ({ side, file }: (typeof work)[number]): Promise<void> => {
    try {
      side.stored.set(file, await cache.prepare(file));
    } catch (error) {
      const reason = unreadableReason(error);
      if (reason === null) throw error;
      side.skipped.push({ path: file.path, reason });
    }
    hooks.onProgress(++done, work.length);
    if (done % SAVE_EVERY === 0) await cache.save();
  };
  try {
    await inParallel(work, AT_ONCE, prepare, hooks.signal);
  } finally {
    await cache.save();
  }
}

class FolderDataset implements Dataset {
  readonly sides: Dataset['sides'];
  readonly #options: DatasetOptions;
  readonly #stored: ReadonlyMap<PictureFile, StoredPicture>;
  readonly #order: ReturnType<typeof batchOrder>;
  readonly #loaders = new Set<BatchLoader>();

  constructor(options: DatasetOptions, sides: Dataset['sides'], stored: ReadonlyMap<PictureFile, StoredPicture>) {
    this.sides = sides;
    this.#options = options;
    this.#stored = stored;
    // Partners come with their pictures, in the order of these.
    const leading = Object.entries(sides).filter(([side]) => this.#leaderOf(side) === side);
    const counts = Object.fromEntries(leading.map(([side, { trained }]) => [side, trained.length]));
    this.#order = batchOrder(counts, options.batch, options.seed);
  }

  get stepsPerEpoch(): number {
    return this.#order.stepsPerEpoch;
  }

  batches(from: BatchPosition | null): BatchLoader {
    const { batch, size } = this.#options;
    const bytes = Object.keys(this.sides).length * batch * size * size * 3 * 4;
    const depth = Math.max(2, Math.min(AHEAD, Math.floor(AHEAD_BYTES / bytes)));
    const loader = openLoader(
      (position) => this.#batch(position),
      (position) => this.#order.after(position),
      from ?? { epoch: 0, index: 0 },
      depth,
    );
    this.#loaders.add(loader);
    return loader;
  }

  heldOut(side: string, count: number): Promise<HostTensor[]> {
    return this.#middles(this.sides[side].heldOut.slice(0, count));
  }

  trained(side: string, count: number): Promise<HostTensor[]> {
    const { trained } = this.sides[side];
    const shown = Math.min(count, trained.length);
    return this.#middles(Array.from({ length: shown }, (_, i) => trained[Math.floor((i * trained.length) / shown)]));
  }

  #middles(files: readonly PictureFile[]): Promise<HostTensor[]> {
    const { size } = this.#options;
    return Promise.all(files.map((file) => this.#tensor([file], (picture) => middleSquare(picture, size))));
  }

  async close(): Promise<void> {
    await Promise.all([...this.#loaders].map((loader) => loader.close()));
  }

  #leaderOf(side: string): string {
    return this.#options.partnerOf?.[side] ?? side;
  }

  async #batch(position: BatchPosition): Promise<Batch> {
    const root = Random.fromSeed(this.#options.seed).split('augment').split(position.epoch).split(position.index);
    const selection = this.#order.at(position);
    const tensorOf = async (side: string): Promise<[string, HostTensor]> => {
      const leader = this.#leaderOf(side);
      const files = selection[leader].map((index) => this.sides[side].trained[index]);
      const random = root.split(leader);
      return [side, await this.#tensor(files, (picture, i) => randomSquare(picture, this.#options, random.split(i)))];
    };
    const pictures = Object.fromEntries(await Promise.all(Object.keys(this.sides).map(tensorOf)));
    return { pictures, shown: selection, epoch: position.epoch, after: this.#order.after(position) };
  }

  async #tensor(files: readonly PictureFile[], squareOf: (picture: StoredPicture, index: number) => Square): Promise<HostTensor> {
    const { size } = this.#options;
    const values = new Float32Array(files.length * size * size * 3);
    const write = async (file: PictureFile, i: number): Promise<void> => {
      const picture = this.#picture(file);
      writeSquare(await picture.read(), squareOf(picture, i), size, values, i * size * size * 3);
    };
    await Promise.all(files.map(write));
    return { shape: [files.length, size, size, 3], values };
  }

  #picture(file: PictureFile): StoredPicture {
    const picture = this.#stored.get(file);
    if (picture === undefined) throw new Error(`${file.path} was never made ready.`);
    return picture;
  }
}

/**
 * Scans the folders, makes every picture ready (from the cache where it was seen before), and divides each side into
 * trained and held-out pictures. Pictures that cannot be used are skipped and reported.
 *
 * Throws FOLDER_MISSING, FOLDER_IS_FILE, FOLDER_UNREADABLE, FOLDER_EMPTY before anything is decoded, TOO_FEW_PICTURES where
 * fewer than two pictures of a side can be used, NO_PARTNERS where none has a partner, ALL_HELD_OUT where a person has kept too many from training, and the
 * signal's reason after an abort.
 */
export async function openDataset(options: DatasetOptions, hooks: DatasetHooks): Promise<Dataset> {
  const sides = await Promise.all(Object.entries(options.folders).map(([side, folders]) => scanSide(side, folders, options.excluded?.[side])));
  for (const side of sides) checkFound(side);
  const cache = await openCache({ ...options, folder: options.cacheFolder, onNote: (text) => hooks.onNote?.(text) });
  await prepareAll(sides, cache, hooks);
  for (const { side, stored, skipped } of sides) if (options.colourful?.includes(side) === true) await leaveOutGrey(stored, skipped, hooks.signal);
  const partners = new Map(Object.entries(options.partnerOf ?? {}).map(([side, leader]) => [side, pairUp(sideNamed(sides, leader), sideNamed(sides, side))]));
  for (const { side, skipped } of sides) {
    // In a fixed order: several pictures were worked on at once.
    skipped.sort((one, other) => (one.path < other.path ? -1 : Number(one.path > other.path)));
    if (skipped.length > 0) hooks.onSkipped(side, skipped);
  }
  for (const { folder, stored, skipped } of sides)
    if (stored.size < 2) throw RecastError.of('TOO_FEW_PICTURES', { path: folder, readable: stored.size, skipped });
  const divideSide = ({ side, content, stored }: Preparing): DatasetSide => {
    const usable = content.files.filter((file) => stored.has(file));
    return divide(usable, options.holdout, options.seed, new Set(options.heldOut?.[side]));
  };
  const divided = sides.map((side): [string, DatasetSide] => {
    const partnerOf = partners.get(side.side);
    if (partnerOf === undefined) return [side.side, divideSide(side)];
    const leader = divideSide(sideNamed(sides, options.partnerOf?.[side.side] ?? ''));
    return [side.side, { trained: leader.trained.map(partnerOf), heldOut: leader.heldOut.map(partnerOf) }];
  });
  for (const [side, { trained }] of divided)
    if (trained.length < 2) throw RecastError.of('ALL_HELD_OUT', { side, trained: trained.length, heldOut: options.heldOut?.[side]?.length ?? 0 });
  const stored = new Map(sides.flatMap((side) => [...side.stored]));
  return new FolderDataset(options, Object.fromEntries(divided), stored);
}
