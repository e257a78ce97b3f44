import { statfs } from 'node:fs/promises';
import type { SystemInfo } from '../../../shared/contract/system.ts';
import { removedFolders } from '../../catalog/bin.ts';
import type { StudioParts } from '../parts.ts';
import { sizeOf } from './folderSize.ts';

/** What was measured counts for this long, in milliseconds. */
const FRESH = 60_000;

/** What the home takes on its disk: measured in the background, since a home may have hundreds of thousands of files. */
export class DiskUsage {
  #usage: SystemInfo['usage'] = null;
  #at = 0;
  #measuring = false;

  /** The last measurement, null before the first. Begins another where it is old, and tells the windows when that is done. */
  latest(parts: StudioParts): SystemInfo['usage'] {
    if (!this.#measuring && Date.now() - this.#at > FRESH) void this.#measure(parts);
    return this.#usage;
  }

  /** What was measured is no longer so. */
  forget(): void {
    this.#at = 0;
  }

  async #measure(parts: StudioParts): Promise<void> {
    this.#measuring = true;
    const { layout } = parts;
    try {
      const binned = await Promise.all(removedFolders(parts.catalog).map(sizeOf));
      const bin = binned.reduce((sum, bytes) => sum + bytes, 0);
      const [runs, cache, exports] = [await sizeOf(layout.runs), await sizeOf(layout.cache), await sizeOf(layout.exports)];
      this.#usage = { runs: Math.max(0, runs - bin), cache, exports, bin };
      parts.changes.tell('settings');
    } catch (error) {
      parts.log.logger.warn({ err: error }, 'disk usage not measured');
    } finally {
      this.#at = Date.now();
      this.#measuring = false;
    }
  }
}

/** Bytes that are free on the disk of a folder; null where the system does not say. */
export async function freeBytes(folder: string): Promise<number | null> {
  return statfs(folder).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => null,
  );
}
