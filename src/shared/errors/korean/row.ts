import type { ErrorRow } from '../row.ts';

type DetailsOf<Row> = Row extends ErrorRow<infer Details> ? Details : never;

/** The sentences of a family of errors in another language: a code that is missing is a type error. */
export type SentencesOf<Family> = {
  readonly [Code in keyof Family]: {
    /** What happened. */
    message(details: DetailsOf<Family[Code]>): string;
    /** What to do now. */
    remedy(details: DetailsOf<Family[Code]>): string;
  };
};
