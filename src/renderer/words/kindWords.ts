import type { Side } from '../../shared/contract/procedure.ts';

/** A kind of project in words. */
export interface KindWords {
  readonly name: string;
  /** What it is made for, as a choice. */
  readonly title: string;
  readonly text: string;
  /** What its sides hold, as short as it goes. */
  readonly sides: Readonly<Record<Side, string>>;
  readonly bring: Readonly<Record<Side, string>>;
  readonly hint: Readonly<Record<Side, string>>;
  readonly add: Readonly<Record<Side, string>>;
  readonly nameOf: Readonly<Record<Side, string>>;
  /** Pictures of both sides, each with its text. */
  counts(a: number, textA: string, b: number, textB: string): string;
  /** What the doctor says who has found nothing. */
  readonly healthy: string;
  /** Over the form of a first training, and what will be learned. */
  readonly teach: string;
  learns(a: string, countA: string, b: string, countB: string): string;
}
