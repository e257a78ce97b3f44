import { findRuntime } from '../../../../bin/runtime.mjs';
import { RecastError } from '../../../shared/errors/index.ts';

/**
 * The Node that engine processes run on: the one that came with the packages. Never Electron itself, whose allocator
 * ends a process at its first large tensor, and whose program would open another window.
 *
 * @throws ENGINE_NOT_STARTED
 */
export function engineRuntime(root: string): string {
  const runtime = findRuntime(root);
  if (process.versions['electron'] !== undefined && runtime === process.execPath)
    throw RecastError.of('ENGINE_NOT_STARTED', { reason: 'the Node that it runs on is missing from the program' });
  return runtime;
}
