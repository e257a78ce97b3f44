import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { ExecutorState } from '../executor.ts';
import type { HostTensor, HostTensors, TensorSpec, TensorSpecs } from '../program.ts';
import { sizeOf } from '../program.ts';
import { onReferenceBackend } from './backend.ts';

/** Copies host values into a tensor of the current backend. Throws where shape or length differ from the specification. */
export function toTensor(name: string, { shape, values }: HostTensor, spec: TensorSpec): Tensor {
  if (shape.length !== spec.shape.length || shape.some((extent, axis) => extent !== spec.shape[axis]) || values.length !== sizeOf(spec.shape)) {
    throw new Error(`${name} has shape [${shape.join(', ')}] and ${values.length} values, its specification [${spec.shape.join(', ')}]`);
  }
  return tf.tensor(values.slice(), [...spec.shape], spec.dtype);
}

/** Copies a tensor of the `cpu` backend out. */
export function toHost(tensor: Tensor): HostTensor {
  const values = tensor.dataSync().slice();
  return { shape: tensor.shape, values: tensor.dtype === 'int32' ? Int32Array.from(values) : Float32Array.from(values) };
}

/** State as tensors of tfjs's `cpu` backend. */
export class ReferenceState implements ExecutorState {
  readonly specs: TensorSpecs;
  readonly #tensors: Map<string, Tensor>;

  /** Allocates zeros where `values` has no entry. */
  constructor(specs: TensorSpecs, values: HostTensors = {}) {
    this.specs = specs;
    this.#tensors = onReferenceBackend(() => new Map(Object.entries(specs).map(([name, spec]) => [name, tf.zeros([...spec.shape], spec.dtype)])));
    this.#overwrite(values);
  }

  /** The tensor of an entry. Throws where there is none. */
  tensor(name: string): Tensor {
    const tensor = this.#tensors.get(name);
    if (tensor === undefined) throw new Error(`the state has no entry ${name}`);
    return tensor;
  }

  /** Takes over `tensor` as the entry's new value and disposes of the old one. */
  replace(name: string, tensor: Tensor): void {
    this.tensor(name).dispose();
    this.#tensors.set(name, tensor);
  }

  #overwrite(values: HostTensors): void {
    onReferenceBackend(() => {
      for (const [name, value] of Object.entries(values)) {
        this.tensor(name);
        this.replace(name, toTensor(name, value, this.specs[name]));
      }
    });
  }

  async read(names: readonly string[] = Object.keys(this.specs)): Promise<HostTensors> {
    return onReferenceBackend(() => Object.fromEntries(names.map((name) => [name, toHost(this.tensor(name))])));
  }

  async write(values: HostTensors): Promise<void> {
    this.#overwrite(values);
  }

  async dispose(): Promise<void> {
    for (const tensor of this.#tensors.values()) tensor.dispose();
    this.#tensors.clear();
  }
}
