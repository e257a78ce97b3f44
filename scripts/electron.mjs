// Where Electron is, for what must start before TypeScript is there.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Electron's binary, where it has been fetched for the locked version; else undefined. */
export function electronBinary(root) {
  const folder = join(root, 'node_modules', 'electron');
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist');
  const note = join(folder, 'path.txt');
  if (!existsSync(note)) return undefined;
  const binary = join(dist, readFileSync(note, 'utf8').trim());
  return existsSync(binary) ? binary : undefined;
}

/** Why no window can be opened here, as half a sentence; undefined where one can. */
export function noScreen() {
  if (process.platform !== 'linux') return undefined;
  return process.env.DISPLAY || process.env.WAYLAND_DISPLAY ? undefined : 'this machine has no screen';
}
