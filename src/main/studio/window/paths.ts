import { RecastError } from '../../../shared/errors/index.ts';
import type { PathUse, WindowContext } from './context.ts';

/**
 * Every procedure that takes paths asks this before anything else, so that what a window may not name is not even looked at.
 *
 * @throws PATH_NOT_ALLOWED, PLACE_NOT_ALLOWED for the first path that this window may not name for this
 */
export function checkPaths({ host }: WindowContext, use: PathUse, paths: readonly (string | null)[]): void {
  const path = paths.find((one): one is string => one !== null && !host.mayUse(one, use));
  if (path === undefined) return;
  throw use === 'read' ? RecastError.of('PATH_NOT_ALLOWED', { path }) : RecastError.of('PLACE_NOT_ALLOWED', { path, use });
}
