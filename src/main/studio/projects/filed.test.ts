import { afterEach, beforeEach, expect, test } from 'vitest';
import { addProject, listProjects } from '../../catalog/projects.ts';
import { temporaryCatalog } from '../../catalog/testing/temporaryCatalog.ts';
import { filedUnder } from './filed.ts';

let temporary: ReturnType<typeof temporaryCatalog>;
beforeEach(() => (temporary = temporaryCatalog()));
afterEach(() => temporary.remove());

test('runs that name no project are filed with those of their kind', () => {
  const { catalog } = temporary;
  const [translators, colourists] = [filedUnder(catalog, {}, 'cyclegan', 1), filedUnder(catalog, {}, 'colorize', 1)];
  expect(listProjects(catalog).map(({ name, kind }) => [name, kind])).toEqual([
    ['Colourists', 'colorize'],
    ['Translators', 'cyclegan'],
  ]);
  expect([filedUnder(catalog, {}, 'cyclegan', 2), filedUnder(catalog, {}, 'colorize', 2)]).toEqual([translators, colourists]);
});

test('a project of another kind takes none, whether it was asked for by number or by name', () => {
  const { catalog } = temporary;
  const { id } = addProject(catalog, 'Emoji', 'cyclegan', 1);
  expect(filedUnder(catalog, { projectId: id }, 'cyclegan', 2)).toBe(id);
  expect(filedUnder(catalog, { projectId: id }, 'colorize', 2)).not.toBe(id);
  const beside = filedUnder(catalog, { project: 'Emoji' }, 'colorize', 2);
  expect(listProjects(catalog).find((project) => project.id === beside)).toMatchObject({ name: 'Emoji 2', kind: 'colorize' });
});
