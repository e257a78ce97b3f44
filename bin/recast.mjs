#!/usr/bin/env node
// The `recast` command. Starts on Node 20 and hands over to the Node 24 that came with the packages.
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { handOver } from './handOver.mjs';
import { commandLineEntry, findRuntime } from './runtime.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** In the repository the packages may not be there yet; in the package npm has installed them. */
const installer = new URL('../scripts/install.mjs', import.meta.url);

try {
  if (existsSync(installer)) await (await import(installer.href)).ensureInstalled(root);
  const { code } = await handOver(findRuntime(root), [commandLineEntry(root), ...process.argv.slice(2)]);
  process.exitCode = code;
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
