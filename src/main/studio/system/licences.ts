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

/** What the window is bundled from is written down beside it when it is built: its packages are not installed with the product. */
const BUNDLED = join('out', 'renderer', 'licences.json');
const bundledSchema = z.array(z.object({ name: z.string(), version: z.string(), licence: z.string(), text: z.string() }));

const readManifest = (folder: string): z.infer<typeof manifestSchema> => manifestSchema.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));

/** The licence file of a package; some keep it beside what was built. */
function textOf(folder: string): string {
  for (const place of [folder, join(folder, 'dist')]) {
    const file = existsSync(place) ? readdirSync(place).find((name) => /^(licen[cs]e|copying)(\.|-|$)/i.test(name)) : undefined;
    if (file !== undefined) return readFileSync(join(place, file), 'utf8');
  }
  return '';
}

/** The package in a folder. */
export function licenceOf(folder: string): Licence {
  const { name, version, license } = readManifest(folder);
  return { name, version, licence: typeof license === 'object' ? license.type : (license ?? ''), text: textOf(folder) };
}

/** The packages in the bundle of the window; none where it was not built, as then there is no window. */
async function bundled(root: string): Promise<Licence[]> {
  const path = join(root, BUNDLED);
  return existsSync(path) ? bundledSchema.parse(JSON.parse(await readFile(path, 'utf8'))) : [];
}

/**
 * Every package that runs in the product, in the order of their names: what it depends on and what those depend on, as they are
 * installed, and what the window was bundled from, its fonts among them.
 */
export async function licences(): Promise<Licence[]> {
  const root = findPackageJSON('..', import.meta.url);
  if (root === undefined) return [];
  const found = new Map((await bundled(dirname(root))).map((licence) => [`${licence.name} ${licence.version}`, licence]));
  // In the bundle, too, but not yet walked through.
  const walked = new Set<string>();
  const waiting = [dirname(root)];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const { name, version, dependencies, optionalDependencies } = readManifest(folder);
    const key = `${name} ${version}`;
    if (walked.has(key)) continue;
    walked.add(key);
    found.set(key, licenceOf(folder));
    for (const dependency of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const place = folderOf(dependency, folder);
      if (place !== undefined) waiting.push(place);
    }
  }
  return [...found.values()].toSorted((one, other) => (one.name < other.name ? -1 : 1));
}
