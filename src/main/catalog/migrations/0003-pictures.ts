import type { Migration } from '../migrate.ts';

/** The pictures of a project: its sides, their folders, what was found in them, and what the dataset doctor measured. */
export const pictures: Migration = {
  version: 3,
  sql: `
    ALTER TABLE projects ADD COLUMN touched_at INTEGER;
    ALTER TABLE projects ADD COLUMN removed_at INTEGER;

    CREATE TABLE sides (
      project_id INTEGER NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
      side TEXT NOT NULL CHECK (side IN ('a', 'b')),
      name TEXT NOT NULL,
      PRIMARY KEY (project_id, side)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE folders (
      id INTEGER PRIMARY KEY,
      project_id INTEGER NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
      side TEXT NOT NULL CHECK (side IN ('a', 'b')),
      path TEXT NOT NULL,
      state TEXT NOT NULL DEFAULT 'unlisted' CHECK (state IN ('unlisted', 'listed', 'missing')),
      pictures INTEGER NOT NULL DEFAULT 0,
      created_at INTEGER NOT NULL,
      removed_at INTEGER
    ) STRICT;
    CREATE UNIQUE INDEX folders_once ON folders (project_id, path) WHERE removed_at IS NULL;
    CREATE INDEX folders_by_project ON folders (project_id);

    CREATE TABLE pictures (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      folder_id INTEGER NOT NULL REFERENCES folders (id) ON DELETE CASCADE,
      path TEXT NOT NULL,
      sort_key TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      modified INTEGER NOT NULL,
      readable INTEGER CHECK (readable IN (0, 1)),
      problem TEXT,
      width INTEGER,
      height INTEGER,
      format TEXT,
      excluded INTEGER NOT NULL DEFAULT 0 CHECK (excluded IN (0, 1)),
      held_out INTEGER NOT NULL DEFAULT 0 CHECK (held_out IN (0, 1)),
      UNIQUE (folder_id, path)
    ) STRICT;
    CREATE INDEX pictures_in_order ON pictures (folder_id, sort_key, excluded, held_out, readable);
    CREATE INDEX pictures_summed_up ON pictures (folder_id, excluded, held_out, readable, width, height, bytes);
    CREATE INDEX pictures_to_look_at ON pictures (folder_id, id) WHERE readable IS NULL;

    CREATE TABLE examinations (
      picture_id INTEGER PRIMARY KEY REFERENCES pictures (id) ON DELETE CASCADE,
      version INTEGER NOT NULL,
      bytes INTEGER NOT NULL,
      modified INTEGER NOT NULL,
      content TEXT,
      features BLOB
    ) STRICT;
  `,
};
