import { expect, test } from 'vitest';
import type { Project } from '../../shared/contract/projects.ts';
import { arranged } from './sorting.ts';

const project = (name: string, createdAt: string, activeAt: string, sides = { a: 'x', b: 'y' }): Project => ({
  id: 1,
  name,
  kind: 'cyclegan',
  state: 'new',
  progress: null,
  picture: null,
  sides,
  pictures: { a: 0, b: 0 },
  runs: 0,
  createdAt,
  activeAt,
  removedAt: null,
});
const projects = [
  project('Zebra 10', '2026-01-01T00:00:00Z', '2026-03-01T00:00:00Z'),
  project('Zebra 9', '2026-02-01T00:00:00Z', '2026-02-01T00:00:00Z', { a: 'horse', b: 'zebra' }),
];
const compare = new Intl.Collator('en', { numeric: true }).compare;
const names = (typed: string, order: 'active' | 'created' | 'name'): string[] => arranged(projects, { typed, order, compare }).map(({ name }) => name);

test('newest first by use and by making, names as people count', () => {
  expect(names('', 'active')).toEqual(['Zebra 10', 'Zebra 9']);
  expect(names('', 'created')).toEqual(['Zebra 9', 'Zebra 10']);
  expect(names('', 'name')).toEqual(['Zebra 9', 'Zebra 10']);
});

test('finds by the name and by the names of the sides', () => {
  expect(names('HORSE', 'name')).toEqual(['Zebra 9']);
  expect(names('zebra 1', 'name')).toEqual(['Zebra 10']);
});
