import { defineConfig } from 'electron-vite';
import { resolve } from 'node:path';

const source = (path: string): string => resolve(import.meta.dirname, 'src', path);

/**
 * One bundle a program. Packages of `dependencies` stay outside: several carry native code.
 * The preload script and the window join with the studio's pages.
 */
export default defineConfig({
  main: {
    build: {
      rolldownOptions: {
        input: {
          cli: source('main/hosts/cli/entry.ts'),
          // The engine process: the host starts `worker.js` beside the file it runs from, so chunks lie flat, too.
          worker: source('main/worker/entry.ts'),
        },
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
});
