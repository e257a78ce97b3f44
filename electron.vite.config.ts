import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';
import { resolve } from 'node:path';
import { bundledLicences } from './scripts/bundledLicences.ts';

const source = (path: string): string => resolve(import.meta.dirname, 'src', path);

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
