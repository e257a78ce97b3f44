// `npm run tensorflow:test-setup`: a TensorFlow for the tests of its executor, where tfjs-node's own archives cannot be
// fetched or are too old for the machine. tfjs-node comes from npm, TensorFlow's library from PyPI's wheel, and the
// addon between them is compiled here. Linux x64; needs python3 with pip, and g++.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npmCommand } from './install.mjs';

const TFJS_NODE = '4.22.0';
const NODE_HEADERS = '1.9.0';
const WHEEL = 'tensorflow-cpu==2.21.0';

/** Which of the wheel's files the addon needs: the library and the headers of its C interface. */
const wanted = [
  'tensorflow/libtensorflow_*',
  ...['tensorflow/c/*', 'tensorflow/core/platform/ctstring*', 'tsl/platform/ctstring*', 'xla/tsl/c/*'].map((path) => `tensorflow/include/${path}`),
];

/** Unpacks the wheel in the current folder, wanted files only, and removes it: Python is there anyway, unzip may not be. */
const unpack = `
import fnmatch, glob, json, os, sys, zipfile
wheel = glob.glob('tensorflow_cpu-*.whl')[0]
with zipfile.ZipFile(wheel) as archive:
    archive.extractall(members=[name for name in archive.namelist() if any(fnmatch.fnmatch(name, pattern) for pattern in json.loads(sys.argv[1]))])
os.remove(wheel)
`;

/** Runs a program to its end. Throws an Error with its last words where it fails. */
function run(program, args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let words = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (words = (words + chunk).slice(-4000)));
    child.once('error', (error) => reject(new Error(`${program} could not be started: ${error.message}`)));
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`${program} ended with ${code}: ${words.trim().split('\n').slice(-3).join(' | ')}`)),
    );
  });
}

async function fill(folder) {
  const { program, first } = npmCommand();
  const packageFolder = join(folder, 'node_modules', '@tensorflow', 'tfjs-node');
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'recast-tensorflow', private: true }));
  const quiet = ['--ignore-scripts', '--no-package-lock', '--no-audit', '--no-fund', '--no-progress', '--loglevel=error'];
  await run(program, [...first, 'install', ...quiet, `@tensorflow/tfjs-node@${TFJS_NODE}`, `node-api-headers@${NODE_HEADERS}`], folder);

  const libraries = join(packageFolder, 'deps');
  const addon = join(packageFolder, 'lib', 'napi-v8', 'tfjs_binding.node');
  mkdirSync(libraries, { recursive: true });
  mkdirSync(join(packageFolder, 'lib', 'napi-v8'), { recursive: true });
  const platform = ['--only-binary', ':all:', '--python-version', '311', '--platform', 'manylinux_2_27_x86_64'];
  await run('python3', ['-m', 'pip', 'download', '--quiet', '--no-deps', ...platform, '--dest', '.', WHEEL], libraries);
  await run('python3', ['-c', unpack, JSON.stringify(wanted)], libraries);

  const sources = readdirSync(join(packageFolder, 'binding')).filter((file) => file.endsWith('.cc'));
  const include = [join(folder, 'node_modules', 'node-api-headers', 'include'), 'tensorflow/include'].flatMap((path) => ['-I', path]);
  const link = ['tensorflow/libtensorflow_cc.so.2', 'tensorflow/libtensorflow_framework.so.2', '-Wl,-rpath,$ORIGIN/../../deps/tensorflow'];
  const compile = ['-std=c++17', '-O2', '-fPIC', '-shared', '-DNAPI_VERSION=8', ...include];
  await run('g++', [...compile, ...sources.map((file) => join(packageFolder, 'binding', file)), ...link, '-o', addon], libraries);
}

/** Sets it up in the project's `.tensorflow` and gives the exit code: 1 where it cannot be, after saying why. */
export async function setUpTensorflow({ root }) {
  const folder = join(root, '.tensorflow');
  const say = (text) => process.stderr.write(`${text}\n`);
  if (existsSync(folder)) {
    say('TensorFlow is set up for the tests already; remove the folder .tensorflow to do it again.');
    return 0;
  }
  const system = `${process.platform}-${process.arch}`;
  if (system !== 'linux-x64') {
    say(`TensorFlow cannot be set up for the tests on ${system}: PyPI's library is linked on Linux x64 only.`);
    return 1;
  }
  const staging = join(root, '.tensorflow.part');
  const started = Date.now();
  say('Setting TensorFlow up for the tests: some 300 MB from npm and PyPI, and an addon to compile.');
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging);
  try {
    await fill(staging);
    renameSync(staging, folder);
  } catch (error) {
    say(`TensorFlow cannot be set up for the tests here: ${error.message}`);
    return 1;
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  say(`TensorFlow is set up for the tests, in ${Math.round((Date.now() - started) / 1000)} s.`);
  return 0;
}
