import SqliteDatabase, { type Database } from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { Migration } from './migrate.ts';
import { migrate, versionOf } from './migrate.ts';
import { migrations } from './migrations/index.ts';

function schemaOf(database: Database): unknown[] {
  return database.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all();
}

function atVersion(version: number): Database {
  const database = new SqliteDatabase(':memory:');
  database.pragma('foreign_keys = ON');
  migrate(database, migrations.slice(0, version));
  return database;
}

/** One row in every table. Adding a migration: a row here where it adds tables. */
const foundationRows = (project: string, checkpoint: string): string => `
  INSERT INTO projects VALUES ${project};
  INSERT INTO datasets VALUES (1, 1, '{"a":"/a","b":"/b"}', null, 1);
  INSERT INTO runs (id, project_id, dataset_id, name, architecture, state, folder, task, created_at) VALUES ('r1', 1, 1, 'n', 'cyclegan', 'queued', '/runs/r1', '{}', 1);
  INSERT INTO checkpoints VALUES ${checkpoint};
  INSERT INTO samples VALUES ('r1', 's.png', 'a', 5, 1);
  INSERT INTO metrics VALUES ('r1', 0, 5, 0, '{"cycle":1}', 1);
  INSERT INTO skipped_files VALUES ('r1', 'a', '/a/x.txt', 'no picture');
  INSERT INTO notes VALUES (1, 'r1', 'text', 1);
  INSERT INTO conversions (id, checkpoint_id, checkpoint_hash, direction, input, output, state, created_at) VALUES (1, 'r1-5', 'aa', 'a2b', '/i', '/o', 'finished', 1);
  INSERT INTO jobs (kind, run_id, place, state, machine, host_pid, heartbeat, created_at) VALUES ('train', 'r1', 1, 'waiting', 'm', 1, 1, 1);`;

const jobRows = `
  INSERT INTO conversion_files VALUES (1, 0, 'cat.png', '/i/cat.png', null, 'waiting', null);
  INSERT INTO sample_rows VALUES ('r1', 5, 'a', 0, '{"real":"samples/pictures/a-0-real.png"}');
  INSERT INTO scores VALUES ('r1', 5, '{}', 1);
  INSERT INTO measurements VALUES ('machine and settings', 0.5, 1, 1, 1);`;

const pictureRows = `
  INSERT INTO sides VALUES (1, 'a', 'photos');
  INSERT INTO folders (id, project_id, side, path, created_at) VALUES (1, 1, 'a', '/a', 1);
  INSERT INTO pictures (id, folder_id, path, sort_key, bytes, modified) VALUES (1, 1, 'x.png', 'x.png', 10, 1);
  INSERT INTO examinations VALUES (1, 1, 10, 1, 'aa', x'00000000');`;

const rowsWithKinds = foundationRows("(1, 'P', 1, null, null, 'cyclegan')", "('r1-5', 'r1', '/runs/r1/c', 5, 0, 'aa', 10, 0, 1, null)") + jobRows + pictureRows;

const rowsWithPaintings = (before: string): string => `${before} INSERT INTO paintings VALUES (1, 'cat', 10, 10, 'aa', 'r1-5', '{}', 0, 1, 1, null);`;

const captionRows = `
  INSERT INTO caption_sources VALUES (1, 'file', '/c.csv', 'c.csv', 1, null);
  INSERT INTO captions VALUES (1, '["a cat"]', 1, null, 'a cat');`;

const rowsWithCaptions = rowsWithPaintings(
  rowsWithKinds
    .replace('-real.png"}\')', "-real.png\"}', 'a cat')")
    .replace("'machine and settings', 0.5, 1, 1, 1", "'machine and settings', 0.5, 1, 1, 1, null"),
).concat(captionRows);

const rowsWithDrawings = `${rowsWithCaptions} INSERT INTO drawings VALUES (1, 'ab12', 0, 'a fox', 'a fox', '{}', 'r1-5', 'aa', 'fish', 5, 64, null, 0, 1, null);`;

const rowsWithSteps = `${rowsWithDrawings.replace("'r1-5', '{}', 0, 1, 1, null)", "'r1-5', '{}', 0, 1, 1, null, 1, '{}')")}
  INSERT INTO painting_steps VALUES (1, 1, '{}');`;

