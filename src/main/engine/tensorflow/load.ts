import { createRequire, Module } from 'node:module';
import { dirname, join } from 'node:path';
import util from 'node:util';
import type { TensorflowPackage } from '../../../shared/tensorflow.ts';
import { tensorflowPackages } from '../../../shared/tensorflow.ts';
import type { NativeBackend, NativeBinding } from './native.ts';

/** How TensorFlow is started; it reads this once a process. */
export interface NativeSettings {
  /** The folder whose `node_modules` holds the package. */
  readonly folder: string;
  /** Threads of the processor; 0 leaves the choice to TensorFlow: one a core. */
  readonly threads: number;
  /** Whether a graphics card may be used. */
  readonly usesGpu: boolean;
}

/** The path of a file below a folder, or undefined where it is not there. */
function fileIn(folder: string, file: string): string | undefined {
  try {
    return createRequire(join(folder, 'package.json')).resolve(`./${file}`);
  } catch {
    // Thrown for a file that cannot be found: being absent is the answer.
    return undefined;
  }
}

/** The package in a folder, or undefined where there is none. A folder holds one of them. */
export function installedPackage(folder: string): { kind: TensorflowPackage; path: string } | undefined {
  for (const kind of ['gpu', 'cpu'] as const) {
    const manifest = fileIn(folder, `node_modules/${tensorflowPackages[kind]}/package.json`);
    if (manifest !== undefined) return { kind, path: dirname(manifest) };
  }
  return undefined;
}

/** The compiled addon of a package: the one for the newest of Node's stable interfaces that it was built for. */
export function addonPath(packagePath: string): string | undefined {
  const newestFirst = [8, 7, 6, 5, 4, 3];
  return newestFirst.map((version) => fileIn(packagePath, `lib/napi-v${version}/tfjs_binding.node`)).find((path) => path !== undefined);
}

/** Environment variables of TensorFlow. Log: errors only, unless the person asks for more. Memory of a card: as it is needed, not all at once. */
function setEnvironment({ threads, usesGpu }: NativeSettings): void {
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
  process.env['TF_FORCE_GPU_ALLOW_GROWTH'] ??= 'true';
  if (threads > 0) process.env['TF_NUM_INTRAOP_THREADS'] = String(threads);
  if (!usesGpu) process.env['CUDA_VISIBLE_DEVICES'] = '-1';
}

/** tfjs-node calls two functions that Node 23 took away. */
function restoreUtil(): void {
  // A cast: they are no longer in the types either.
  const gone = util as { isNullOrUndefined?: (value: unknown) => boolean; isArray?: (value: unknown) => boolean };
  gone.isNullOrUndefined ??= (value) => value === null || value === undefined;
  gone.isArray ??= Array.isArray;
}

/**
 * Lets tfjs and tfjs-core be, for the package, the tfjs-core of this program. The real one would bring a
 * second tfjs-core, kernels of the `cpu` backend over our mended ones, and gradients of which some are wrong.
 */
function shareCore(packageRequire: NodeJS.Require): void {
  const core: unknown = createRequire(import.meta.url)('@tensorflow/tfjs-core');
  for (const name of ['@tensorflow/tfjs', '@tensorflow/tfjs-core']) {
    const path = packageRequire.resolve(name);
    const stand = new Module(path);
    stand.exports = core;
    stand.loaded = true;
    packageRequire.cache[path] = stand;
  }
}

/** tfjs-node's backend, with its kernels registered. Only these parts of the package are loaded, on our own tfjs-core. */
export function loadBackend(settings: NativeSettings): NativeBackend {
  const found = installedPackage(settings.folder);
  if (found === undefined) throw new Error(`there is no TensorFlow in ${settings.folder}`);
  const addon = addonPath(found.path);
  if (addon === undefined) throw new Error(`the addon of ${tensorflowPackages[found.kind]} is missing`);
  setEnvironment(settings);
  restoreUtil();
  const packageRequire = createRequire(join(found.path, 'package.json'));
  shareCore(packageRequire);
  packageRequire('./dist/register_all_kernels.js');
  // Two casts: the package's modules have no types here; of what they export this is used.
  const { NodeJSKernelBackend } = packageRequire('./dist/nodejs_kernel_backend.js') as {
    NodeJSKernelBackend: new (binding: NativeBinding, packageName: string) => NativeBackend;
  };
  return new NodeJSKernelBackend(packageRequire(addon) as NativeBinding, tensorflowPackages[found.kind]);
}
