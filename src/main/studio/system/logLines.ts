import { createReadStream, statSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { elapse } from '../live/bell.ts';
import { LOG_FILE } from '../log.ts';
import type { StudioParts } from '../parts.ts';
import { iso } from '../times.ts';

/** How much of the end of the log is shown, in bytes, and how many lines. */
const TAIL = 256 * 1024;
const MOST_LINES = 500;

/** How often it is looked whether the log has grown, in milliseconds. */
const LOOK_EVERY = 1_000;

const lineSchema = z.looseObject({ level: z.number(), time: z.number(), msg: z.string().default('') });

/** Pino's numbers as words. */
const levels: Readonly<Record<number, string>> = { 10: 'trace', 20: 'debug', 30: 'info', 40: 'warning', 50: 'error', 60: 'fatal' };

/** A line of the log for people. */
export interface ShownLine {
  readonly at: string;
  readonly level: string;
  readonly text: string;
}

function shown(line: string): ShownLine[] {
  try {
    const { level, time, msg, pid: _pid, ...rest } = lineSchema.parse(JSON.parse(line));
    const beside = Object.keys(rest).length === 0 ? '' : ` ${JSON.stringify(rest)}`;
    return [{ at: iso(time), level: levels[level] ?? String(level), text: `${msg}${beside}` }];
  } catch {
    // Cut off at the front by the tail, or at the end by a kill.
    return [];
  }
}

/** The end of the program's own log, newest line last, told anew whenever it has grown. Ends when the signal aborts. */
export async function* watchLog({ layout }: StudioParts, signal: AbortSignal | undefined): AsyncGenerator<ShownLine[], void> {
  const path = join(layout.logs, LOG_FILE);
  let told = -1;
  while (signal?.aborted !== true) {
    const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    if (size !== told) {
      told = size;
      const tail = size === 0 ? '' : await text(createReadStream(path, { start: Math.max(0, size - TAIL) }));
      yield tail.split('\n').flatMap(shown).slice(-MOST_LINES);
    }
    await elapse(LOOK_EVERY, signal);
  }
}
