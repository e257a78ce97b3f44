import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RecastError } from '../../../shared/errors/index.ts';
import type { TensorflowPackage, TensorflowProof } from '../../../shared/tensorflow.ts';
import { TENSORFLOW_PACKAGE_VERSION, TENSORFLOW_PROOF_FILE, tensorflowPackages } from '../../../shared/tensorflow.ts';
import { findNpm, runCommand } from './command.ts';
import { failureOf, refusalOf } from './failures.ts';
import { prove } from './prove.ts';
import { bytesBelow, claimStaging, discard, noteWorker, putInPlace } from './staging.ts';
import type { TensorflowInstallation, TensorflowProgress, TensorflowStatus } from './types.ts';

/** Systems that tfjs-node's packages are made for, as `process.platform-process.arch`. */
const offered: Readonly<Record<TensorflowPackage, readonly string[]>> = {
  cpu: ['linux-x64', 'linux-arm64', 'win32-x64', 'darwin-x64', 'darwin-arm64'],
  gpu: ['linux-x64', 'win32-x64'],
};

/** Where an installation belongs, and what proves it. */
export interface InstallationPlace {
  /** The folder of the finished installation. */
  readonly folder: string;
  /** Where Node writes its report when the proof crashes. */
  readonly reportFolder: string;
  /** The engine program; the product's own where undefined. */
  readonly engineEntry: string | undefined;
}

const packageFolder = (folder: string, kind: TensorflowPackage): string => join(folder, 'node_modules', ...tensorflowPackages[kind].split('/'));

/** Milliseconds between two looks at how much has arrived. */
const LOOK_EVERY = 500;

/** Tells how many bytes lie in a folder while some work goes on. */
async function watchGrowth<Result>(folder: string, tell: (bytes: number) => void, work: Promise<Result>): Promise<Result> {
  let looking = false;
  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    void bytesBelow(folder).then((bytes) => {
      looking = false;
      tell(bytes);
    });
  }, LOOK_EVERY);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}

/** One step of an installation: npm with arguments, its failure in words. */
async function npmStep(staging: string, doing: string, args: readonly string[], signal: AbortSignal): Promise<void> {
  const environment = { npm_config_ignore_scripts: 'false', npm_config_update_notifier: 'false' };
  const { code, output } = await runCommand(findNpm(), args, { folder: staging, environment, signal, onStart: (pid) => noteWorker(staging, pid) });
  if (code === null) {
    const remedy = 'Install Node.js, which brings npm along, and try again.';
    throw RecastError.of('TENSORFLOW_INSTALL_FAILED', { doing, reason: 'npm could not be started.', remedy });
  }
  if (code !== 0) throw RecastError.of('TENSORFLOW_INSTALL_FAILED', { doing, ...((await refusalOf(output)) ?? failureOf(output)) }, new Error(output));
}

/** What is wrong after tfjs-node's own installer: on Windows the library lies where the addon does not look for it. */
function mend(path: string): void {
  const library = join(path, 'deps', 'lib', 'tensorflow.dll');
  const beside = join(path, 'lib', 'napi-v8', 'tensorflow.dll');
  if (process.platform !== 'win32' || !existsSync(library) || existsSync(beside)) return;
  mkdirSync(join(path, 'lib', 'napi-v8'), { recursive: true });
  copyFileSync(library, beside);
}

