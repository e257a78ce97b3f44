import type { BatchPosition } from '../data/batches.ts';

/** How far a run has come: everything but tensors, pools and settings. */
export interface Position {
  /** Steps done. */
  readonly step: number;
  /** The epoch of the last step's pictures, from 0. */
  readonly epoch: number;
  /** The losses of the last step; empty before the first. */
  readonly losses: Readonly<Record<string, number>>;
  /** Where the pictures go on; null at the beginning. */
  readonly batches: BatchPosition | null;
}

/** Where every run begins. */
export const beginning: Position = { step: 0, epoch: 0, losses: {}, batches: null };
