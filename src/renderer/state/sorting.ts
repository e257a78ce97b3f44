import type { Project } from '../../shared/contract/projects.ts';

/** The orders in which projects can be shown. */
export const projectOrders = ['active', 'created', 'name'] as const;
export type ProjectOrder = (typeof projectOrders)[number];

type Compare = (a: string, b: string) => number;
const newest: Compare = (a, b) => Date.parse(b) - Date.parse(a);

const orders: { readonly [Order in ProjectOrder]: (a: Project, b: Project, compare: Compare) => number } = {
  active: (a, b) => newest(a.activeAt, b.activeAt),
  created: (a, b) => newest(a.createdAt, b.createdAt),
  name: (a, b, compare) => compare(a.name, b.name),
};

/** The projects whose name, or whose sides' names, hold what was typed, in an order. `compare` orders words of the language. */
export function arranged(projects: readonly Project[], { typed, order, compare }: { typed: string; order: ProjectOrder; compare: Compare }): Project[] {
  const wanted = typed.trim().toLowerCase().normalize('NFC');
  const holds = (text: string): boolean => text.toLowerCase().normalize('NFC').includes(wanted);
  return projects.filter(({ name, sides }) => holds(name) || holds(sides.a) || holds(sides.b)).toSorted((a, b) => orders[order](a, b, compare));
}
