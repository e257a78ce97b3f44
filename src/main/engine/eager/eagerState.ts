import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { ExecutorState } from '../executor.ts';
import type { HostTensor, HostTensors, TensorSpec, TensorSpecs } from '../program.ts';
import { sizeOf } from '../program.ts';
import type { EagerBackend } from './backend.ts';

const isOf = ({ shape, values }: HostTensor, spec: TensorSpec): boolean =>
  shape.length === spec.shape.length && shape.every((extent, axis) => extent === spec.shape[axis]) && values.length === sizeOf(spec.shape);

/** Copies host values into a tensor of the current backend; undefined where shape or length differ from the specification. */
export function toTensor(value: HostTensor, spec: TensorSpec): Tensor | undefined {
  return isOf(value, spec) ? tf.tensor(value.values.slice(), [...spec.shape], spec.dtype) : undefined;
}

/** Copies a tensor of the current backend out. */
export function toHost(tensor: Tensor): HostTensor {
  const values = tensor.dataSync();
  return { shape: tensor.shape, values: tensor.dtype === 'int32' ? Int32Array.from(values) : Float32Array.from(values) };
}

/** State as tensors of one of tfjs's own backends. */
export class EagerState implements ExecutorState {
  readonly specs: TensorSpecs;
  readonly backend: EagerBackend;
  readonly #tensors: Map<string, Tensor>;

  /** Allocates zeros where `values` has no entry. */
  constructor(backend: EagerBackend, specs: TensorSpecs, values: HostTensors = {}) {
    this.backend = backend;
    this.specs = specs;
    const unknown = Object.keys(values).find((name) => !(name in specs));
    if (unknown !== undefined) throw new Error(`there is no state ${unknown}`);
    this.#tensors = backend.on(() => new Map(Object.entries(specs).map(([name, spec]) => [name, tf.zeros([...spec.shape], spec.dtype)])));
    this.#overwrite(values);
  }

  /** The tensor of an entry. Throws where there is none. */
  tensor(name: string): Tensor {
    const tensor = this.#tensors.get(name);
    if (tensor === undefined) throw new Error(`there is no state ${name}`);
    return tensor;
  }

  /** Takes over `tensor` as the entry's new value and disposes of the old one. */
  replace(name: string, tensor: Tensor): void {
    this.tensor(name).dispose();
    this.#tensors.set(name, tensor);
  }

  #overwrite(values: HostTensors): void {
    this.backend.on(() => {
      for (const [name, value] of Object.entries(values)) {
        const tensor = name in this.specs ? toTensor(value, this.specs[name]) : undefined;
        if (tensor === undefined) throw new Error(`state ${name} cannot take the shape [${value.shape}]`);
        this.replace(name, tensor);
      }
    });
  }

  async read(names: readonly string[] = Object.keys(this.specs)): Promise<HostTensors> {
    return this.backend.on(() => Object.fromEntries(names.map((name) => [name, toHost(this.tensor(name))])));
  }

  async write(values: HostTensors): Promise<void> {
    this.#overwrite(values);
  }

  async dispose(): Promise<void> {
    for (const tensor of this.#tensors.values()) tensor.dispose();
    this.#tensors.clear();
  }
}
