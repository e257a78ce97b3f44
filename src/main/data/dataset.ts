import type { HostTensor } from '../engine/program.ts';
import type { BatchLoader, BatchPosition } from './batches.ts';
import type { Preprocess } from './augment.ts';
import type { Background } from './decode.ts';
import type { PictureFile, SkippedFile } from './folder.ts';

/** What to train on. */
export interface DatasetOptions {
  /** Folder of pictures by side: `{ a, b }`. */
  readonly folders: Readonly<Record<string, string>>;
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
  /** Stops all loaders. */
  close(): Promise<void>;
}

export declare function openDataset(options: DatasetOptions, hooks: DatasetHooks): Promise<Dataset>;
