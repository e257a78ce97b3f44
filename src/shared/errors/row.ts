/** How the command line ends for an error: 1 something failed, 2 the request itself was wrong. */
export type ErrorExit = 1 | 2;

/** One error code: what happened, to which file, and what to do now. The only place with error prose. */
export interface ErrorRow<Details> {
  readonly exit: ErrorExit;
  /** One sentence: what happened, naming the file, flag or number. */
  message(details: Details): string;
  /** One sentence: what to do now. */
  remedy(details: Details): string;
}

/** Declares a row and keeps the type of its details. */
export function row<Details>(definition: ErrorRow<Details>): ErrorRow<Details> {
  return definition;
}
