// `npm run check -- package`: packs the program around an empty Electron and looks at what lies in the package.
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { handOver } from '../bin/handOver.mjs';
import { findRuntime } from '../bin/runtime.mjs';

const MEGABYTE = 1024 * 1024;
/** The most that the program may take beside Electron, in megabytes. */
const MOST = 350;

const here = `${process.platform}-${process.arch}`;

/** What must be there, as patterns of paths below the package. */
const wanted = {
  'the bundles': [
    /^out\/main\/desktop\.js$/,
    /^out\/main\/cli\.js$/,
    /^out\/main\/worker\.js$/,
    /^out\/preload\/preload\.cjs$/,
    /^out\/renderer\/index\.html$/,
  ],
  'the Node that the engine runs on': [/^node_modules\/node-[^/]*\/bin\/node(\.exe)?$/],
  'the catalog': [new RegExp(`^node_modules/better-sqlite3/prebuilds/${here}\\.node$`)],
  'the image library': [/^node_modules\/@img\/sharp-[^/]*\/.*\.node$/, /^node_modules\/@img\/.*libvips.*/],
  'the engine': [new RegExp(`^node_modules/onnxruntime-node/bin/napi-v6/${process.platform}/${process.arch}/.*\\.node$`)],
  licences: [/^LICENSE$/, /^out\/renderer\/licences\.json$/],
};

/** What must not be there. */
const unwanted = {
  'sources and tests': /^(src|e2e|scripts|docs)\/|\.(test|e2e)\.[cm]?[jt]sx?$|\.tsx?$|\.map$/,
  'packages of development':
    /^node_modules\/(electron|electron-builder|vite|vitest|svelte|typescript|eslint|playwright-core|openmoji|emoji-datasource[^/]*|@sparticuz)\//,
  'engines of other machines': new RegExp(`^node_modules/onnxruntime-node/bin/napi-v6/(?!${process.platform}/${process.arch}/)`),
  'what belongs to a person': /(^|\/)(\.env|\.npmrc|browser\.key|catalog\.sqlite)$/,
};

/** An Electron that is nothing but its name: the layout around it is what is looked at. */
function emptyElectron(folder, version) {
  mkdirSync(join(folder, 'resources'), { recursive: true });
  const binary = join(folder, process.platform === 'win32' ? 'electron.exe' : 'electron');
  writeFileSync(binary, '#!/bin/sh\n');
  chmodSync(binary, 0o755);
  for (const [name, text] of Object.entries({ version, LICENSE: '', 'LICENSES.chromium.html': '' })) writeFileSync(join(folder, name), text);
}

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: relative(folder, path).split(sep).join('/'), bytes: statSync(path).size }));
}

/** What is wrong with a package, in sentences. */
export function faultsOf(files) {
  const faults = [];
  for (const [what, patterns] of Object.entries(wanted)) {
    for (const pattern of patterns) if (!files.some(({ path }) => pattern.test(path))) faults.push(`${what} is missing (nothing fits ${pattern.source})`);
  }
  for (const [what, pattern] of Object.entries(unwanted)) {
    const found = files.filter(({ path }) => pattern.test(path));
    if (found.length > 0) faults.push(`${what} are in it: ${found[0].path}${found.length > 1 ? ` and ${found.length - 1} more` : ''}`);
  }
  const megabytes = files.reduce((sum, { bytes }) => sum + bytes, 0) / MEGABYTE;
  if (megabytes > MOST) faults.push(`it has ${Math.round(megabytes)} MB, more than ${MOST}`);
  return faults;
}

/** Runs electron-builder and gives what it printed, when it failed. */
function pack(root, builder, dist, output) {
  const args = [builder, '--dir', '--publish', 'never', `-c.electronDist=${dist}`, `-c.directories.output=${output}`];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += chunk));
    child.once('error', reject);
    child.once('close', (code) => resolve(code === 0 ? undefined : text));
  });
}

/** The largest parts of the package, for whoever wants it smaller. */
function sizes(files) {
  const parts = new Map();
  for (const { path, bytes } of files) {
    const [first, second, third] = path.split('/');
    const part = first === 'node_modules' ? (second.startsWith('@') ? `${second}/${third}` : second) : first;
    parts.set(part, (parts.get(part) ?? 0) + bytes);
  }
  const largest = [...parts].sort(([, a], [, b]) => b - a).slice(0, 6);
  return largest.map(([part, bytes]) => `${part} ${(bytes / MEGABYTE).toFixed(0)} MB`).join(', ');
}

/** Packs, looks, and starts the packed command line and engine. Gives an exit code. */
export async function checkPackage({ root }, builder) {
  if (process.platform === 'darwin') {
    process.stdout.write("The package is not looked at on macOS: its form comes with Electron's own.\n");
    return 0;
  }
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules', 'electron', 'package.json'), 'utf8'));
  const work = mkdtempSync(join(tmpdir(), 'recast-package-'));
  try {
    emptyElectron(join(work, 'electron'), version);
    const failed = await pack(root, builder, join(work, 'electron'), join(work, 'dist'));
    if (failed !== undefined) {
      process.stderr.write(failed);
      return 1;
    }
    const app = readdirSync(join(work, 'dist'))
      .map((name) => join(work, 'dist', name, 'resources', 'app'))
      .find((folder) => existsSync(folder));
    if (app === undefined) throw new Error('electron-builder ended well and left no program.');
    const files = filesBelow(app);
    const faults = faultsOf(files);
    // Every native library is loaded by it, and the engine process starts from the packed bundle on the packed Node.
    const doctor = await handOver(findRuntime(app), [join(app, 'out', 'main', 'cli.js'), 'doctor', '--home', join(work, 'home')], {
      cwd: work,
      output: 'pipe',
    });
    if (doctor.code !== 0) faults.push(`\`recast doctor\` in it ended with ${doctor.code}:\n${doctor.text}`);
    for (const fault of faults) process.stderr.write(`The package is not right: ${fault}.\n`);
    const total = files.reduce((sum, { bytes }) => sum + bytes, 0) / MEGABYTE;
    process.stdout.write(`The package beside Electron: ${total.toFixed(0)} MB in ${files.length} files (${sizes(files)}).\n`);
    return faults.length === 0 ? 0 : 1;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
