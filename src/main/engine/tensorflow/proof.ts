import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { TensorflowProof } from '../../../shared/tensorflow.ts';
import { TENSORFLOW_PROOF_FILE, tensorflowProofSchema } from '../../../shared/tensorflow.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import { tryOut } from '../trial.ts';
import { startTensorflow } from './backend.ts';
import { installedPackage } from './load.ts';
import { openTensorflow } from './open.ts';

/**
 * Proves the TensorFlow in a folder by a small piece of work. What is broken may end the process: call it
 * in one of its own.
 *
 * @throws TENSORFLOW_MISSING, TENSORFLOW_UNUSABLE
 */
export async function proveTensorflow(folder: string, now: () => number): Promise<TensorflowProof> {
  const executor = openTensorflow('auto', 0, folder);
  const installed = installedPackage(folder);
  if (installed === undefined) throw RecastError.of('TENSORFLOW_MISSING', {});
  const { native } = startTensorflow({ folder, threads: 0, usesGpu: true });
  return {
    package: installed.kind,
    version: native.binding.TF_Version,
    device: native.isUsingGpuDevice ? 'cuda' : 'cpu',
    seconds: await tryOut(executor, now),
  };
}

/** What an installation proved when it was made, or undefined where there is none. */
export function recordedProof(folder: string | null): TensorflowProof | undefined {
  if (folder === null) return undefined;
  try {
    return tensorflowProofSchema.parse(createRequire(join(folder, 'package.json'))(`./${TENSORFLOW_PROOF_FILE}`));
  } catch {
    // No such file, or not one of ours: nothing was proven.
    return undefined;
  }
}
