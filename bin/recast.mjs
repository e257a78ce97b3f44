#!/usr/bin/env node
// The `recast` command. Starts on Node 20 and hands over to the Node 24 that came with the packages.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { handOver } from './handOver.mjs';
import { commandLineEntry, findRuntime, RuntimeMissing } from './runtime.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

try {
  const { code } = await handOver(findRuntime(root), [commandLineEntry(root), ...process.argv.slice(2)]);
  process.exitCode = code;
} catch (error) {
  process.stderr.write(`${error instanceof RuntimeMissing ? error.message : error.stack}\n`);
  process.exitCode = 1;
}
