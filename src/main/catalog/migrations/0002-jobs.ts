import type { Migration } from '../migrate.ts';

/** What windows show of runs and conversions: errors in parts, bins, branches, sample pictures, scores, files of conversions, measured costs. */
export const jobs: Migration = {
  version: 2,
  sql: `
    ALTER TABLE runs ADD COLUMN error TEXT CHECK (json_valid(error));
    ALTER TABLE runs ADD COLUMN preset TEXT;
    ALTER TABLE runs ADD COLUMN branched_from TEXT;
    ALTER TABLE runs ADD COLUMN removed_at INTEGER;

    ALTER TABLE checkpoints ADD COLUMN removed_at INTEGER;
    CREATE INDEX checkpoints_by_hash ON checkpoints (hash);

    ALTER TABLE conversions ADD COLUMN run_id TEXT REFERENCES runs (id) ON DELETE SET NULL;
    ALTER TABLE conversions ADD COLUMN title TEXT NOT NULL DEFAULT '';
    ALTER TABLE conversions ADD COLUMN task TEXT CHECK (json_valid(task));
    ALTER TABLE conversions ADD COLUMN error TEXT CHECK (json_valid(error));
    CREATE INDEX conversions_by_run ON conversions (run_id);

    CREATE TABLE conversion_files (
      conversion_id INTEGER NOT NULL REFERENCES conversions (id) ON DELETE CASCADE,
      place INTEGER NOT NULL,
      name TEXT NOT NULL,
      input TEXT NOT NULL,
      output TEXT,
      state TEXT NOT NULL CHECK (state IN ('waiting', 'written', 'unchanged', 'failed')),
      reason TEXT,
      PRIMARY KEY (conversion_id, place)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX conversion_files_by_input ON conversion_files (conversion_id, input);
    CREATE INDEX conversion_files_by_state ON conversion_files (conversion_id, state);

    CREATE TABLE sample_rows (
      run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      step INTEGER NOT NULL,
      side TEXT NOT NULL,
      place INTEGER NOT NULL,
      files TEXT NOT NULL CHECK (json_valid(files)),
      PRIMARY KEY (run_id, step, side, place)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE scores (
      run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      step INTEGER NOT NULL,
      readings TEXT NOT NULL CHECK (json_valid(readings)),
      created_at INTEGER NOT NULL,
      PRIMARY KEY (run_id, step)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE measurements (
      subject TEXT PRIMARY KEY NOT NULL,
      seconds_per_step REAL,
      memory_bytes INTEGER NOT NULL,
      checkpoint_bytes INTEGER NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};
