import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';

/** A rectangle on the screens, in pixels that do not depend on their density. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const number = z.number().int();
const stateSchema = z.object({ x: number, y: number, width: number.min(100), height: number.min(100), maximized: z.boolean() });

/** How a window lay when it was last seen. */
export type WindowState = z.infer<typeof stateSchema>;

const USUAL = { width: 1280, height: 860 };
export const LEAST = { width: 720, height: 560 };
/** So much of the top of a window must be seen for it to be dragged, in pixels. */
const GRIP = { width: 120, height: 32 };

/**
 * Where a window opens: where it was, if it can be reached there on the screens of now, else in the middle of the
 * first, no larger than it.
 *
 * @param screens their areas without task bars, the first one first
 */
export function placeOf(state: WindowState | null, screens: readonly [Place, ...Place[]]): Place {
  const { width, height } = state ?? USUAL;
  if (state !== null) {
    for (const screen of screens) {
      const fit = { width: Math.min(width, screen.width), height: Math.min(height, screen.height) };
      const seen = Math.min(state.x + fit.width, screen.x + screen.width) - Math.max(state.x, screen.x);
      const top = state.y >= screen.y && state.y + GRIP.height <= screen.y + screen.height;
      if (top && seen >= GRIP.width) return { x: state.x, y: state.y, ...fit };
    }
  }
  const [first] = screens;
  const fit = { width: Math.min(width, first.width), height: Math.min(height, first.height) };
  return { x: first.x + Math.round((first.width - fit.width) / 2), y: first.y + Math.round((first.height - fit.height) / 2), ...fit };
}

/** What was kept; null where nothing was, or it cannot be read. */
export function readWindowState(file: string): WindowState | null {
  try {
    return stateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

/** Keeps how a window lies. A convenience: where it cannot be written, as on a full disk, the window opens where it did last time. */
export function keepWindowState(file: string, state: WindowState): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify(state));
    renameSync(`${file}.new`, file);
  } catch {
    // Tried again when the window moves or closes the next time.
  }
}
