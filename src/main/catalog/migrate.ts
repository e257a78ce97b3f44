import type { Database } from 'better-sqlite3';

/** One change of the tables: brings a catalog of version `version - 1` to `version`. */
export interface Migration {
  readonly version: number;
  readonly sql: string;
}

/** The version of an open catalog; 0 for a new file. */
export function versionOf(database: Database): number {
  return Number(database.pragma('user_version', { simple: true }));
}

/**
 * Applies what is missing, each migration in a transaction of its own: one that fails leaves the
 * catalog at the version before it. Not Kysely's migrator, which leaves half a failed migration behind
 * on SQLite. Processes that come at once wait for each other and then find nothing to do.
 *
 * @throws whatever SQLite says about the failing statement
 */
export function migrate(database: Database, migrations: readonly Migration[]): void {
  for (const migration of migrations) {
    const apply = database.transaction(() => {
      if (versionOf(database) >= migration.version) return;
      database.exec(migration.sql);
      database.pragma(`user_version = ${migration.version}`);
    });
    if (versionOf(database) < migration.version) apply.immediate();
  }
}
