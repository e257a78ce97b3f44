import type { Curves } from './curves.ts';

/** What the curves of a chart say, as a word for the table of sentences, with the numbers for it. */
export type Advice =
  | { readonly says: 'early' }
  | { readonly says: 'falling' | 'rising'; readonly share: number }
  | { readonly says: 'level' }
  | { readonly says: 'balanced' | 'judgesWin' | 'judgesLose'; readonly value: number; readonly even: number };

/** Points before which nothing is said: fewer are noise. */
const least = 100;
/** A change of the mean below this share is called level. */
const noticeable = 0.04;

function mean(values: Float64Array, from: number, to: number): number {
  let [sum, count] = [0, 0];
  for (let index = from; index < to; index++) {
    const value = values[index] ?? NaN;
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return sum / count;
}

/** Where the mean of some series goes: the last quarter of what there is against the quarter before it. */
export function trendOf(curves: Curves, names: readonly string[]): Advice {
  const { length } = curves.step;
  if (length < least || names.length === 0) return { says: 'early' };
  const quarter = Math.floor(length / 4);
  const of = (from: number, to: number): number => names.reduce((sum, name) => sum + mean(curves.values(name), from, to), 0);
  const before = of(length - 2 * quarter, length - quarter);
  const change = of(length - quarter, length) / before - 1;
  if (!Number.isFinite(change)) return { says: 'early' };
  if (Math.abs(change) < noticeable) return { says: 'level' };
  return { says: change < 0 ? 'falling' : 'rising', share: Math.abs(change) };
}

/**
 * The loss of a discriminator that cannot tell real from translated, half the sum over both: least squares 0.5 (0.25 + 0.25),
 * logarithmic 0.5 (ln 2 + ln 2).
 */
export const evenLoss = (ganLoss: unknown): number => (ganLoss === 'vanilla' ? Math.LN2 : 0.25);

/** Who is ahead, by the last tenth of the discriminators' losses: below a fifth of `evenLoss` they are hardly ever fooled. */
export function contestOf(curves: Curves, names: readonly string[], ganLoss: unknown): Advice {
  const { length } = curves.step;
  if (length < least || names.length === 0) return { says: 'early' };
  const even = evenLoss(ganLoss);
  const latest = names.map((name) => mean(curves.values(name), Math.floor(length * 0.9), length));
  const lowest = Math.min(...latest);
  if (!Number.isFinite(lowest)) return { says: 'early' };
  if (lowest < even * 0.2) return { says: 'judgesWin', value: lowest, even };
  const highest = Math.max(...latest);
  return highest > even * 1.15 ? { says: 'judgesLose', value: highest, even } : { says: 'balanced', value: highest, even };
}
