import type { Studio } from '../../studio/types.ts';
import type { Call } from './commands/command.ts';

/**
 * Opens the studio of the call's home folder, hands it over and closes it whatever happens. Loaded
 * only here, so that help and wrong use need no database and no image library.
 */
export async function withStudio<Result>(call: Pick<Call, 'home'>, use: (studio: Studio) => Promise<Result>): Promise<Result> {
  const { openStudio } = await import('../../studio/studio.ts');
  const studio = await openStudio(call.home === null ? {} : { home: call.home });
  try {
    return await use(studio);
  } finally {
    await studio.close();
  }
}