/** For each version, rows as it knows them. */
const contents: Readonly<Record<number, string>> = {
  0: '',
  1: foundationRows("(1, 'P', 1)", "('r1-5', 'r1', '/runs/r1/c', 5, 0, 'aa', 10, 0, 1)"),
  2: foundationRows("(1, 'P', 1)", "('r1-5', 'r1', '/runs/r1/c', 5, 0, 'aa', 10, 0, 1, null)") + jobRows,
  3: foundationRows("(1, 'P', 1, null, null)", "('r1-5', 'r1', '/runs/r1/c', 5, 0, 'aa', 10, 0, 1, null)") + jobRows + pictureRows,
  4: rowsWithKinds,
  5: rowsWithPaintings(rowsWithKinds),
  6: rowsWithCaptions,
  7: rowsWithDrawings,
  8: rowsWithDrawings,
  9: rowsWithSteps,
  10: rowsWithSteps,
};

test('versions count from 1 without a gap', () => {
  expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1));
});

test.each(migrations.map((_, version) => version))('from version %i to the newest: same tables as a new catalog, rows intact', (version) => {
  const database = atVersion(version);
  database.exec(contents[version] ?? '');
  const before = version === 0 ? 0 : database.prepare('SELECT count(*) FROM runs').pluck().get();
  migrate(database, migrations);
  expect(versionOf(database)).toBe(migrations.length);
  expect(schemaOf(database)).toEqual(schemaOf(atVersion(migrations.length)));
  expect(database.pragma('foreign_key_check')).toEqual([]);
  expect(database.prepare('SELECT count(*) FROM runs').pluck().get()).toBe(before);
});

test('the newest version takes a row in every table, and all are STRICT', () => {
  const database = atVersion(migrations.length);
  database.exec(contents[migrations.length] ?? '');
  const tables = database
    .prepare<[], { name: string; strict: number }>("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'")
    .all();
  expect(tables.filter(({ strict }) => strict === 0)).toEqual([]);
  for (const { name } of tables) expect([name, database.prepare(`SELECT count(*) FROM ${name}`).pluck().get()]).toEqual([name, 1]);
  expect(() => database.exec("UPDATE runs SET step = 'many'")).toThrow(/cannot store TEXT/);
});

test('a migration that fails half-way leaves nothing behind', () => {
  const database = atVersion(migrations.length);
  const newest = migrations.length + 1;
  const broken: Migration = { version: newest, sql: 'CREATE TABLE half (id INTEGER) STRICT; INSERT INTO nowhere VALUES (1);' };
  const before = schemaOf(database);
  expect(() => migrate(database, [...migrations, broken])).toThrow(/nowhere/);
  expect(schemaOf(database)).toEqual(before);
  expect(versionOf(database)).toBe(migrations.length);
  migrate(database, [...migrations, { version: newest, sql: 'CREATE TABLE whole (id INTEGER) STRICT;' }]);
  expect(versionOf(database)).toBe(newest);
});

test('runs that are no translators move out of projects of translators, with their folders', () => {
  const database = atVersion(3);
  database.exec(`
    INSERT INTO projects (id, name, created_at) VALUES (1, 'Translators', 1);
    INSERT INTO datasets (id, project_id, folders, created_at) VALUES (1, 1, '{"a":"/a","b":"/b"}', 1), (2, 1, '{"images":"/i"}', 1);
    INSERT INTO runs (id, project_id, dataset_id, name, architecture, state, folder, task, created_at) VALUES
      ('r1', 1, 1, 'n', 'cyclegan', 'finished', '/runs/r1', '{}', 1), ('r2', 1, 2, 'n', 'colorize', 'finished', '/runs/r2', '{}', 5), ('r3', 1, 2, 'n', 'colorize', 'failed', '/runs/r3', '{}', 4);`);
  migrate(database, migrations);
  const filed = database.prepare(
    'SELECT runs.id, projects.name, kind, datasets.project_id = projects.id AS whole FROM runs JOIN projects ON projects.id = runs.project_id JOIN datasets ON datasets.id = dataset_id ORDER BY runs.id',
  );
  expect(filed.all()).toEqual([
    { id: 'r1', name: 'Translators', kind: 'cyclegan', whole: 1 },
    { id: 'r2', name: 'Translators (colorize 1)', kind: 'colorize', whole: 1 },
    { id: 'r3', name: 'Translators (colorize 1)', kind: 'colorize', whole: 1 },
  ]);
  database.close();
});
