import type { Migration } from '../migrate.ts';

/** Kinds of projects. Runs of other architectures, which were filed among translators, get projects of their own beside them. */
export const kinds: Migration = {
  version: 4,
  sql: `
    ALTER TABLE projects ADD COLUMN kind TEXT NOT NULL DEFAULT 'cyclegan';

    INSERT INTO projects (name, created_at, kind, removed_at)
      SELECT projects.name || ' (' || runs.architecture || ' ' || projects.id || ')', min(runs.created_at), runs.architecture, projects.removed_at
      FROM runs JOIN projects ON projects.id = runs.project_id
      WHERE runs.architecture <> 'cyclegan'
      GROUP BY projects.id, runs.architecture;

    CREATE TEMP TABLE moved_runs AS
      SELECT runs.id AS run_id, runs.dataset_id, fresh.id AS project_id
      FROM runs
      JOIN projects AS old ON old.id = runs.project_id
      JOIN projects AS fresh ON fresh.name = old.name || ' (' || runs.architecture || ' ' || old.id || ')'
      WHERE runs.architecture <> 'cyclegan';
    UPDATE datasets SET project_id = moved_runs.project_id FROM moved_runs WHERE datasets.id = moved_runs.dataset_id;
    UPDATE runs SET project_id = moved_runs.project_id FROM moved_runs WHERE runs.id = moved_runs.run_id;
    DROP TABLE moved_runs;
  `,
};
