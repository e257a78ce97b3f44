import type { Migration } from '../migrate.ts';

/** Pictures that are coloured by hand. Their files lie below the home's `paintings`, in a folder of the id. */
export const paintings: Migration = {
  version: 5,
  sql: `
    CREATE TABLE paintings (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL,
      width INTEGER NOT NULL,
      height INTEGER NOT NULL,
      content TEXT NOT NULL,
      checkpoint_id TEXT,
      hints TEXT NOT NULL,
      hint_count INTEGER NOT NULL,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      removed_at INTEGER
    ) STRICT;
  `,
};
