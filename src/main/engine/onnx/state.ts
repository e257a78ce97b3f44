import type { Tensor } from 'onnxruntime-node';
import type { ExecutorState } from '../executor.ts';
import type { HostTensor, HostTensors, TensorSpecs } from '../program.ts';
import { sizeOf } from '../program.ts';
import type { Lowering } from '../trace/lowerings/lowering.ts';
import { toPhysical } from '../trace/layout.ts';
import { sameShape } from '../trace/operators/row.ts';
import { fromLayout, toLayout } from './permute.ts';
import { loadRuntime } from './session.ts';
import type { Tensors, Transfer } from './transfer.ts';

/** Frees a tensor at once. Every step makes new ones: left to the garbage collector, a copy of the whole state or two would wait for it. */
function giveBack(tensor: Tensor): void {
  // ArrayBuffer.transfer(0) detaches the buffer: its memory is free without any collection.
  if (tensor.location === 'cpu' && !Array.isArray(tensor.data) && tensor.data.buffer instanceof ArrayBuffer) tensor.data.buffer.transfer(0);
  tensor.dispose();
}

/** State as ONNX Runtime tensors in the lowering's layouts, on the device where it keeps them. */
export class OnnxState implements ExecutorState {
  readonly specs: TensorSpecs;
  readonly tensors = new Map<string, Tensor>();
  /** What programs computed from these tensors alone; gone as soon as one of them changes. */
  readonly derived = new Map<string, Tensor>();
  readonly #lowering: Lowering;
  readonly #transfer: Transfer;

  private constructor(specs: TensorSpecs, lowering: Lowering, transfer: Transfer) {
    this.specs = specs;
    this.#lowering = lowering;
    this.#transfer = transfer;
  }

  static async create(specs: TensorSpecs, lowering: Lowering, transfer: Transfer, values: HostTensors): Promise<OnnxState> {
    const state = new OnnxState(specs, lowering, transfer);
    const unknown = Object.keys(values).find((name) => !(name in specs));
    if (unknown !== undefined) throw new Error(`there is no state ${unknown}`);
    const zero = ({ shape, dtype }: TensorSpecs[string]): HostTensor => ({
      shape,
      values: dtype === 'int32' ? new Int32Array(sizeOf(shape)) : new Float32Array(sizeOf(shape)),
    });
    await state.write(Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, values[name] ?? zero(spec)])));
    return state;
  }

  async read(names: readonly string[] = Object.keys(this.specs)): Promise<HostTensors> {
    const stored = await this.#transfer.toHost(Object.fromEntries(names.map((name) => [name, this.#tensor(name)])));
    return Object.fromEntries(
      names.map((name) => {
        const { shape } = this.specs[name];
        return [name, { shape, values: fromLayout(stored[name].data as Float32Array | Int32Array, shape, this.#lowering.stateLayout(shape)).slice() }];
      }),
    );
  }

  async write(values: HostTensors): Promise<void> {
    const ort = await loadRuntime();
    const written: Record<string, Tensor> = {};
    for (const [name, value] of Object.entries(values)) {
      const spec = this.specs[name];
      if (spec === undefined || !sameShape(spec.shape, value.shape)) throw new Error(`state ${name} cannot take the shape [${value.shape}]`);
      const layout = this.#lowering.stateLayout(spec.shape);
      // A copy: the caller may go on changing its array.
      const stored = toLayout(value.values, spec.shape, layout).slice();
      written[name] = new ort.Tensor(spec.dtype, stored, toPhysical(spec.shape, layout));
    }
    this.replace(await this.#transfer.toDevice(written));
  }

  /** Puts tensors in the place of others, whose memory is given back, except where an entry shares one that stays: equal results are one tensor. */
  replace(changed: Tensors): void {
    if (Object.keys(changed).length === 0) return;
    this.#forgetDerived();
    const before = new Set(Object.keys(changed).map((name) => this.tensors.get(name)));
    for (const [name, tensor] of Object.entries(changed)) this.tensors.set(name, tensor);
    const kept = new Set(this.tensors.values());
    for (const tensor of before) if (tensor !== undefined && !kept.has(tensor)) giveBack(tensor);
  }

  async dispose(): Promise<void> {
    this.#forgetDerived();
    new Set(this.tensors.values()).forEach(giveBack);
    this.tensors.clear();
    await this.#transfer.dispose();
  }

  #forgetDerived(): void {
    new Set(this.derived.values()).forEach(giveBack);
    this.derived.clear();
  }

  #tensor(name: string): Tensor {
    const tensor = this.tensors.get(name);
    if (tensor === undefined) throw new Error(`there is no state ${name}`);
    return tensor;
  }
}
