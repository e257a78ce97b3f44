import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, realpath, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { RecastError } from '../../../shared/errors/index.ts';
import { listJobs } from '../../catalog/jobs.ts';
import { openCatalog } from '../../catalog/open.ts';
import { relocate } from '../../catalog/relocate.ts';
import { writeJsonFile } from '../files.ts';
import { layoutOf, MOVED_FILE } from '../home.ts';
import type { StudioParts } from '../parts.ts';
import { freeBytes } from './usage.ts';

/** A file of this name says that a copy was begun here and is not whole. */
const UNFINISHED = '.recast-moving';

/** What is made anew where it is missed, or belongs to the process that has the home open. */
const leftBehind = (name: string): boolean =>
  name === 'cache' || name === 'desktop' || name === MOVED_FILE || name.startsWith('catalog.sqlite') || name.endsWith('.lock');

/** How far the copy is, in bytes. */
interface Copied {
  readonly done: number;
  readonly total: number;
  readonly secondsLeft: number | null;
}

async function filesBelow(folder: string): Promise<{ path: string; bytes: number }[]> {
  const files: { path: string; bytes: number }[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) files.push(...(await filesBelow(path)));
    else if (entry.isFile()) files.push({ path, bytes: (await stat(path)).size });
  }
  return files;
}

async function filesOf(home: string): Promise<{ path: string; bytes: number }[]> {
  const files: { path: string; bytes: number }[] = [];
  for (const entry of await readdir(home, { withFileTypes: true })) {
    if (leftBehind(entry.name)) continue;
    const path = join(home, entry.name);
    if (entry.isDirectory()) files.push(...(await filesBelow(path)));
    else if (entry.isFile()) files.push({ path, bytes: (await stat(path)).size });
  }
  return files;
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** Copies a file, waits until the disk has it, and compares what was written with what was to be. Throws HOME_COPY_DIFFERS. */
async function copyChecked(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await pipeline(createReadStream(from), createWriteStream(to, { flush: true }));
  if ((await hashOf(from)) !== (await hashOf(to))) throw RecastError.of('HOME_COPY_DIFFERS', { path: to });
}

/** The folder to move to, made where it is missing. Throws HOME_PLACE_UNFIT where it has something in it, or lies in the home. */
async function emptyPlace(home: string, to: string): Promise<string> {
  const wanted = resolve(to);
  if (`${wanted}${sep}`.startsWith(`${home}${sep}`))
    throw RecastError.of('HOME_PLACE_UNFIT', { path: wanted, reason: 'it lies inside the present home folder' });
  await mkdir(wanted, { recursive: true });
  const place = await realpath(wanted);
  const names = await readdir(place);
  // What an interrupted copy left is ours to remove.
  if (names.includes(UNFINISHED)) for (const name of names) await rm(join(place, name), { recursive: true, force: true });
  else if (names.length > 0) throw RecastError.of('HOME_PLACE_UNFIT', { path: place, reason: 'it is not empty' });
  return place;
}

/**
 * Copies the home to an empty folder, checks every file of the copy, and goes on from there. Whatever interrupts it, the
 * old home works as before: only when all is there it is told where the home is now. Decoded pictures are left behind.
 * The old files stay where they are, for the person to remove.
 *
 * @throws HOME_BUSY where anything runs or waits, HOME_PLACE_UNFIT, HOME_FULL, HOME_COPY_DIFFERS
 */
export async function* moveHome(parts: StudioParts, to: string, signal: AbortSignal | undefined): AsyncGenerator<Copied, { home: string }> {
  const { home } = parts.layout;
  const refuseJobs = (): void => {
    if (listJobs(parts.catalog).length > 0 || parts.jobs.tracked.length > 0) throw RecastError.of('HOME_BUSY', {});
  };
  refuseJobs();
  const place = await emptyPlace(home, to);
  writeJsonFile(join(place, UNFINISHED), { from: home });
  const files = await filesOf(home);
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const room = await freeBytes(place);
  if (room !== null && room < total) throw RecastError.of('HOME_FULL', { path: place });
  const begun = performance.now();
  let done = 0;
  for (const { path, bytes } of files) {
    if (signal?.aborted === true) throw RecastError.of('JOB_KILLED', { work: 'other' });
    await copyChecked(path, join(place, relative(home, path)));
    done += bytes;
    yield { done, total, secondsLeft: done === 0 ? null : ((total - done) * (performance.now() - begun)) / 1000 / done };
  }
  // A copy of its own kind: whole, whatever is written meanwhile.
  await parts.catalog.backup(layoutOf(place).catalog);
  refuseJobs();
  const copy = openCatalog(layoutOf(place).catalog);
  // What was uploaded and made lies in the new home now, and must outlive the old one.
  relocate(copy, home, place);
  copy.close();
  await rm(join(place, UNFINISHED));
  await parts.switchHome(place);
  writeJsonFile(join(home, MOVED_FILE), { to: place });
  return { home: place };
}
