import { ORPCError } from '@orpc/client';
import type { Failure } from '../../shared/contract/procedure.ts';
import { failureSchema } from '../../shared/contract/procedure.ts';

/** What went wrong in the window itself rather than in the studio; their sentences stand in `words`. */
export type WindowFailure = 'CONNECTION_LOST' | 'UNEXPECTED';

const failureOfCode = (code: WindowFailure, text: string): Failure => ({ code, message: text, remedy: '', details: {} });

/** Whether something ended because nobody listens any more. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** Anything thrown by a call of the studio, as a failure with a code. */
export function failureOf(error: unknown): Failure {
  if (error instanceof ORPCError) {
    const data = failureSchema.safeParse(error.data);
    if (data.success) return data.data;
    return failureOfCode('UNEXPECTED', `${String(error.code)}: ${error.message}`);
  }
  // An error of the studio's own table that was met in the window, as in a file that it reads itself.
  const own = failureSchema.safeParse(error);
  if (own.success) return own.data;
  if (error instanceof ConnectionLost || isAbort(error)) return failureOfCode('CONNECTION_LOST', '');
  return failureOfCode('UNEXPECTED', error instanceof Error ? error.message : String(error));
}

/** Thrown where the studio cannot be reached. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
}
