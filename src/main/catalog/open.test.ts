import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RecastError } from '../../shared/errors/index.ts';
import { catalogError, openCatalog } from './open.ts';
import { addTestRun } from './testing/temporaryCatalog.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recast-'));
  path = join(folder, 'catalog.sqlite');
});
afterEach(() => {
  chmodSync(folder, 0o755);
  rmSync(folder, { recursive: true, force: true });
});

function thrown(work: () => unknown): RecastError {
  try {
    work();
  } catch (error) {
    if (error instanceof RecastError) return error;
    throw error;
  }
  throw new Error('Nothing was thrown.');
}

test('a new catalog: write-ahead log, foreign keys, and again the same the second time', () => {
  const first = openCatalog(path);
  addTestRun(first, folder);
  first.close();
  const again = openCatalog(path);
  expect(again.pragma('journal_mode', { simple: true })).toBe('wal');
  expect(again.pragma('foreign_keys', { simple: true })).toBe(1);
  expect(again.pragma('synchronous', { simple: true })).toBe(1);
  expect(again.prepare('SELECT count(*) FROM runs').pluck().get()).toBe(1);
  again.close();
});

test('a catalog of a newer program is refused and stays as it is', () => {
  const catalog = openCatalog(path);
  catalog.pragma('user_version = 99');
  catalog.close();
  const before = readFileSync(path);
  expect(thrown(() => openCatalog(path))).toMatchObject({ code: 'CATALOG_NEWER', exit: 1, message: expect.stringContaining(path) });
  expect(readFileSync(path)).toEqual(before);
});

test('a file that is no catalog is refused and stays as it is', () => {
  const text = 'These are my notes, not a database. '.repeat(100);
  writeFileSync(path, text);
  expect(thrown(() => openCatalog(path))).toMatchObject({ code: 'CATALOG_DAMAGED', remedy: expect.stringContaining('Nothing was changed') });
  expect(readFileSync(path, 'utf8')).toBe(text);
});

test("another program's database is refused and stays as it is", () => {
  const other = new SqliteDatabase(path);
  other.exec('CREATE TABLE songs (title TEXT)');
  other.close();
  const before = readFileSync(path);
  expect(thrown(() => openCatalog(path))).toMatchObject({ code: 'CATALOG_DAMAGED', message: expect.stringContaining('another program') });
  expect(readFileSync(path)).toEqual(before);
});

test.each([
  ['a page in its middle overwritten', (bytes: Buffer) => bytes.fill(0xa5, 8192, 12288)],
  ['its second half cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1)],
])('a catalog with %s is refused and stays as it is', (_, harm) => {
  const catalog = openCatalog(path);
  for (let i = 0; i < 50; i++) addTestRun(catalog, folder);
  catalog.pragma('wal_checkpoint(TRUNCATE)');
  catalog.close();
  writeFileSync(path, harm(readFileSync(path)));
  const before = readFileSync(path);
  expect(thrown(() => openCatalog(path)).code).toBe('CATALOG_DAMAGED');
  expect(readFileSync(path)).toEqual(before);
});

/** Opens the catalog in a process without the administrator's rights, who may write everywhere. */
function openAsNobody(): string {
  const program = `const { openCatalog } = await import(${JSON.stringify(join(import.meta.dirname, 'open.ts'))});
    try { openCatalog(${JSON.stringify(path)}); } catch (error) { console.log(error.code, error.message); }`;
  const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  return spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8', ...nobody }).stdout;
}

test.skipIf(process.platform === 'win32')('a read-only home is refused in a sentence', () => {
  chmodSync(folder, 0o555);
  expect(openAsNobody()).toMatch(/^HOME_UNUSABLE Recast Studio cannot write in its home folder/);
});

test.skipIf(process.platform === 'win32')('a read-only catalog in a writable home is refused too', () => {
  openCatalog(path).close();
  chmodSync(path, 0o444);
  chmodSync(folder, 0o777);
  expect(openAsNobody()).toMatch(/^HOME_UNUSABLE/);
});

test('a disk without room says so', () => {
  const catalog = openCatalog(path);
  catalog.pragma(`max_page_count = ${String(catalog.pragma('page_count', { simple: true }))}`);
  const error = thrown(() => {
    try {
      for (let i = 0; i < 500; i++) addTestRun(catalog, folder);
    } catch (cause) {
      throw catalogError(cause, path);
    }
  });
  expect(error).toMatchObject({ code: 'HOME_FULL', message: expect.stringContaining(path) });
  catalog.close();
});

test('a catalog that another program holds is refused after the wait, not forever', { timeout: 60_000 }, () => {
  openCatalog(path).close();
  const holder = new SqliteDatabase(path);
  holder.pragma('locking_mode = EXCLUSIVE');
  holder.exec('BEGIN EXCLUSIVE');
  expect(thrown(() => openCatalog(path, 300)).code).toBe('CATALOG_BUSY');
  holder.close();
});

test('processes that open a new home at the same time all succeed', { timeout: 60_000 }, async () => {
  const program = `const { openCatalog } = await import(${JSON.stringify(join(import.meta.dirname, 'open.ts'))});
    const { addTestRun } = await import(${JSON.stringify(join(import.meta.dirname, 'testing/temporaryCatalog.ts'))});
    while (Date.now() < Number(process.argv[1]));
    const catalog = openCatalog(${JSON.stringify(path)});
    for (let i = 0; i < 20; i++) addTestRun(catalog, ${JSON.stringify(folder)});
    catalog.close();`;
  const moment = String(Date.now() + 2_000);
  const children = Array.from({ length: 4 }, () =>
    spawn(process.execPath, ['--input-type=module', '-e', program, moment], { stdio: ['ignore', 'inherit', 'inherit'] }),
  );
  const ends = await Promise.all(children.map((child) => once(child, 'exit')));
  expect(ends.map(([code]: unknown[]) => code)).toEqual([0, 0, 0, 0]);
  const catalog = openCatalog(path);
  expect(catalog.prepare('SELECT count(*) FROM runs').pluck().get()).toBe(80);
  catalog.close();
});
