import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';
import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Plugin } from 'vite';
import { licenceOf } from './src/main/studio/system/licences.ts';

const source = (path: string): string => resolve(import.meta.dirname, 'src', path);

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
function bundledLicences(root: string): Plugin {
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

/** One bundle a program, and one for the window. Packages of `dependencies` stay outside of the programs: several carry native code. */
export default defineConfig({
  main: {
    build: {
      rolldownOptions: {
        input: {
          desktop: source('main/hosts/desktop/entry.ts'),
          cli: source('main/hosts/cli/entry.ts'),
          // The engine process: the host starts `worker.js` beside the file it runs from, so chunks lie flat, too.
          worker: source('main/worker/entry.ts'),
        },
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      rolldownOptions: {
        input: source('preload/index.ts'),
        // A sandboxed preload script must be CommonJS, in one file.
        output: { format: 'cjs', entryFileNames: 'preload.cjs' },
      },
    },
  },
  renderer: {
    root: source('renderer'),
    plugins: [svelte(), bundledLicences(source('renderer'))],
    build: {
      rolldownOptions: { input: source('renderer/index.html') },
      // electron-vite leaves it out, and this bundle travels to browsers.
      minify: true,
      // `font-src 'self'` and `img-src 'self'`: nothing is folded into a data address.
      assetsInlineLimit: 0,
    },
  },
});
