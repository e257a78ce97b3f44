import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { RecastError } from '../../shared/errors/index.ts';
import { readJsonFile } from './files.ts';

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
  /** Pictures that are coloured by hand, a folder each. */
  readonly paintings: string;
  /** Pictures drawn from words, a folder a call. */
  readonly drawings: string;
  /** Captions as runs were trained with them, a file each. */
  readonly captions: string;
  /** What windows sent. */
  readonly uploads: string;
  /** What conversions and exports made, where no other folder was named; hosts offer it for download. */
  readonly exports: string;
  /** Where `recast tensorflow install` puts TensorFlow; not there before. */
  readonly tensorflow: string;
  /** What engines found out about this machine by trying; may be removed at any time. */
  readonly trials: string;
}

/** Where things lie in the home folder of this real path. */
export function layoutOf(home: string): HomeLayout {
  const at = (name: string): string => join(home, name);
  return {
    home,
    catalog: at('catalog.sqlite'),
    cache: at('cache'),
    logs: at('logs'),
    runs: at('runs'),
    paintings: at('paintings'),
    drawings: at('drawings'),
    captions: at('captions'),
    uploads: at('uploads'),
    exports: at('exports'),
    tensorflow: at('tensorflow'),
    trials: at('trials.json'),
  };
}

/** A home folder that was moved has this file, which says where it is now. */
export const MOVED_FILE = 'moved.json';

const movedSchema = z.object({ to: z.string() });

/** Where a home lies by now: one that was moved, maybe more than once, says so itself. */
function followMoves(home: string): string {
  const seen = new Set<string>();
  let place = resolve(home);
  for (;;) {
    const to = readJsonFile(movedSchema, join(place, MOVED_FILE))?.to;
    // A disk that is not there now must not make an empty home of the same name.
    if (to === undefined || seen.has(to)) return place;
    if (!existsSync(layoutOf(to).catalog)) throw RecastError.of('HOME_UNUSABLE', { path: to, reason: 'it was moved there, and is not there now.' });
    seen.add(to);
    place = to;
  }
}

/**
 * Makes what is missing of a home folder and tells where things lie in it.
 *
 * @throws HOME_UNUSABLE, HOME_FULL
 */
export function prepareHome(asked: string): HomeLayout {
  const home = followMoves(asked);
  try {
    mkdirSync(home, { recursive: true });
    // One home has one name, whatever link it is reached through: stored paths agree between processes.
    const root = realpathSync(home);
    const layout = layoutOf(root);
    const { cache, logs, runs, paintings, drawings, uploads, exports } = layout;
    for (const folder of [cache, logs, runs, paintings, drawings, uploads, exports]) mkdirSync(folder, { recursive: true });
    return layout;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const full = error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
    throw full ? RecastError.of('HOME_FULL', { path: home }, error) : RecastError.of('HOME_UNUSABLE', { path: home, reason }, error);
  }
}
