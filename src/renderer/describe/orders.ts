import type { Drawing, DrawingOrder } from '../../shared/contract/drawings.ts';
import type { NoiseChoice } from './noise.svelte.ts';

/** What a call draws: pictures of one sentence, or a path between two sentences or two noises. */
export const modes = ['one', 'sentences', 'noises'] as const;
export type Mode = (typeof modes)[number];

/** How many pictures a call can draw: squares of them. */
export const counts = [1, 4, 9, 16] as const;
/** How many frames a path can have. */
export const frameCounts = [8, 12, 16, 24, 32] as const;

/** Which mode a drawing comes from. */
export function modeOf({ toward }: Drawing): Mode {
  if (toward === null) return 'one';
  return toward.sentence === null ? 'noises' : 'sentences';
}

/** What an order is made from. */
export interface Asked {
  readonly mode: Mode;
  readonly sentence: string;
  readonly last: string;
  readonly count: number;
  readonly frames: number;
  readonly noise: Pick<NoiseChoice, 'noise' | 'picture' | 'seed'>;
  readonly noiseLast: Pick<NoiseChoice, 'noise'>;
}

/** The order for what is typed and chosen. */
export function orderOf(asked: Asked): DrawingOrder {
  const { mode, frames, count, noiseLast } = asked;
  const { noise, picture, seed } = asked.noise;
  const [sentence, last] = [asked.sentence.trim(), asked.last.trim()];
  const shares = Array.from({ length: frames }, (_, index) => index / (frames - 1));
  if (mode === 'sentences') return { kind: 'sentences', from: sentence, to: last, noise, shares };
  if (mode === 'noises') return { kind: 'path', sentence, from: noise, to: noiseLast.noise, shares };
  // The noise of one picture makes one picture.
  if (picture !== null) return { kind: 'noises', sentence, noises: [noise] };
  return { kind: 'sentence', sentence, seed, count };
}

/** How many pictures an order is for. */
export function picturesOf(order: DrawingOrder): number {
  if (order.kind === 'noises') return order.noises.length;
  return 'shares' in order ? order.shares.length : order.count;
}
