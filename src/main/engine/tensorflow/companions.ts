import * as tf from '@tensorflow/tfjs-core';
import type { DataId, Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import type { NativeBackend } from './native.ts';

type DisposeData = NativeBackend['disposeData'];

/** What accompanies the values of a tensor, by backend. */
const companions = new WeakMap<NativeBackend, Map<DataId, Tensor[]>>();

/** Disposes of companions with the values that they accompany. */
function watchDisposal(backend: NativeBackend): Map<DataId, Tensor[]> {
  const attached = new Map<DataId, Tensor[]>();
  const disposeData: DisposeData = backend.disposeData.bind(backend);
  backend.disposeData = (dataId, force) => {
    const gone = disposeData(dataId, force);
    const freed = gone ? attached.get(dataId) : undefined;
    if (gone) attached.delete(dataId);
    for (const tensor of freed ?? []) tensor.dispose();
    return gone;
  };
  return attached;
}

/** Keeps tensors for as long as the values of `main` live: what a gradient needs of a forward pass beyond what its tape keeps. */
export function accompany(backend: NativeBackend, main: TensorInfo, tensors: readonly Tensor[]): void {
  let attached = companions.get(backend);
  if (attached === undefined) companions.set(backend, (attached = watchDisposal(backend)));
  attached.set(
    main.dataId,
    tensors.map((tensor) => tf.keep(tensor)),
  );
}

/** The tensors that accompany the values of `main`, if any do. */
export function companionsOf(backend: NativeBackend, main: TensorInfo): readonly Tensor[] | undefined {
  return companions.get(backend)?.get(main.dataId);
}
