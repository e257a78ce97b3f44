import { implement, ORPCError } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import { plainError, RecastError } from '../../../shared/errors/index.ts';
import { asTold, failureFrom } from '../failures.ts';
import type { StudioParts } from '../parts.ts';
import type { WindowContext } from './context.ts';

/** Any error as a window gets it. */
function asFailed(thrown: unknown, { log, layout }: StudioParts, path: readonly string[]): Error {
  if (thrown instanceof ORPCError) return thrown as Error;
  const error = asTold(thrown, layout);
  if (!(error instanceof RecastError)) log.logger.error({ err: error, procedure: path.join('.') }, 'procedure failed');
  const failure = failureFrom(plainError(error));
  return new ORPCError('FAILED', { defined: true, message: failure.message, data: failure, cause: error });
}

const isStream = (output: unknown): output is AsyncGenerator<unknown, unknown> =>
  typeof output === 'object' && output !== null && Symbol.asyncIterator in output && 'next' in output;

/** The same stream, whose errors reach the window as those of a procedure do. */
async function* worded(stream: AsyncGenerator<unknown, unknown>, fail: (error: unknown) => Error): AsyncGenerator<unknown, unknown> {
  try {
    return yield* stream;
  } catch (error) {
    throw fail(error);
  }
}

/** What families of procedures are made with: every `RecastError` reaches the window as `FAILED`, whatever threw it. */
export const studio = implement(contract)
  .$context<WindowContext>()
  .use(async ({ next, context: { parts }, path }, _input, output) => {
    const fail = (error: unknown): Error => asFailed(error, parts, path);
    try {
      const result = await next();
      const stream: unknown = result.output;
      return isStream(stream) ? await output(worded(stream, fail)) : result;
    } catch (error) {
      throw fail(error);
    }
  });
