// `npm start`: the studio on the desktop, or, where Electron cannot be had, the same studio in the browser, saying why.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { forwardSignals, handOver } from '../bin/handOver.mjs';
import { electronBinary, noScreen } from './electron.mjs';

/** Fetching Electron takes no longer than this, in milliseconds. */
const FETCH_PATIENCE = 300_000;
/** A program that ends with an error sooner than this never opened its window, in milliseconds. */
const STARTUP = 8_000;

/** When the newest file below some paths was changed, in milliseconds since 1970. */
function newest(root, paths) {
  const times = paths.flatMap((path) => {
    const whole = join(root, path);
    if (!statSync(whole).isDirectory()) return [statSync(whole).mtimeMs];
    return readdirSync(whole, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs);
  });
  return Math.max(...times);
}

/** Whether the bundles are missing or older than what they are made from. */
export function needsBuild(root) {
  const bundles = ['out/main/desktop.js', 'out/preload/preload.cjs', 'out/renderer/index.html'];
  if (!bundles.every((path) => existsSync(join(root, path)))) return true;
  const oldest = Math.min(...bundles.map((path) => statSync(join(root, path)).mtimeMs));
  return newest(root, ['src', 'electron.vite.config.ts', 'package-lock.json']) > oldest;
}

/** Fetches Electron's binary as its own package does. Gives a reason, as half a sentence, where it cannot be had. */
async function fetchElectron(root) {
  const script = join(root, 'node_modules', 'electron', 'install.js');
  if (!existsSync(script)) return 'the package "electron" is not installed';
  process.stderr.write('Fetching Electron, once ...\n');
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'ignore', 'pipe'], timeout: FETCH_PATIENCE });
  const stopForwarding = forwardSignals(child);
  let text = '';
  child.stderr.on('data', (chunk) => (text += chunk));
  const code = await new Promise((resolve) => {
    child.once('error', () => resolve(-1));
    child.once('close', resolve);
  });
  stopForwarding();
  if (code === 0) return undefined;
  if (code === null) return 'Electron could not be fetched in time';
  // What the system says tells more than the error that it became.
  const cause = /code: '([A-Z_]+)'/.exec(text)?.[1] ?? text.split('\n', 1)[0].replace(/^\w*Error: /, '');
  return `Electron could not be fetched (${cause})`;
}

/** Runs the desktop studio to its end. Gives its exit code, or a reason where it never opened. */
async function runDesktop(binary, root, args) {
  const began = Date.now();
  const child = spawn(binary, [root, ...args], { cwd: root, stdio: ['ignore', 'inherit', 'pipe'] });
  const stopForwarding = forwardSignals(child);
  let last = '';
  child.stderr.on('data', (chunk) => {
    process.stderr.write(chunk);
    last = `${last}${chunk}`.slice(-2000);
  });
  const ended = await new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: -1, why: error.message }));
    child.once('close', (code, signal) => resolve({ code: code ?? -1, why: signal ?? `code ${code}` }));
  });
  stopForwarding();
  if (ended.code === 0 || Date.now() - began > STARTUP) return { code: Math.max(0, ended.code) };
  // The bundle tells its own errors in a dialog and ends with 1.
  if (ended.code === 1) return { code: 1 };
  const [line = ended.why] = last.split('\n').filter((each) => /error|FATAL|sandbox/i.test(each));
  return { reason: `Electron could not be started (${line.trim()})` };
}

/** Opens the studio. `build` makes the bundles, `serve` runs `recast serve`; both give an exit code. */
export async function start({ root }, args, { build, serve }) {
  if (needsBuild(root)) {
    const code = await build();
    if (code !== 0) return code;
  }
  let reason = noScreen();
  if (reason === undefined && electronBinary(root) === undefined) reason = await fetchElectron(root);
  if (reason === undefined) {
    const ended = await runDesktop(electronBinary(root), root, args);
    if ('code' in ended) return ended.code;
    ({ reason } = ended);
  }
  process.stderr.write(`The studio opens in the browser, because ${reason}.\n`);
  return serve(['serve', '--open', ...args]);
}

/** Runs the bundler without a word, unless something is wrong: nobody who starts the studio asked for a list of files. */
export async function buildQuietly(runtime, bundler, root) {
  process.stderr.write('Building the studio, once ...\n');
  const { code, text } = await handOver(runtime, [bundler, 'build'], { cwd: root, output: 'pipe' });
  if (code !== 0) process.stderr.write(text);
  return code;
}
