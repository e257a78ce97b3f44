import type { conversionFormats } from '../../../shared/contract/conversions.ts';

/** What the results are to be like. */
export interface Outcome {
  format: (typeof conversionFormats)[number];
  quality: number;
  sheet: boolean;
  /** Null for a folder of its own below the studio's exports. */
  output: string | null;
}

export const usualOutcome: Readonly<Outcome> = { format: 'same', quality: 90, sheet: false, output: null };

/** Formats that lose something, and so have a quality. */
export const hasQuality = (format: Outcome['format']): boolean => format !== 'png';
