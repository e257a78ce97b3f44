import { svelte } from '@sveltejs/vite-plugin-svelte';
import { resolve } from 'node:path';
import { defineConfig } from 'vite';

/** The address that `recast serve` printed, with its token; the window's files come from here, everything else from there. */
const studio = process.env['RECAST_STUDIO'] ?? 'http://127.0.0.1:5310/';
const target = new URL('/', studio).origin;

/** Only for `npm run dev`, the window while it is being written. Bundles are made by electron.vite.config.ts. */
export default defineConfig({
  root: resolve(import.meta.dirname, 'src', 'renderer'),
  plugins: [svelte()],
  server: {
    host: '127.0.0.1',
    proxy: Object.fromEntries(
      ['/rpc', '/pictures', '/exports', '/uploads', '/enter', '/about.json'].map((path) => [
        path,
        // The studio answers only its own pages: to it, this one is.
        { target, ws: path === '/rpc', changeOrigin: true, headers: { origin: target, 'sec-fetch-site': 'same-origin' } },
      ]),
    ),
  },
});
