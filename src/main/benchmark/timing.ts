import type { BenchTiming } from '../../shared/benchmark.ts';

/** The middle of the values; the mean of the two in the middle where they are even in number. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Milliseconds that a piece of work takes. */
export async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Minimum, median and mean of measured milliseconds. */
export function summarize(times: readonly number[]): BenchTiming {
  return { runs: times.length, minimumMs: Math.min(...times), medianMs: median(times), meanMs: times.reduce((sum, time) => sum + time, 0) / times.length };
}

/** Work of `gflop` done in `ms`, in GFLOP/s. */
export function rateOf(gflop: number, ms: number): number {
  return gflop / (ms / 1000);
}
