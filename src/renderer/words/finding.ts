import type { Formats } from './formats.ts';

/** What a sentence about a finding of the dataset doctor is made from. */
export interface FindingSays {
  /** Pictures concerned. */
  readonly count: number;
  /** Those of `findingValues`. */
  readonly values: Readonly<Record<string, number>>;
  /** One of them as text, without its sign. */
  number(name: string): string;
  /** `A` or `B`; empty where it is about both. */
  readonly side: string;
  readonly format: Formats;
}

/** A kind of finding in words. */
export interface FindingWords {
  readonly title: string;
  /** What was found, with its numbers. */
  sentence(says: FindingSays): string;
  /** What it means for the training, and what to do; empty where the sentence says it. */
  readonly advice: string;
}
