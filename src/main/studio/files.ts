import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import type * as z from 'zod';

/** Reads a small JSON file of the home by its schema; undefined where there is none, or it is not what this program writes. */
export function readJsonFile<Value>(schema: z.ZodType<Value>, path: string): Value | undefined {
  try {
    return schema.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

/** Writes a small JSON file of the home, whole or not at all. */
export function writeJsonFile(path: string, value: unknown): void {
  const temporary = `${path}.${process.pid}`;
  const file = openSync(temporary, 'w');
  try {
    writeSync(file, `${JSON.stringify(value, null, 1)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
}
