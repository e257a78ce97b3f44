// What a browser fetches before the window shows anything: the page and what it names, compressed as the studio serves it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const KILOBYTE = 1000;
/** The most of it, in kB. */
export const MOST = 400;

/** The files that a page names: scripts, those that these are known to import, and styles. */
export function namedFiles(page) {
  const tags = page.match(/<(?:script|link)\b[^>]*>/g) ?? [];
  const addresses = tags
    .filter((tag) => tag.startsWith('<script') || /rel="?(modulepreload|stylesheet)/.test(tag))
    .map((tag) => /(?:src|href)="([^"]+)"/.exec(tag)?.[1])
    .filter((address) => address !== undefined);
  return [...new Set(addresses.map((address) => address.replace(/^\.?\//, '')))];
}

/** The first load of a built window in kB, compressed. Fonts and pictures come after it. */
export function firstLoad(folder) {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const all = [Buffer.from(page), ...namedFiles(page).map((name) => readFileSync(join(folder, name)))];
  // The quality that `hosts/site` serves with.
  const compressed = all.map((bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }).byteLength);
  return compressed.reduce((sum, bytes) => sum + bytes, 0) / KILOBYTE;
}
