import type { Curves } from './curves.ts';

/** What a chart draws: steps, then for every name its values and its running mean. Null is a gap. */
export type Drawn = [steps: number[], ...columns: (number | null)[][]];

/** A part of the steps; null is all of them. */
export type Range = readonly [from: number, to: number] | null;

const gap = (value: number | undefined): number | null => (value === undefined || Number.isNaN(value) ? null : value);

/**
 * What of the curves a chart of some width shows: no more than about two points a pixel. Where there are more, a bucket of them
 * becomes two: its least and its greatest value in the order in which they came, so that no peak is lost, and its running mean
 * at its ends.
 */
export function thinned(curves: Curves, names: readonly string[], weight: number, range: Range, buckets: number): Drawn {
  const from = range === null ? 0 : Math.max(0, curves.indexAt(range[0]) - 1);
  const to = range === null ? curves.step.length : Math.min(curves.step.length, curves.indexAt(range[1]) + 1);
  const count = to - from;
  if (count <= 2 * buckets) {
    const columns = names.flatMap((name) => {
      const slice = (values: Float64Array): (number | null)[] => Array.from(values.subarray(from, to), gap);
      return [slice(curves.values(name)), slice(curves.smoothed(name, weight))];
    });
    return [curves.step.slice(from, to), ...columns];
  }
  const edges = Array.from({ length: buckets + 1 }, (_, bucket) => from + Math.floor((bucket * count) / buckets));
  const steps: number[] = [];
  for (let bucket = 0; bucket < buckets; bucket++) steps.push(curves.step[edges[bucket] ?? 0] ?? 0, curves.step[(edges[bucket + 1] ?? 1) - 1] ?? 0);
  const columns = names.flatMap((name) => {
    const values = curves.values(name);
    const means = curves.smoothed(name, weight);
    const raw: (number | null)[] = [];
    const mean: (number | null)[] = [];
    for (let bucket = 0; bucket < buckets; bucket++) {
      const [start, end] = [edges[bucket] ?? 0, edges[bucket + 1] ?? 0];
      raw.push(...extremes(values, start, end));
      mean.push(gap(means[start]), gap(means[end - 1]));
    }
    return [raw, mean];
  });
  return [steps, ...columns];
}

/** The least and the greatest value of a part, in the order in which they came. */
function extremes(values: Float64Array, start: number, end: number): [number | null, number | null] {
  let [least, greatest] = [-1, -1];
  for (let index = start; index < end; index++) {
    const value = values[index] ?? NaN;
    if (Number.isNaN(value)) continue;
    if (least < 0 || value < (values[least] ?? 0)) least = index;
    if (greatest < 0 || value > (values[greatest] ?? 0)) greatest = index;
  }
  const [one, other] = least < greatest ? [least, greatest] : [greatest, least];
  return [gap(values[one]), gap(values[other])];
}

/**
 * From where to where the values of a chart reach: all running means and nearly all single values, so that one peak does not press
 * the rest flat; from zero where nothing is below it.
 */
export function heightOf([, ...columns]: Drawn): [low: number, high: number] {
  const singles: number[] = [];
  let [low, high] = [0, 0];
  for (const [index, column] of columns.entries()) {
    for (const value of column) {
      if (value === null) continue;
      if (index % 2 === 0) singles.push(value);
      else [low, high] = [Math.min(low, value), Math.max(high, value)];
    }
  }
  singles.sort((one, other) => one - other);
  const rank = (share: number): number => singles[Math.round(share * (singles.length - 1))] ?? 0;
  [low, high] = [Math.min(low, rank(0.005)), Math.max(high, rank(0.995))];
  return high > low ? [low, high + (high - low) * 0.04] : [low, low + 1];
}

/** A range moved by a share of its length, within what there is. */
export function moved(range: Range, by: number, [first, last]: readonly [number, number]): Range {
  if (range === null) return null;
  const length = range[1] - range[0];
  const from = Math.min(last - length, Math.max(first, range[0] + by * length));
  return [from, from + length];
}

/** A range made shorter (below 1) or longer around its middle; null once it holds everything. */
export function zoomed(range: Range, factor: number, [first, last]: readonly [number, number]): Range {
  const [from, to] = range ?? [first, last];
  const length = Math.max(2, (to - from) * factor);
  if (length >= last - first) return null;
  const start = Math.min(last - length, Math.max(first, (from + to) / 2 - length / 2));
  return [start, start + length];
}
