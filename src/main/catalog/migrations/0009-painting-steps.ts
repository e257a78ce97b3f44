import type { Migration } from '../migrate.ts';

/** What was done to the hints of paintings, step by step, so that it can be undone after the window was closed; and what the painter had in hand. */
export const paintingSteps: Migration = {
  version: 9,
  sql: `
    CREATE TABLE painting_steps (
      painting_id INTEGER NOT NULL REFERENCES paintings (id) ON DELETE CASCADE,
      number INTEGER NOT NULL,
      step TEXT NOT NULL,
      PRIMARY KEY (painting_id, number)
    ) STRICT, WITHOUT ROWID;
    ALTER TABLE paintings ADD COLUMN step INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE paintings ADD COLUMN hand TEXT;
  `,
};
