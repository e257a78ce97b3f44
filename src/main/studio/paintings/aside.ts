import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { HintsDocument } from '../../../shared/hints.ts';
import { parseHints } from '../../../shared/hints.ts';
import type { StudioParts } from '../parts.ts';

/**
 * Hints that the home has no room for lie in the system's folder for temporary files meanwhile, which is often on another disk: a file a
 * painting, for this user's eyes alone. They outlive the window and the studio, until the painting is saved.
 */
type Parts = Pick<StudioParts, 'layout'>;

/** Where they lie; a home has a folder of its own there. `createdAt` tells a painting from one of the same number in a home that was there before. */
function placeOf({ layout }: Parts, { id, created_at }: { id: number; created_at: number }): string {
  const home = createHash('sha256').update(layout.home).digest('hex').slice(0, 16);
  return join(tmpdir(), `recast-unsaved-${process.getuid?.() ?? 'mine'}-${home}`, `${id}-${created_at}.hints.json`);
}

/** A folder of ours, not one that somebody else has put there. */
const isOurs = (folder: string): boolean => {
  const found = lstatSync(folder);
  return found.isDirectory() && (process.getuid === undefined || found.uid === process.getuid());
};

/** Lays hints aside; gives whether there was a place for them. */
export function layAside(parts: Parts, painting: { id: number; created_at: number }, hints: HintsDocument): boolean {
  const path = placeOf(parts, painting);
  const temporary = `${path}.part`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    if (!isOurs(dirname(path))) return false;
    chmodSync(dirname(path), 0o700);
    writeFileSync(temporary, JSON.stringify(hints), { mode: 0o600, flush: true });
    renameSync(temporary, path);
    return true;
  } catch {
    // The place is as full as the home.
    rmSync(temporary, { force: true });
    return false;
  }
}

/** What was laid aside of a painting; null where nothing is, or nothing that can be read. */
export function asideOf(parts: Parts, painting: { id: number; created_at: number }): HintsDocument | null {
  const path = placeOf(parts, painting);
  try {
    return isOurs(dirname(path)) ? parseHints(readFileSync(path, 'utf8'), path) : null;
  } catch {
    return null;
  }
}

/** Forgets what was laid aside: it is saved, or nobody wants it. */
export function forgetAside(parts: Parts, painting: { id: number; created_at: number }): void {
  const path = placeOf(parts, painting);
  try {
    unlinkSync(path);
    rmdirSync(dirname(path));
  } catch {
    // There was nothing, or something of another painting is there still.
  }
}
