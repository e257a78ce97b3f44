import { RecastError } from '../../../shared/errors/index.ts';
import type { WindowContext } from './context.ts';

/** Throws PATH_NOT_ALLOWED for the first path that this window may not name. */
export function checkAllowed({ host }: WindowContext, paths: readonly (string | null)[]): void {
  const refused = paths.find((path) => path !== null && !host.mayUse(path));
  if (typeof refused === 'string') throw RecastError.of('PATH_NOT_ALLOWED', { path: refused });
}
