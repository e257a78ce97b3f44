import type { TorchComparison } from '../../shared/benchmark.ts';
import { milliseconds, summarize } from './timing.ts';

/** Both sides take turns so many times: a machine that slows down slows both. */
const ROUNDS = 3;

/** One side's work, by the number of runs: the milliseconds of each. */
export type Work = (count: number) => Promise<number[]>;

/** Alternates two sides; the first run of each is a warm-up. */
export async function alternate(ours: Work, theirs: Work, runs: number, stop: AbortSignal): Promise<TorchComparison['step']> {
  const times = { ours: [] as number[], theirs: [] as number[] };
  await ours(1);
  await theirs(1);
  const perRound = Math.max(1, Math.ceil(runs / ROUNDS));
  for (let round = 0; round < ROUNDS && !(stop.aborted && round > 0); round++) {
    times.ours.push(...(await ours(perRound)));
    times.theirs.push(...(await theirs(perRound)));
  }
  const [mine, other] = [summarize(times.ours), summarize(times.theirs)];
  return { ours: mine, torch: other, ratioOfMinima: mine.minimumMs / other.minimumMs, ratioOfMedians: mine.medianMs / other.medianMs };
}

/** A piece of work of ours, over and over. */
export const repeat =
  (run: () => Promise<unknown>): Work =>
  async (count) => {
    const times: number[] = [];
    for (let i = 0; i < count; i++) times.push(await milliseconds(run));
    return times;
  };
