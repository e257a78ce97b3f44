import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import * as z from 'zod';
import type { Machine } from './engine/executors.ts';

const answersSchema = z.record(z.string(), z.string());

/** What trials found out, in a file that may be removed at any time: they are made again then. */
export function rememberIn(file: string): NonNullable<Machine['remembered']> {
  const read = (): Record<string, string> => {
    try {
      return answersSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    } catch {
      // Not there yet, or not readable as what it should be: nothing is known.
      return {};
    }
  };
  return {
    recall: (question) => read()[question],
    remember(question, answer) {
      const temporary = `${file}.${process.pid}`;
      try {
        writeFileSync(temporary, `${JSON.stringify({ ...read(), [question]: answer }, null, 2)}\n`);
        renameSync(temporary, file);
      } catch {
        // A home that cannot be written to: the next start tries again.
      }
    },
  };
}

const trials = process.env['RECAST_TRIALS'];

/**
 * The machine that this process runs on, as the engine wants to know it. Hosts name the folder of TensorFlow in
 * `RECAST_TENSORFLOW` and the file that trials are remembered in in `RECAST_TRIALS`.
 */
export const thisMachine: Machine = {
  system: `${process.platform}-${process.arch}`,
  processor: `${process.arch} ${cpus()[0]?.model.trim() ?? 'of unknown kind'}`,
  now: () => performance.now() / 1000,
  tensorflow: process.env['RECAST_TENSORFLOW'] ?? null,
  remembered: trials === undefined ? null : rememberIn(trials),
};
