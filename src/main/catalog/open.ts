import { accessSync, constants, existsSync } from 'node:fs';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { RecastError } from '../../shared/errors/index.ts';
import { migrate, versionOf } from './migrate.ts';
import { migrations } from './migrations/index.ts';

/** Marks the file as ours ("RCST"), so that some other program's database is not taken for a new catalog. */
const APPLICATION_ID = 0x52_43_53_54;

/** How long a statement waits for another process's transaction, in milliseconds. */
const PATIENCE = 10_000;

const NEWEST = migrations.length;

/** An open catalog. */
export type Catalog = Database;

/** What SQLite's errors mean for a person. Codes may carry a detail: `SQLITE_IOERR_WRITE`. */
export function catalogError(error: unknown, path: string): unknown {
  if (error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM' || error.code === 'EROFS'))
    return RecastError.of('HOME_UNUSABLE', { path, reason: error.message }, error);
  if (!(error instanceof SqliteDatabase.SqliteError)) return error;
  const is = (code: string): boolean => error.code === code || error.code.startsWith(`${code}_`);
  if (is('SQLITE_NOTADB') || is('SQLITE_CORRUPT')) return RecastError.of('CATALOG_DAMAGED', { path, reason: error.message }, error);
  if (is('SQLITE_FULL')) return RecastError.of('HOME_FULL', { path }, error);
  if (is('SQLITE_READONLY') || is('SQLITE_CANTOPEN') || is('SQLITE_IOERR') || is('SQLITE_PERM') || is('SQLITE_AUTH'))
    return RecastError.of('HOME_UNUSABLE', { path, reason: error.message }, error);
  if (is('SQLITE_BUSY') || is('SQLITE_LOCKED')) return RecastError.of('CATALOG_BUSY', { path }, error);
  return error;
}

function applicationOf(database: Database): number {
  return Number(database.pragma('application_id', { simple: true }));
}

/** Marks a new file as ours; on any other it only shows that the file can be written. */
function mark(database: Database): void {
  const write = database.transaction(() => {
    if (applicationOf(database) !== APPLICATION_ID) database.pragma(`application_id = ${APPLICATION_ID}`);
  });
  write.immediate();
}

/** Refuses what must not be touched. Reads only. */
function examine(database: Database, path: string): void {
  const version = versionOf(database);
  if (version > NEWEST) throw RecastError.of('CATALOG_NEWER', { path, version, known: NEWEST });
  // In this order: another process that makes the catalog at this moment sets the mark first, then the tables.
  const tables = Number(database.prepare<[], number>('SELECT count(*) FROM sqlite_schema').pluck().get());
  const application = applicationOf(database);
  if (tables > 0 && application !== APPLICATION_ID) throw RecastError.of('CATALOG_DAMAGED', { path, reason: 'it is a database of another program.' });
  const report = String(database.pragma('quick_check(1)', { simple: true }));
  if (report !== 'ok') throw RecastError.of('CATALOG_DAMAGED', { path, reason: report.replaceAll('\n', ' ') });
}

/**
 * Opens the catalog at `path`, makes it where there is none, and brings it to the newest version.
 * Several processes may have it open at once.
 *
 * @param patience how long a statement waits for another process's transaction, in milliseconds
 * @throws CATALOG_NEWER, CATALOG_DAMAGED (never overwritten), HOME_UNUSABLE, HOME_FULL, CATALOG_BUSY
 */
export function openCatalog(path: string, patience: number = PATIENCE): Catalog {
  let database: Database | undefined;
  try {
    // SQLite itself notices only at the first change.
    if (existsSync(path)) accessSync(path, constants.W_OK);
    database = new SqliteDatabase(path, { timeout: patience });
    examine(database, path);
    mark(database);
    enterWriteAhead(database, patience);
    database.pragma('synchronous = NORMAL');
    database.pragma('foreign_keys = ON');
    migrate(database, migrations);
    return database;
  } catch (error) {
    database?.close();
    throw catalogError(error, path);
  }
}

/** Changing the journal mode needs the file for itself for a moment and does not heed the busy timeout. */
function enterWriteAhead(database: Database, patience: number): void {
  const wait = new Int32Array(new SharedArrayBuffer(4));
  for (let waited = 0; ; waited += 20) {
    try {
      database.pragma('journal_mode = WAL');
      return;
    } catch (error) {
      if (waited >= patience || !(error instanceof SqliteDatabase.SqliteError) || !error.code.startsWith('SQLITE_BUSY')) throw error;
      Atomics.wait(wait, 0, 0, 20);
    }
  }
}
