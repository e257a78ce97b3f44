import type { Migration } from '../migrate.ts';

/** Pictures drawn from words. Their files lie below the home's `drawings`, in a folder of the set. */
export const drawings: Migration = {
  version: 7,
  sql: `
    CREATE TABLE drawings (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      set_key TEXT NOT NULL,
      place INTEGER NOT NULL,
      sentence TEXT NOT NULL,
      search TEXT NOT NULL,
      recipe TEXT NOT NULL,
      checkpoint_id TEXT NOT NULL,
      checkpoint_hash TEXT NOT NULL,
      run_name TEXT NOT NULL,
      step INTEGER NOT NULL,
      small_side INTEGER NOT NULL,
      side INTEGER,
      favourite INTEGER NOT NULL DEFAULT 0,
      created_at INTEGER NOT NULL,
      removed_at INTEGER
    ) STRICT;
    CREATE INDEX drawings_by_checkpoint ON drawings (checkpoint_hash);
  `,
};
