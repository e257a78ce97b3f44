import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build } from 'vite';

const pages = fileURLToPath(new URL('../../src/renderer/testing', import.meta.url));
const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** A server of the window's components, each by itself on a page. */
export interface Exhibition {
  /** The page of an exhibit of `src/renderer/testing/exhibits.ts`. */
  address(exhibit: string): string;
  close(): Promise<void>;
}

/** Bundles the exhibits and serves them on this machine. */
export async function openExhibition(): Promise<Exhibition> {
  const outDir = await mkdtemp(join(tmpdir(), 'recast-exhibition-'));
  await build({ configFile: false, root: pages, plugins: [svelte({ configFile: false })], logLevel: 'error', build: { outDir, emptyOutDir: true } });
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://exhibition');
    const name = pathname === '/' ? '/index.html' : pathname;
    readFile(join(outDir, name)).then(
      (body) => response.writeHead(200, { 'content-type': types[extname(name)] ?? 'application/octet-stream' }).end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // One cast: a server of the network has an address of the network.
  const { port } = server.address() as AddressInfo;
  return {
    address: (exhibit) => `http://127.0.0.1:${port}/#${exhibit}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}
