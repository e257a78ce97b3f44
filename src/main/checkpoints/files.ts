import { createHash } from 'node:crypto';
import { open, readdir, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { RecastError } from '../../shared/errors/index.ts';

/** The SHA-256 of bytes, in hexadecimal. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Writes a new file and waits until the disk has it. */
export async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  await using file = await open(path, 'wx');
  await file.writeFile(bytes);
  await file.sync();
}

/** Waits until the disk has a folder's list of names. Windows keeps that list safe by itself and cannot open folders. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  await using handle = await open(folder, 'r');
  await handle.sync();
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Turns what the file system threw while `bytes` were written below `folder` into a sentence; other errors stay as they are. */
export async function writeError(error: unknown, folder: string, bytes: number): Promise<unknown> {
  switch (codeOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT': {
      const room = await statfs(folder).then(
        ({ bavail, bsize }) => bavail * bsize,
        () => null,
      );
      return RecastError.of('DISK_FULL', { path: folder, needed: bytes, room }, error);
    }
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return RecastError.of('CHECKPOINT_UNWRITABLE', { path: folder }, error);
    default:
      return error;
  }
}

/** Names of folders that are being written or removed right now: a dot, the purpose, the process, the final name. */
export function workName(purpose: 'writing' | 'removing', name: string): string {
  return `.${purpose}-${process.pid}-${name}`;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** Removes what killed processes left half-written or half-removed below `folder`; leaves what a living one works on. */
export async function sweepLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const owner = /^\.(?:writing|removing)-(\d+)-/.exec(name)?.[1];
    if (owner === undefined) continue;
    const pid = Number(owner);
    if (pid !== process.pid && isAlive(pid)) continue;
    await rm(join(folder, name), { recursive: true, force: true });
  }
}
