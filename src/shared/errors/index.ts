import { captionErrors } from './captions.ts';
import { catalogErrors } from './catalog.ts';
import { conversionErrors } from './conversion.ts';
import { embeddingErrors } from './embeddings.ts';
import { engineErrors } from './engine.ts';
import { hostErrors } from './hosts.ts';
import { jobErrors } from './jobs.ts';
import { paintingErrors } from './paintings.ts';
import { pictureErrors } from './pictures.ts';
import { projectErrors } from './projects.ts';
import { requestErrors } from './requests.ts';
import type { ErrorExit, ErrorRow } from './row.ts';
import { trainingErrors } from './training.ts';
import { weightsErrors } from './weights.ts';

const errorTable = {
  ...requestErrors,
  ...pictureErrors,
  ...paintingErrors,
  ...engineErrors,
  ...trainingErrors,
  ...conversionErrors,
  ...jobErrors,
  ...catalogErrors,
  ...hostErrors,
  ...weightsErrors,
  ...projectErrors,
  ...captionErrors,
  ...embeddingErrors,
};

/** Every error code of the product. */
export type ErrorCode = keyof typeof errorTable;

/** What each code needs to know to say its sentence. */
export type ErrorDetails<Code extends ErrorCode> = Parameters<(typeof errorTable)[Code]['message']>[0];

/** An error meant for people: a code, its details, and the two sentences made from them. */
export class RecastError extends Error {
  override readonly name = 'RecastError';
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;
  readonly remedy: string;
  readonly exit: ErrorExit;

  private constructor(
    code: ErrorCode,
    details: Readonly<Record<string, unknown>>,
    sentences: { message: string; remedy: string; exit: ErrorExit },
    cause?: unknown,
  ) {
    super(sentences.message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.details = details;
    this.remedy = sentences.remedy;
    this.exit = sentences.exit;
  }

  /** Makes the error of a code. `cause` keeps the error that led to it. */
  static of<Code extends ErrorCode>(code: Code, details: ErrorDetails<Code>, cause?: unknown): RecastError {
    // One cast: TypeScript cannot follow that row and details belong to the same code.
    const definition = errorTable[code] as ErrorRow<ErrorDetails<Code>>;
    return new RecastError(code, details, { message: definition.message(details), remedy: definition.remedy(details), exit: definition.exit }, cause);
  }

  /** An error that came from another process as the error that it was there; one that was unexpected there stays so. */
  static revive({ code, details, message, remedy, exit }: PlainError): Error {
    return isErrorCode(code) ? new RecastError(code, details, { message, remedy, exit }) : new Error(message);
  }
}

const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(errorTable, code);

/** The form of an error that crosses a process boundary or is written with `--json`. */
export interface PlainError {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  readonly exit: ErrorExit;
  /** What the sentences were made from, for other languages; empty for unexpected errors. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** Turns anything thrown into its plain form; unexpected errors keep their message and get a general remedy. */
export function plainError(error: unknown): PlainError {
  if (error instanceof RecastError) return { code: error.code, message: error.message, remedy: error.remedy, exit: error.exit, details: error.details };
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    code: 'UNEXPECTED',
    message,
    remedy: 'This is a fault in Recast Studio. Please report it with the text above; the work saved so far is intact.',
    exit: 1,
    details: {},
  };
}
