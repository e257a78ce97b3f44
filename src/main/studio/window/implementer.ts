import { implement, ORPCError } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import { plainError, RecastError } from '../../../shared/errors/index.ts';
import type { WindowContext } from './context.ts';

/** What families of procedures are made with: every `RecastError` reaches the window as `FAILED`, whatever threw it. */
export const studio = implement(contract)
  .$context<WindowContext>()
  .use(async ({ next, context: { parts }, path }) => {
    try {
      return await next();
    } catch (error) {
      if (error instanceof ORPCError) throw error;
      if (!(error instanceof RecastError)) parts.log.logger.error({ err: error, procedure: path.join('.') }, 'procedure failed');
      const { code, message, remedy, details } = plainError(error);
      // Only what survives a message: details may hold anything that a sentence was made from.
      throw new ORPCError('FAILED', {
        defined: true,
        message,
        data: { code, message, remedy, details: JSON.parse(JSON.stringify(details)) as unknown },
        cause: error,
      });
    }
  });
