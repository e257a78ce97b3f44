import type { Database, Statement } from 'better-sqlite3';
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

/** Statements that are kept prepared, of each catalog: lists ask the same for every row. Some texts depend on a number of values, so they are bounded. */
const MOST_PREPARED = 300;
const prepared = new WeakMap<Database, Map<string, Statement>>();

function prepare<Result>(database: Database, sql: string): Statement<unknown[], Result> {
  let statements = prepared.get(database);
  if (statements === undefined || statements.size >= MOST_PREPARED) prepared.set(database, (statements = new Map<string, Statement>()));
  let statement = statements.get(sql);
  if (statement === undefined) statements.set(sql, (statement = database.prepare(sql)));
  // One cast: what its rows are is known by the query that the text was made from.
  return statement as Statement<unknown[], Result>;
}

/** All rows of a query. */
export function all<Result>(database: Database, query: Compilable<Result>): Result[] {
  const { sql, parameters } = query.compile();
  return prepare<Result>(database, sql).all(...parameters);
}

/** The first row of a query. */
export function one<Result>(database: Database, query: Compilable<Result>): Result | undefined {
  const { sql, parameters } = query.compile();
  return prepare<Result>(database, sql).get(...parameters);
}

/** Runs an insert, update or delete without `returning`; gives the number of rows it changed. */
export function change(database: Database, query: Compilable): number {
  const { sql, parameters } = query.compile();
  return prepare(database, sql).run(...parameters).changes;
}
