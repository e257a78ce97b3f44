import type { Finding, findingCodes } from '../../../shared/contract/data.ts';
import type { Side } from '../../../shared/contract/procedure.ts';
import type { Study } from './study.ts';

/** What the doctor can find. */
export type FindingCode = (typeof findingCodes)[number];

/** A finding with pictures by their ids. */
export interface Draft {
  readonly severity: 'problem' | 'warning' | 'note';
  /** Null where it is about both sides. */
  readonly side: Side | null;
  readonly count: number;
  /** Duplicates lie together, others are groups of one; the most telling first. */
  readonly groups: readonly (readonly number[])[];
  /** Numbers for the sentence. */
  readonly values: Readonly<Record<string, number>>;
  /** Lines of a file, where it is about some. */
  readonly lines?: Finding['lines'];
  /** Pictures that one click leaves out; null where that is no remedy. */
  readonly exclude: readonly number[] | null;
}

/** Looks for one thing, on these sides where it is about one. Long work is done in slices. */
export type Examiner = (study: Study, sides: readonly Side[]) => Draft[] | Promise<Draft[]>;

/** Each in a group of its own. */
export const alone = (pictures: readonly { readonly id: number }[]): number[][] => pictures.map(({ id }) => [id]);

export const idsOf = (pictures: readonly { readonly id: number }[]): number[] => pictures.map(({ id }) => id);

/** The middle of some numbers; 0 of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted.length === 0 ? 0 : sorted[Math.floor(sorted.length / 2)];
}
