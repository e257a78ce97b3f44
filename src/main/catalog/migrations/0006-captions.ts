import type { Migration } from '../migrate.ts';

/** What pictures are said to show, and where that comes from; what samples were drawn from; the cost of trainings in parts. */
export const captions: Migration = {
  version: 6,
  sql: `
    CREATE TABLE caption_sources (
      project_id INTEGER PRIMARY KEY REFERENCES projects (id) ON DELETE CASCADE,
      origin TEXT NOT NULL CHECK (origin IN ('own', 'beside', 'metadata', 'names', 'file')),
      path TEXT,
      name TEXT,
      revision INTEGER NOT NULL,
      report TEXT
    ) STRICT;

    CREATE TABLE captions (
      picture_id INTEGER PRIMARY KEY REFERENCES pictures (id) ON DELETE CASCADE,
      given TEXT NOT NULL,
      revision INTEGER NOT NULL,
      own TEXT,
      text TEXT NOT NULL
    ) STRICT;

    ALTER TABLE sample_rows ADD COLUMN sentence TEXT;
    ALTER TABLE measurements ADD COLUMN part_seconds TEXT;
  `,
};
