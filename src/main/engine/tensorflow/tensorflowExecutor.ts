import { createEagerExecutor } from '../eager/eagerExecutor.ts';
import type { Executor } from '../executor.ts';
import { startTensorflow } from './backend.ts';
import { estimateMemory } from './estimate.ts';
import type { NativeSettings } from './load.ts';

/**
 * Runs programs by TensorFlow, operation by operation, with state in its own memory. Throws what stands
 * in the way of loading it.
 */
export function createTensorflowExecutor(settings: NativeSettings): Executor {
  const backend = startTensorflow(settings);
  const device = backend.native.isUsingGpuDevice ? 'cuda' : 'cpu';
  return createEagerExecutor({ kind: 'tensorflow', device, backend, estimate: estimateMemory });
}
