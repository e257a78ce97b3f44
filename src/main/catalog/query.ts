import type { Database } from 'better-sqlite3';
import type { Compilable } from 'kysely';
import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { Tables } from './tables.ts';

/** Builds typed queries. It has no connection: `all`, `one` and `change` run them, synchronously. */
export const build = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

/** All rows of a query. */
export function all<Result>(database: Database, query: Compilable<Result>): Result[] {
  const { sql, parameters } = query.compile();
  return database.prepare<unknown[], Result>(sql).all(...parameters);
}

/** The first row of a query. */
export function one<Result>(database: Database, query: Compilable<Result>): Result | undefined {
  const { sql, parameters } = query.compile();
  return database.prepare<unknown[], Result>(sql).get(...parameters);
}

/** Runs an insert, update or delete without `returning`; gives the number of rows it changed. */
export function change(database: Database, query: Compilable): number {
  const { sql, parameters } = query.compile();
  return database.prepare(sql).run(...parameters).changes;
}
