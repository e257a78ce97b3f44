import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { RecastError } from '../../../shared/errors/index.ts';
import { isAlive, markProcess } from '../../jobs/processIdentity.ts';
import { endGroup } from './command.ts';

const OWNER_FILE = 'recast-owner.json';
const markSchema = z.object({ pid: z.number().int(), identity: z.string().nullable() });

const WORKER_FILE = 'recast-worker.json';

/** Where an installation is made before it is put in place. */
const stagingOf = (folder: string): string => `${folder}.installing`;

/** Notes which process works in a staging folder, so that it is ended if its owner is killed. */
export function noteWorker(staging: string, pid: number): void {
  writeFileSync(join(staging, WORKER_FILE), JSON.stringify(markProcess(pid)));
}

/** The living process that a file of a staging folder names, if any. */
function livingIn(staging: string, file: string): number | undefined {
  try {
    const mark = markSchema.parse(JSON.parse(readFileSync(join(staging, file), 'utf8')));
    return isAlive(mark) ? mark.pid : undefined;
  } catch {
    // No such file, or one that was cut while it was written: nobody works there.
    return undefined;
  }
}

/** Makes an empty folder to install into, and sweeps what killed installations left. Throws TENSORFLOW_BUSY where another process installs. */
export function claimStaging(folder: string): string {
  const staging = stagingOf(folder);
  const owner = livingIn(staging, OWNER_FILE);
  if (owner !== undefined) throw RecastError.of('TENSORFLOW_BUSY', { pid: owner });
  const orphan = livingIn(staging, WORKER_FILE);
  if (orphan !== undefined) endGroup(orphan);
  rmSync(staging, { recursive: true, force: true });
  rmSync(`${folder}.old`, { recursive: true, force: true });
  mkdirSync(staging, { recursive: true });
  writeFileSync(join(staging, OWNER_FILE), JSON.stringify(markProcess(process.pid)));
  return staging;
}

/** Puts a finished installation in place of the one before. A kill in between leaves either none or one whole one. */
export function putInPlace(staging: string, folder: string): void {
  mkdirSync(dirname(folder), { recursive: true });
  for (const file of [OWNER_FILE, WORKER_FILE]) rmSync(join(staging, file), { force: true });
  const old = `${folder}.old`;
  try {
    renameSync(folder, old);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  renameSync(staging, folder);
  rmSync(old, { recursive: true, force: true });
}

/** Removes a folder that may not be there. */
export async function discard(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

/** Bytes of all files below a folder; 0 where there is none. Files that go meanwhile are not counted. */
export async function bytesBelow(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) =>
        stat(join(entry.parentPath, entry.name)).then(
          ({ size }) => size,
          () => 0,
        ),
      ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
