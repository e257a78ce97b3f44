import { sep } from 'node:path';
import type { Catalog } from './open.ts';

/** Columns that hold one path each. */
const paths = [
  ['folders', 'path'],
  ['runs', 'folder'],
  ['checkpoints', 'folder'],
  ['conversions', 'input'],
  ['conversions', 'output'],
  ['conversion_files', 'input'],
  ['conversion_files', 'output'],
] as const;

/** Columns of JSON with paths among other things. */
const documents = [
  ['datasets', 'folders'],
  ['runs', 'task'],
  ['conversions', 'task'],
] as const;

/** A path as it stands inside of JSON text. */
const inJson = (path: string): string => JSON.stringify(path).slice(1, -1);

/**
 * Makes a catalog that was copied with its home speak of the new place: every path below `from` lies below `to` now.
 * Paths elsewhere, the person's own folders among them, stay as they are.
 */
export function relocate(catalog: Catalog, from: string, to: string): void {
  const [before, after] = [`${from}${sep}`, `${to}${sep}`];
  const work = catalog.transaction(() => {
    for (const [table, column] of paths) {
      const text = `UPDATE ${table} SET ${column} = ? || substr(${column}, ?) WHERE substr(${column}, 1, ?) = ?`;
      catalog.prepare(text).run(after, before.length + 1, before.length, before);
    }
    for (const [table, column] of documents) {
      const text = `UPDATE ${table} SET ${column} = replace(${column}, ?, ?) WHERE instr(${column}, ?) > 0`;
      const [old, now] = [`"${inJson(before)}`, `"${inJson(after)}`];
      catalog.prepare(text).run(old, now, old);
    }
  });
  work.immediate();
}
