import type { Migration } from '../migrate.ts';

/** Projects, datasets, runs and what they leave behind, conversions, and the queue of jobs. */
export const foundation: Migration = {
  version: 1,
  sql: `
    CREATE TABLE projects (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      created_at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE datasets (
      id INTEGER PRIMARY KEY,
      project_id INTEGER NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
      folders TEXT NOT NULL CHECK (json_valid(folders)),
      pictures TEXT CHECK (json_valid(pictures)),
      created_at INTEGER NOT NULL,
      UNIQUE (project_id, folders)
    ) STRICT;

    CREATE TABLE runs (
      id TEXT PRIMARY KEY NOT NULL,
      project_id INTEGER NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
      dataset_id INTEGER NOT NULL REFERENCES datasets (id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      architecture TEXT NOT NULL,
      state TEXT NOT NULL,
      reason TEXT,
      remedy TEXT,
      folder TEXT NOT NULL UNIQUE,
      task TEXT NOT NULL CHECK (json_valid(task)),
      step INTEGER NOT NULL DEFAULT 0,
      epoch INTEGER NOT NULL DEFAULT 0,
      total_steps INTEGER,
      executor TEXT,
      device TEXT,
      memory_bytes INTEGER,
      metric_count INTEGER NOT NULL DEFAULT 0,
      metric_stride INTEGER NOT NULL DEFAULT 1,
      latest TEXT CHECK (json_valid(latest)),
      created_at INTEGER NOT NULL,
      started_at INTEGER,
      ended_at INTEGER
    ) STRICT;
    CREATE INDEX runs_by_name ON runs (name, created_at);
    CREATE INDEX runs_by_project ON runs (project_id);
    CREATE INDEX runs_by_dataset ON runs (dataset_id);

    CREATE TABLE checkpoints (
      id TEXT PRIMARY KEY NOT NULL,
      run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      folder TEXT NOT NULL UNIQUE,
      step INTEGER NOT NULL,
      epoch INTEGER NOT NULL,
      hash TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      kept INTEGER NOT NULL DEFAULT 0 CHECK (kept IN (0, 1)),
      created_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX checkpoints_by_run ON checkpoints (run_id, step);

    CREATE TABLE samples (
      run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      file TEXT NOT NULL,
      side TEXT NOT NULL,
      step INTEGER NOT NULL,
      created_at INTEGER NOT NULL,
      PRIMARY KEY (run_id, file)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE metrics (
      run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      step INTEGER NOT NULL,
      epoch INTEGER NOT NULL,
      readings TEXT NOT NULL CHECK (json_valid(readings)),
      created_at INTEGER NOT NULL,
      PRIMARY KEY (run_id, ordinal)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE skipped_files (
      run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      side TEXT NOT NULL,
      path TEXT NOT NULL,
      reason TEXT NOT NULL,
      PRIMARY KEY (run_id, side, path)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE notes (
      id INTEGER PRIMARY KEY,
      run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      text TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX notes_by_run ON notes (run_id);

    CREATE TABLE conversions (
      id INTEGER PRIMARY KEY,
      checkpoint_id TEXT REFERENCES checkpoints (id) ON DELETE SET NULL,
      checkpoint_hash TEXT NOT NULL,
      direction TEXT NOT NULL,
      input TEXT NOT NULL,
      output TEXT NOT NULL,
      state TEXT NOT NULL,
      reason TEXT,
      written INTEGER NOT NULL DEFAULT 0,
      unchanged INTEGER NOT NULL DEFAULT 0,
      failed INTEGER NOT NULL DEFAULT 0,
      created_at INTEGER NOT NULL,
      ended_at INTEGER
    ) STRICT;
    CREATE INDEX conversions_by_checkpoint ON conversions (checkpoint_id);

    CREATE TABLE jobs (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      kind TEXT NOT NULL,
      run_id TEXT UNIQUE REFERENCES runs (id) ON DELETE CASCADE,
      conversion_id INTEGER UNIQUE REFERENCES conversions (id) ON DELETE CASCADE,
      place REAL NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('waiting', 'running')),
      machine TEXT NOT NULL,
      host_pid INTEGER NOT NULL,
      host_identity TEXT,
      heartbeat INTEGER NOT NULL,
      engine_pid INTEGER,
      engine_identity TEXT,
      created_at INTEGER NOT NULL
    ) STRICT;
  `,
};
