import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Plugin } from 'vite';
import { licenceOf } from '../src/main/studio/system/licences.ts';

/** The folder of the package that a file belongs to; undefined for a file of our own. */
function packageOf(file: string): string | undefined {
  for (let folder = dirname(file); folder.includes('node_modules'); folder = dirname(folder)) {
    const parent = dirname(folder);
    // Packages lie directly in `node_modules`, or one below in the folder of their scope; what else has a manifest is a part of one.
    const direct = basename(parent) === 'node_modules' || (basename(dirname(parent)) === 'node_modules' && basename(parent).startsWith('@'));
    if (direct && existsSync(join(folder, 'package.json'))) return folder;
  }
  return undefined;
}

/**
 * Writes down what a bundle is made from as `licences.json`: the packages of its modules and of its fonts and pictures. The
 * settings show it; `studio/system/licences.ts` reads it.
 */
export function bundledLicences(root: string): Plugin {
  return {
    name: 'recast:licences',
    generateBundle(_, bundle) {
      const files = Object.values(bundle).flatMap((made) =>
        made.type === 'chunk' ? made.moduleIds.filter((id) => !id.startsWith('\0')) : made.originalFileNames.map((name) => resolve(root, name)),
      );
      const folders = new Set(files.flatMap((file) => packageOf(file) ?? []));
      const found = [...folders].map(licenceOf).toSorted((one, other) => (one.name < other.name ? -1 : 1));
      this.emitFile({ type: 'asset', fileName: 'licences.json', source: JSON.stringify(found) });
    },
  };
}
