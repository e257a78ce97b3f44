import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The home folder where none is named: `RECAST_HOME`, else the platform's user-data folder
 * (`~/Library/Application Support`, `%APPDATA%`, `$XDG_DATA_HOME` or `~/.local/share`).
 */
export function defaultHome(environment: Environment = process.env, platform: NodeJS.Platform = process.platform, user: string = homedir()): string {
  if (environment['RECAST_HOME']) return resolve(environment['RECAST_HOME']);
  if (platform === 'darwin') return join(user, 'Library', 'Application Support', 'Recast Studio');
  if (platform === 'win32') return join(environment['APPDATA'] ?? join(user, 'AppData', 'Roaming'), 'Recast Studio');
  return join(environment['XDG_DATA_HOME'] ?? join(user, '.local', 'share'), 'recast-studio');
}

/** Where things lie in a home folder. */
export interface HomeLayout {
  readonly home: string;
  readonly catalog: string;
  /** Decoded pictures, shared by all runs; may be removed at any time when nothing runs. */
  readonly cache: string;
  readonly logs: string;
  readonly runs: string;
}

/** The layout of a home folder; makes nothing. */
export function layoutOf(home: string): HomeLayout {
  const root = resolve(home);
  return { home: root, catalog: join(root, 'catalog.sqlite'), cache: join(root, 'cache'), logs: join(root, 'logs'), runs: join(root, 'runs') };
}
