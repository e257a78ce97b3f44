import * as z from 'zod';
import type { HostTensor } from '../engine/program.ts';

/** The place of a batch in the endless order of a run: batch `index` of `epoch`, both from 0. */
export const batchPositionSchema = z.object({ epoch: z.number().int().nonnegative(), index: z.number().int().nonnegative() });

/** See `batchPositionSchema`. */
export type BatchPosition = z.infer<typeof batchPositionSchema>;

/** What one training step sees. */
export interface Batch {
  /** By side, `[batch, size, size, 3] in [-1, 1]`. */
  readonly pictures: Readonly<Record<string, HostTensor>>;
  /** By side, which of its trained pictures these are: indices into `Dataset.sides[side].trained`. */
  readonly shown: Readonly<Record<string, readonly number[]>>;
  /** The epoch it belongs to, from 0. */
  readonly epoch: number;
  /** Handed to `Dataset.batches`, goes on right after this batch. */
  readonly after: BatchPosition;
}

/** Gives batches in order, forever, and prepares the next ones meanwhile. */
export interface BatchLoader {
  /** The next batch. One call at a time. */
  next(): Promise<Batch>;
  /** How often, and for how long in all, a batch after the first was not ready when it was asked for. */
  readonly waits: { readonly count: number; readonly seconds: number };
  /** Stops preparing. */
  close(): Promise<void>;
}
