// Installs the locked packages when they are not there, so that every verb works on a fresh clone.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { forwardSignals } from '../bin/handOver.mjs';

/** What a lock file says about each package: `node_modules/<name>` to its entry, the project itself left out. */
function lockedPackages(path) {
  const { packages } = JSON.parse(readFileSync(path, 'utf8'));
  delete packages[''];
  return packages;
}

const sameVersion = (a, b) => a.version === b.version && a.integrity === b.integrity;

/**
 * Why the packages have to be installed, as half a sentence, or undefined when they are as locked.
 * Compares what npm noted at its last complete install with the lock file, so neither the time of a
 * checkout nor an interrupted install can mislead it. Optional packages of other platforms may be missing.
 */
export function reasonToInstall(root) {
  if (!existsSync(join(root, 'node_modules'))) return 'they are not installed yet';
  const notePath = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(notePath)) return 'an earlier installation did not finish';
  const wanted = lockedPackages(join(root, 'package-lock.json'));
  const present = lockedPackages(notePath);
  const stale = Object.keys(wanted).filter((path) => (path in present ? !sameVersion(present[path], wanted[path]) : !wanted[path].optional));
  const extra = Object.keys(present).filter((path) => !(path in wanted));
  const changed = stale.length + extra.length;
  if (changed === 0) return undefined;
  const [first] = [...stale, ...extra];
  const name = first.slice(first.lastIndexOf('node_modules/') + 'node_modules/'.length);
  return `package-lock.json has changed (${changed === 1 ? name : `${name} and ${changed - 1} more`})`;
}

/** npm as a program and first arguments: the npm that runs us, else the one beside Node, else the one on the path. */
export function npmCommand() {
  const beside = dirname(process.execPath);
  const candidates = [
    process.env.npm_execpath,
    join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    resolve(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  const script = candidates.find((path) => path !== undefined && basename(path) === 'npm-cli.js' && existsSync(path));
  if (script !== undefined) return { program: process.execPath, first: [script], shell: false };
  return { program: 'npm', first: [], shell: process.platform === 'win32' };
}

/**
 * `npm ci`, except where it would have to delete the Node that is running: Windows refuses that, so
 * there `npm install` brings the tree to the lock file instead.
 */
function npmVerb(root) {
  const runsFromPackages = !relative(join(root, 'node_modules'), process.execPath).startsWith('..');
  return process.platform === 'win32' && runsFromPackages ? 'install' : 'ci';
}

/** Installs if there is a reason to, and says so on stderr. Throws an Error with a sentence for people. */
export async function ensureInstalled(root) {
  const reason = reasonToInstall(root);
  if (reason === undefined) return;
  const verb = npmVerb(root);
  process.stderr.write(`Installing the packages with \`npm ${verb}\`, because ${reason}. This takes about a minute the first time.\n`);
  const started = Date.now();
  const { program, first, shell } = npmCommand();
  // Production settings of the surroundings must not leave out the tools.
  const args = [...first, verb, '--include=dev', '--include=optional', '--loglevel=error', '--no-audit', '--no-fund', '--no-progress'];
  const code = await new Promise((resolvePromise, reject) => {
    const child = spawn(program, args, { cwd: root, shell, stdio: ['ignore', 'ignore', 'inherit'] });
    // An npm left behind would go on writing into the folder that the next attempt empties.
    const stopForwarding = forwardSignals(child);
    child.once('error', (error) => reject(new Error(`npm could not be started (${error.message}). Run \`npm ci\` in ${root} and try again.`)));
    child.once('close', (exit, signal) => {
      stopForwarding();
      resolvePromise(exit ?? signal);
    });
  });
  if (code !== 0)
    throw new Error(
      `npm could not install the packages (it ended with ${code}; its words are above). Check the connection to the npm registry and the room on the disk, then try again.`,
    );
  process.stderr.write(`Installed in ${Math.round((Date.now() - started) / 1000)} s.\n`);
}
