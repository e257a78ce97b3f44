// What each verb of package.json does, one row each. Adding a verb: a row here and a script of the same name there.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { handOver } from '../bin/handOver.mjs';
import { commandLineEntry } from '../bin/runtime.mjs';
import { checkLayout } from './layout.mjs';
import { checkPackage } from './package.mjs';
import { buildQuietly, needsBuild, start } from './start.mjs';
import { setUpTensorflow } from './tensorflowTestSetup.mjs';

/** The tools of `npm run check` in the order in which they run: the quickest to understand first. Each runs a tool, several of them (`runs`), or a function of ours (`act`). */
const checks = {
  types: {
    about: 'the compiler, and svelte-check for the window',
    runs: [
      { of: ['typescript', 'tsc'], args: ['-p', '.'] },
      { of: ['typescript', 'tsc'], args: ['-p', 'src/preload'] },
      { of: ['typescript', 'tsc'], args: ['-p', 'e2e'] },
      {
        of: ['svelte-check', 'svelte-check'],
        args: ['--tsconfig', './tsconfig.json', '--workspace', 'src/renderer', '--fail-on-warnings', '--output', 'human'],
      },
    ],
  },
  lint: { about: 'ESLint', of: ['eslint', 'eslint'], args: ['.'] },
  format: { about: 'Prettier', of: ['prettier', 'prettier'], args: ['--check', '--log-level', 'warn', '.'] },
  arrows: {
    about: 'which folder may import which',
    of: ['dependency-cruiser', 'depcruise'],
    args: ['--config', '.dependency-cruiser.cjs', 'src', 'scripts', 'bin'],
  },
  'dead-code': { about: 'Knip', of: ['knip', 'knip'], args: [] },
  package: { about: 'the packed program, around an empty Electron', act: inspectPackage },
};

/** The JavaScript file behind a command of an installed package, so that no shell has to find it. */
function commandOf(root, packageName, command) {
  // Read as a file: some packages do not let their manifest be imported.
  const folder = join(root, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[command]);
}

/** Runs an installed tool's own JavaScript file under the runtime. */
const runTool = ({ root, runtime }, [packageName, command], args) => handOver(runtime, [commandOf(root, packageName, command), ...args], { cwd: root });

/** Runs `recast ...args`, in the folder the person is in. */
const runRecast = ({ root, runtime, folder }, args) => handOver(runtime, [commandLineEntry(root), ...args], { cwd: folder });

/** Runs every check, even after one has failed, and sums up. `npm run check -- lint format` runs only these. */
async function check(context, names) {
  const unknown = names.filter((name) => !(name in checks));
  if (unknown.length > 0) {
    process.stderr.write(`There is no check called ${unknown.join(', ')}; there are ${Object.keys(checks).join(', ')}.\n`);
    return 2;
  }
  const lines = [];
  let failures = 0;
  for (const name of names.length > 0 ? names : Object.keys(checks)) {
    const { about, act, runs, ...only } = checks[name];
    process.stdout.write(`\n${name}: ${about}\n`);
    const started = Date.now();
    let code = 0;
    for (const { of, args } of act === undefined ? (runs ?? [only]) : []) {
      const { code: ended } = await runTool(context, of, args);
      if (ended > 128) return ended;
      if (ended !== 0) code = ended;
    }
    if (act !== undefined) code = await act(context);
    if (code !== 0) failures++;
    lines.push(`  ${code === 0 ? 'ok    ' : 'FAILED'}  ${name.padEnd(10)} ${((Date.now() - started) / 1000).toFixed(1).padStart(6)} s`);
  }
  process.stdout.write(`\n${lines.join('\n')}\n`);
  return failures === 0 ? 0 : 1;
}

async function build(context, args) {
  const { code } = await runTool(context, ['electron-vite', 'electron-vite'], ['build', ...args]);
  return code === 0 ? checkLayout(context) : code;
}

/** Builds where that is needed, then packs and looks. */
async function inspectPackage(context) {
  const code = needsBuild(context.root) ? await bundleQuietly(context) : 0;
  return code === 0 ? checkPackage(context, commandOf(context.root, 'electron-builder', 'electron-builder')) : code;
}

const bundleQuietly = ({ root, runtime }) => buildQuietly(runtime, commandOf(root, 'electron-vite', 'electron-vite'), root);

/** Opens the studio on the desktop, or in the browser. */
const openStudio = (context, args) =>
  start(context, args, {
    build: () => bundleQuietly(context),
    serve: async (words) => (await runRecast(context, words)).code,
  });

/** `npm run profile -- 128/64/6`, straight from the sources. */
const runProfile = async ({ root, runtime }, args) =>
  (await handOver(runtime, [join(root, 'src', 'main', 'benchmark', 'profileEntry.ts'), ...args], { cwd: root })).code;

/** Each verb: one line of help, and a function of the context and the arguments that gives the exit code. */
export const verbs = {
  start: { help: 'open the studio: on the desktop, or in the browser where that cannot be', run: openStudio },
  demo: { help: 'train a translator on emoji and show what it learned', run: async (context, args) => (await runRecast(context, ['demo', ...args])).code },
  'demo:colorize': {
    help: 'train a colourist of emoji sketches and show what hints are worth to it',
    run: async (context, args) => (await runRecast(context, ['demo-colorize', ...args])).code,
  },
  'demo:stackgan': {
    help: 'train a painter on emoji and their descriptions and show what it draws',
    run: async (context, args) => (await runRecast(context, ['demo-stackgan', ...args])).code,
  },
  test: { help: 'run the tests', run: async (context, args) => (await runTool(context, ['vitest', 'vitest'], ['run', ...args])).code },
  check: { help: `types, lint, format, arrows between folders, dead code, package (${Object.keys(checks).join(', ')})`, run: check },
  build: { help: 'bundle into out/ and try what came out', run: build },
  dev: {
    help: 'show the window while it is being written, beside a running `recast serve`',
    run: async (context, args) => (await runTool(context, ['vite', 'vite'], args)).code,
  },
  'tensorflow:test-setup': { help: 'set TensorFlow up for the tests of its executor', run: setUpTensorflow },
  measure: {
    help: 'measure the built window in a real browser: first-page, chart, clicks, grid, or some of them',
    run: async ({ root, runtime, folder }, args) => (await handOver(runtime, [join(root, 'e2e', 'measure', 'main.ts'), ...args], { cwd: folder })).code,
  },
  pictures: {
    help: 'take the pictures of the window that README shows, after the demos have trained',
    run: async ({ root, runtime, folder }, args) => (await handOver(runtime, [join(root, 'e2e', 'pictures', 'main.ts'), ...args], { cwd: folder })).code,
  },
  bench: { help: 'measure training steps and inference', run: async (context, args) => (await runRecast(context, ['bench', ...args])).code },
  profile: { help: 'show where the time of a training step goes, by kind of node', run: runProfile },
};
