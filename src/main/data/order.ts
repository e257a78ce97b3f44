import { Random } from '../engine/random.ts';
import type { BatchPosition } from './batches.ts';

/** Which pictures a batch shows: for each side, indices into its pictures. */
export type Selection = Readonly<Record<string, readonly number[]>>;

/** The endless order of a run's batches. */
export interface BatchOrder {
  readonly stepsPerEpoch: number;
  /** The pictures of the batch at a position; the same at every call. */
  at(position: BatchPosition): Selection;
  /** The position after one. */
  after(position: BatchPosition): BatchPosition;
}

/**
 * An epoch shows the larger side once in an order drawn anew, and for each of its pictures one of every other side drawn
 * at random (the unaligned dataset of the CycleGAN reference). An incomplete last batch is left to the next epoch's order;
 * a side smaller than a batch goes round. Every batch follows from the seed and its position alone.
 */
export function batchOrder(counts: Readonly<Record<string, number>>, batch: number, seed: number): BatchOrder {
  const sides = Object.keys(counts);
  const largest = sides.reduce((best, side) => (counts[side] > counts[best] ? side : best));
  const stepsPerEpoch = Math.max(1, Math.floor(counts[largest] / batch));
  const root = Random.fromSeed(seed).split('order');
  let drawn: { epoch: number; order: Int32Array } | undefined;
  const orderOf = (epoch: number): Int32Array => {
    if (drawn?.epoch !== epoch) drawn = { epoch, order: root.split(epoch).permutation(counts[largest]) };
    return drawn.order;
  };
  return {
    stepsPerEpoch,
    at({ epoch, index }) {
      const order = orderOf(epoch);
      const select = (side: string): number[] => {
        if (side === largest) return Array.from({ length: batch }, (_, i) => order[(index * batch + i) % order.length]);
        const random = root.split(epoch).split(side).split(index);
        return Array.from({ length: batch }, () => random.integer(counts[side]));
      };
      return Object.fromEntries(sides.map((side) => [side, select(side)]));
    },
    after({ epoch, index }) {
      return index + 1 < stepsPerEpoch ? { epoch, index: index + 1 } : { epoch: epoch + 1, index: 0 };
    },
  };
}
