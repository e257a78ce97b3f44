import { renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pino, type Logger } from 'pino';

/** A log that has grown beyond this becomes the previous one. */
const LARGEST = 5 * 1024 * 1024;

/** The name of the log in its folder. */
export const LOG_FILE = 'recast.log';

/** The home folder's log. */
export interface StudioLog {
  readonly logger: Logger;
  close(): void;
}

/** Opens `recast.log` in a folder, appending; several processes may. Lines are on disk when the call returns. */
export function openLog(folder: string): StudioLog {
  const path = join(folder, LOG_FILE);
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > LARGEST) renameSync(path, join(folder, 'recast.previous.log'));
  const destination = pino.destination({ dest: path, sync: true, append: true });
  // A log that cannot be written, as on a full disk, must not end the program.
  destination.on('error', () => undefined);
  const logger = pino({ base: { pid: process.pid } }, destination);
  return { logger, close: () => destination.end() };
}
