/** A figure that was measured, and what it may be at most. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The mark it is held against; null where it is told only. */
  readonly most: number | null;
}

/** The value below which this share in [0, 1] of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

/** Half and 95 of 100 of some times in milliseconds; the second is held against the mark. */
export function times(name: string, values: readonly number[], most: number | null): Figure[] {
  return [
    { name: `${name}, half (of ${values.length})`, value: quantile(values, 0.5), unit: 'ms', most },
    { name: `${name}, 95 of 100`, value: quantile(values, 0.95), unit: 'ms', most },
  ];
}

const lineOf = ({ name, value, unit, most }: Figure): string => {
  const number = value.toFixed(unit === '%' || value < 10 ? 1 : 0);
  const mark = most === null ? '' : value <= most ? `   at most ${most}` : `   OVER ${most}`;
  return `  ${name.padEnd(64)}${number.padStart(8)} ${unit.padEnd(2)}${mark}`;
};

/** Figures as lines for people. */
export const table = (figures: readonly Figure[]): string => figures.map(lineOf).join('\n');
