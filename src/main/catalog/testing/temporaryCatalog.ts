import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Catalog } from '../open.ts';
import { openCatalog } from '../open.ts';
import { datasetOf, projectNamed } from '../projects.ts';
import { addRun } from '../runs.ts';
import type { Row } from '../tables.ts';

/** A catalog in a folder of its own; `remove` closes and removes both. */
export function temporaryCatalog(): { catalog: Catalog; folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'recast-'));
  const catalog = openCatalog(join(folder, 'catalog.sqlite'));
  const remove = (): void => {
    catalog.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { catalog, folder, remove };
}

/** Adds a run for tests. */
export function addTestRun(catalog: Catalog, folder: string, columns: Partial<Row<'runs'>> = {}): Row<'runs'> {
  const project = projectNamed(catalog, 'Tests', 'cyclegan', 1);
  const dataset = datasetOf(catalog, project.id, { a: '/pictures/a', b: '/pictures/b' }, 1);
  const { id: _id, folder: _folder, task: _task, ...rest } = columns;
  const run = {
    project_id: project.id,
    dataset_id: dataset.id,
    name: 'a to b',
    architecture: 'cyclegan' as const,
    state: 'queued' as const,
    created_at: 1,
    ...rest,
  };
  return addRun(
    catalog,
    run,
    (id) => join(folder, 'runs', id),
    () => ({}),
  );
}
