import { findPackageJSON } from 'node:module';
import { dirname, join, resolve } from 'node:path';

/**
 * The demo's home folder: the one that was named, or `.demo` in the repository, so that trying the
 * product out leaves nothing in the user's own folders.
 */
export function demoHome(named: string | null, environment: Readonly<Record<string, string | undefined>> = process.env): string {
  const given = named ?? environment['RECAST_HOME'];
  if (given) return resolve(given);
  const manifest = findPackageJSON('..', import.meta.url);
  return join(manifest === undefined ? process.cwd() : dirname(manifest), '.demo');
}
