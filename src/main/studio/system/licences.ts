import { readFile } from 'node:fs/promises';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import * as z from 'zod';

const manifestSchema = z.object({
  name: z.string(),
  version: z.string().default(''),
  license: z.union([z.string(), z.object({ type: z.string() })]).optional(),
  dependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
});

/** A package that the product brings with it, and what it may be used under. */
export interface Licence {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  /** The text of its licence file; empty where it has none. */
  readonly text: string;
}

/** The folder of a package as another one finds it, or undefined where it is not installed, as optional ones may be. */
function folderOf(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
    if (dirname(folder) === folder) return undefined;
  }
}

const readManifest = (folder: string): z.infer<typeof manifestSchema> => manifestSchema.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));

async function textOf(folder: string): Promise<string> {
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)(\.|-|$)/i.test(name));
  return file === undefined ? '' : readFile(join(folder, file), 'utf8').catch(() => '');
}

/** Every package that runs in the product: what it depends on, and what those depend on, as they are installed. In the order of their names. */
export async function licences(): Promise<Licence[]> {
  const root = findPackageJSON('..', import.meta.url);
  if (root === undefined) return [];
  const found = new Map<string, Licence>();
  const waiting = [dirname(root)];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const { name, version, license, dependencies, optionalDependencies } = readManifest(folder);
    const key = `${name} ${version}`;
    if (found.has(key)) continue;
    found.set(key, { name, version, licence: typeof license === 'object' ? license.type : (license ?? ''), text: await textOf(folder) });
    for (const dependency of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const place = folderOf(dependency, folder);
      if (place !== undefined) waiting.push(place);
    }
  }
  return [...found.values()].toSorted((one, other) => (one.name < other.name ? -1 : 1));
}
