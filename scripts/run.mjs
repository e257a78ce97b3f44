// Behind every script of package.json: `node scripts/run.mjs VERB ...`. Starts on Node 20 with nothing installed.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './install.mjs';
import { findRuntime } from '../bin/runtime.mjs';
import { verbs } from './verbs.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [name, ...args] = process.argv.slice(2);

if (!Object.hasOwn(verbs, name ?? '')) {
  const lines = Object.entries(verbs).map(([verb, { help }]) => `  npm run ${verb.padEnd(6)} ${help}`);
  process.stderr.write(`${name === undefined ? 'What shall be done?' : `There is no verb "${name}".`}\n${lines.join('\n')}\n`);
  process.exitCode = 2;
} else {
  try {
    await ensureInstalled(root);
    // npm runs scripts in the project's folder and notes where the person was.
    const folder = process.env.INIT_CWD ?? process.cwd();
    process.exitCode = await verbs[name].run({ root, runtime: findRuntime(root), folder }, args);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
