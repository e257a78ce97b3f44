import type { PageName, PageParameters } from '../pages.ts';
import { pageTable } from '../pages.ts';

/** Where the window is: a page, what its address names, and what stands behind the `?`. */
export interface Place {
  readonly page: PageName;
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
}

/** Null for a text that is no address. */
function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

const matches = (pattern: string, path: string): Record<string, string> | null => {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const parameters: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = decoded(given[index] ?? '');
    if (value === null) return null;
    if (part.startsWith(':')) {
      if (value === '') return null;
      parameters[part.slice(1)] = value;
    } else if (part !== value) return null;
  }
  return parameters;
};

/** Reads the part of an address behind `#`; what no page answers is the home page. */
export function placeOf(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?', 2);
  for (const [page, row] of Object.entries(pageTable)) {
    const parameters = matches(row.path, path === '' ? '/' : path);
    // One cast: `Object.entries` forgets which strings the keys are.
    if (parameters !== null) return { page: page as PageName, parameters, query: new URLSearchParams(query) };
  }
  return { page: 'home', parameters: {}, query: new URLSearchParams() };
}

/** The address of a page, for links: `href('train', { project: 12 })` is `#/projects/12/train`. */
export function href<Page extends PageName>(
  page: Page,
  ...[parameters, query]: object extends PageParameters<Page>
    ? [parameters?: PageParameters<Page>, query?: Record<string, string>]
    : [parameters: PageParameters<Page>, query?: Record<string, string>]
): string {
  // One cast: which parameters there are follows from the path, which the signature has checked.
  const values = (parameters ?? {}) as Record<string, string | number>;
  const path = pageTable[page].path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(values[name])));
  const behind = new URLSearchParams(query).toString();
  return `#${path}${behind === '' ? '' : `?${behind}`}`;
}
