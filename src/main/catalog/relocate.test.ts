import { sep } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Catalog } from './open.ts';
import { projectNamed } from './projects.ts';
import { relocate } from './relocate.ts';
import { temporaryCatalog } from './testing/temporaryCatalog.ts';

let opened: ReturnType<typeof temporaryCatalog>;
let catalog: Catalog;
beforeEach(() => {
  opened = temporaryCatalog();
  ({ catalog } = opened);
});
afterEach(() => opened.remove());

it('moves every path below the old home, and no other', () => {
  const project = projectNamed(catalog, 'p', 'cyclegan', 1);
  const old = `${sep}old home`;
  const add = catalog.prepare('INSERT INTO folders (project_id, side, path, created_at) VALUES (?, ?, ?, 1)');
  for (const path of [`${old}${sep}uploads${sep}cats`, `${old}er${sep}cats`, `${sep}pictures${old}${sep}cats`]) add.run(project.id, 'a', path);
  const folders = { a: `${old}${sep}uploads${sep}cats`, b: `${sep}mine` };
  catalog.prepare('INSERT INTO datasets (project_id, folders, created_at) VALUES (?, ?, 1)').run(project.id, JSON.stringify(folders));

  relocate(catalog, old, `${sep}new`);

  const paths = catalog.prepare<[], string>('SELECT path FROM folders ORDER BY id').pluck().all();
  expect(paths).toEqual([`${sep}new${sep}uploads${sep}cats`, `${old}er${sep}cats`, `${sep}pictures${old}${sep}cats`]);
  const moved = catalog.prepare<[], string>('SELECT folders FROM datasets').pluck().get();
  expect(JSON.parse(moved ?? '')).toEqual({ a: `${sep}new${sep}uploads${sep}cats`, b: `${sep}mine` });
});
