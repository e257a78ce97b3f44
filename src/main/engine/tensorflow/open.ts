import type { DeviceChoice } from '../devices.ts';
import type { Executor } from '../executor.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import { installedPackage } from './load.ts';
import { reasonOf } from './reasons.ts';
import { createTensorflowExecutor } from './tensorflowExecutor.ts';

/**
 * Opens the executor on the TensorFlow in a folder. `auto` takes the card where the package for cards is
 * installed and finds one, else the processor.
 *
 * @throws DEVICE_UNUSABLE, TENSORFLOW_MISSING, TENSORFLOW_UNUSABLE
 */
export function openTensorflow(device: DeviceChoice, threads: number, folder: string | null): Executor {
  if (device !== 'auto' && device !== 'cpu' && device !== 'cuda')
    throw RecastError.of('DEVICE_UNUSABLE', { device, reason: 'TensorFlow computes on the processor and on NVIDIA cards (cuda) only.' });
  const installed = folder === null ? undefined : installedPackage(folder);
  if (folder === null || installed === undefined) throw RecastError.of('TENSORFLOW_MISSING', {});
  if (device === 'cuda' && installed.kind === 'cpu')
    throw RecastError.of('DEVICE_UNUSABLE', {
      device,
      reason: 'the TensorFlow that is installed is the one for processors. `recast tensorflow install --gpu` puts the other in its place.',
    });
  const executor = start({ folder, threads, usesGpu: device !== 'cpu' });
  if (device === 'cuda' && executor.device !== 'cuda')
    throw RecastError.of('DEVICE_UNUSABLE', {
      device,
      reason: 'TensorFlow finds no NVIDIA card with CUDA 11.2 and cuDNN 8.1. `recast tensorflow status` says what is missing.',
    });
  return executor;
}

function start(settings: Parameters<typeof createTensorflowExecutor>[0]): Executor {
  try {
    return createTensorflowExecutor(settings);
  } catch (error) {
    throw RecastError.of('TENSORFLOW_UNUSABLE', { reason: reasonOf(error) }, error);
  }
}