/** Fills the staging folder: npm's packages without their scripts, then tfjs-node's own installer, then the proof. */
async function fill(
  { reportFolder, engineEntry }: InstallationPlace,
  staging: string,
  kind: TensorflowPackage,
  onProgress: (progress: TensorflowProgress) => void,
  signal: AbortSignal,
): Promise<TensorflowProof> {
  const name = tensorflowPackages[kind];
  const path = packageFolder(staging, kind);
  const quiet = ['--no-audit', '--no-fund', '--no-progress', '--loglevel=error'];
  writeFileSync(
    join(staging, 'package.json'),
    JSON.stringify({ name: 'recast-tensorflow', private: true, dependencies: { [name]: TENSORFLOW_PACKAGE_VERSION } }),
  );

  const tell = (phase: TensorflowProgress['phase'], text: string) => (bytes: number) => onProgress({ phase, text, bytes });
  const packages = tell('packages', `Fetching ${name} ${TENSORFLOW_PACKAGE_VERSION} from npm.`);
  packages(0);
  const install = npmStep(
    staging,
    'while fetching its packages from npm',
    ['install', '--ignore-scripts', '--no-package-lock', '--prefer-offline', ...quiet],
    signal,
  );
  await watchGrowth(join(staging, 'node_modules'), packages, install);

  const library = tell('library', "Fetching TensorFlow's own library and the addon for Node.");
  library(0);
  const rebuild = npmStep(staging, "while fetching TensorFlow's own library", ['rebuild', name, '--foreground-scripts', ...quiet], signal);
  await watchGrowth(path, library, rebuild);
  mend(path);

  const proving = tell('proving', 'Trying it on a small piece of work.');
  proving(await bytesBelow(path));
  const outcome = await prove({ folder: staging, reportFolder, entry: engineEntry, signal });
  if (outcome.proof === null)
    throw RecastError.of('TENSORFLOW_INSTALL_FAILED', { doing: 'when it was tried', reason: outcome.reason, remedy: 'The default executor works without it.' });
  if (kind === 'gpu' && outcome.proof.device !== 'cuda') throw RecastError.of('TENSORFLOW_NO_CUDA', { missing: outcome.missing });
  return outcome.proof;
}

/** The package that a folder's manifest names; null where there is none. */
function installedKind(folder: string): TensorflowPackage | null {
  return (['gpu', 'cpu'] as const).find((kind) => existsSync(join(packageFolder(folder, kind), 'package.json'))) ?? null;
}

/** TensorFlow in a folder. */
export function tensorflowIn(place: InstallationPlace): TensorflowInstallation {
  const { folder, reportFolder, engineEntry } = place;

  async function status(): Promise<TensorflowStatus> {
    const kind = installedKind(folder);
    const bytes = await bytesBelow(folder);
    const base = { installed: kind !== null, package: kind, folder, bytes };
    if (kind === null) {
      const text = 'TensorFlow is not installed; nothing needs it.';
      return { ...base, version: null, device: null, works: false, text, remedy: null };
    }
    const { proof, reason, missing } = await prove({ folder, reportFolder, entry: engineEntry, signal: new AbortController().signal });
    if (proof === null) {
      const text = `TensorFlow is installed but does not work: ${reason}`;
      return { ...base, version: null, device: null, works: false, text, remedy: 'Install it again: `recast tensorflow install`.' };
    }
    const { version, device, seconds } = proof;
    const where = device === 'cuda' ? 'an NVIDIA card' : 'the processor';
    const text = `TensorFlow ${version} works on ${where}: the trial took ${(seconds * 1000).toFixed(1)} ms.`;
    const cardless = kind === 'gpu' && device === 'cpu';
    const lack = missing.length > 0 ? `, where ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing` : '';
    const remedy = cardless ? `The card is not used. It needs an NVIDIA driver, CUDA 11.2 and cuDNN 8.1${lack}.` : null;
    return { ...base, version, device, works: true, text, remedy };
  }

  return {
    status,
    async install({ gpu }, onProgress, signal = new AbortController().signal) {
      const kind = gpu ? 'gpu' : 'cpu';
      const system = `${process.platform}-${process.arch}`;
      if (!offered[kind].includes(system)) throw RecastError.of('TENSORFLOW_NOT_OFFERED', { system, gpu });
      signal.throwIfAborted();
      const staging = claimStaging(folder);
      try {
        const proof = await fill(place, staging, kind, onProgress, signal);
        writeFileSync(join(staging, TENSORFLOW_PROOF_FILE), JSON.stringify(proof));
        putInPlace(staging, folder);
      } finally {
        await discard(staging);
      }
      return status();
    },
    async remove() {
      const bytes = await bytesBelow(folder);
      await discard(folder);
      return bytes;
    },
  };
}
