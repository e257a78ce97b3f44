import type { DataType, KernelConfig, NamedAttrMap, NamedTensorInfoMap, Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { ElementType } from './graph.ts';
import { naturalLayout } from './layout.ts';
import type { Kernel } from './kernel.ts';
import { kernelTable } from './kernels/index.ts';
import { check } from './operators/row.ts';
import type { Scope } from './scope.ts';
import type { Traced } from './traced.ts';
import { tensorType, traced } from './traced.ts';

/** The name under which the tracing backend is registered with tfjs. */
export const TRACE_BACKEND = 'trace';

/** Numbers that a program made on the host (`tf.scalar`, `tf.ones`): a constant once they are used. */
interface HostValues {
  readonly values: ArrayLike<number>;
  readonly shape: readonly number[];
  readonly type: ElementType;
}

const isHostValues = (entry: HostValues | Traced): entry is HostValues => 'values' in entry;

/** A tfjs backend that computes nothing: its kernels append nodes to the graph of the current scope. */
export class TraceBackend extends tf.KernelBackend {
  readonly #entries = new WeakMap<object, HostValues | Traced>();
  #scope: Scope | undefined;

  /** Runs `body` with everything traced into `scope`. */
  within<T>(scope: Scope, body: () => T): T {
    check(this.#scope === undefined, () => 'a program was traced inside another');
    this.#scope = scope;
    try {
      return body();
    } finally {
      this.#scope = undefined;
    }
  }

  /** The tfjs tensor that stands for a traced one. */
  tensor(entry: Traced): Tensor {
    return tf.engine().makeTensorFromTensorInfo(this.#handle(entry), this);
  }

  /** What was traced for a tensor. */
  entryOf(info: TensorInfo): Traced {
    const entry = this.#entries.get(info.dataId);
    check(entry !== undefined, () => 'a tensor of another backend was used in a traced program');
    return isHostValues(entry) ? this.#constant(entry) : entry;
  }

  run(kernel: Kernel, inputs: NamedTensorInfoMap, attributes: NamedAttrMap | undefined): TensorInfo | TensorInfo[] {
    check(this.#scope !== undefined, () => 'a kernel ran outside of a trace');
    const result = kernel(this.#scope, inputs, attributes, (info) => this.entryOf(info));
    return 'value' in result ? this.#handle(result) : result.map((entry) => this.#handle(entry));
  }

  #handle(entry: Traced): TensorInfo {
    const dataId = {};
    this.#entries.set(dataId, entry);
    return { dataId, shape: [...entry.shape], dtype: tensorType(entry.value.type) };
  }

  #constant({ values, shape, type }: HostValues): Traced {
    check(this.#scope !== undefined, () => 'a constant was used outside of a trace');
    const { graph } = this.#scope;
    const first = values[0];
    const layout = naturalLayout(shape.length);
    if (values.length > 0 && Array.prototype.every.call(values, (value) => value === first)) return traced(graph.constant(type, [], [first]), shape, layout);
    return traced(graph.constant(type, shape, values), shape, layout);
  }

  override write(values: tf.BackendValues, shape: number[], dtype: DataType): object {
    const dataId = {};
    this.move(dataId, values, shape, dtype);
    return dataId;
  }

  override move(dataId: object, values: tf.BackendValues, shape: number[], dtype: DataType): void {
    check(dtype === 'float32' || dtype === 'int32' || dtype === 'bool', () => `a constant of type ${dtype}`);
    this.#entries.set(dataId, { values: values as ArrayLike<number>, shape, type: dtype });
  }

  override readSync(dataId: object): tf.BackendValues {
    const entry = this.#entries.get(dataId);
    check(entry !== undefined && isHostValues(entry), () => 'a program must not read the values of its tensors');
    return Float32Array.from(entry.values);
  }

  override read(dataId: object): Promise<tf.BackendValues> {
    return Promise.resolve(this.readSync(dataId));
  }

  override numDataIds(): number {
    return 0;
  }
  override floatPrecision(): 16 | 32 {
    return 32;
  }
  override epsilon(): number {
    return 1e-7;
  }
  override disposeData(): boolean {
    return true;
  }
  override incRef(): void {}
  override refCount(): number {
    return 1;
  }
  override timerAvailable(): boolean {
    return false;
  }
  override memory(): { unreliable: boolean } {
    return { unreliable: true };
  }
  override dispose(): void {}
}

/** The tracing backend, registered with tfjs with all its kernels on first use. */
export function traceBackend(): TraceBackend {
  const existing = tf.findBackend(TRACE_BACKEND);
  if (existing instanceof TraceBackend) return existing;
  const backend = new TraceBackend();
  tf.registerBackend(TRACE_BACKEND, () => backend, 0);
  for (const [kernelName, kernel] of Object.entries<Kernel>(kernelTable)) {
    const config: KernelConfig = { kernelName, backendName: TRACE_BACKEND, kernelFunc: ({ inputs, attrs }) => backend.run(kernel, inputs, attrs) };
    tf.registerKernel(config);
  }
  tf.findBackend(TRACE_BACKEND);
  return backend;
}
