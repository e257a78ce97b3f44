import type { InferenceSession, Tensor } from 'onnxruntime-node';
import type { CompiledProgram, ExecutorState, MemoryEstimate } from '../executor.ts';
import type { HostTensor, HostTensors, Program } from '../program.ts';
import { sizeOf } from '../program.ts';
import { toPhysical } from '../trace/layout.ts';
import { sameShape } from '../trace/operators/row.ts';
import type { TracedProgram } from '../trace/trace.ts';
import { graphNames } from '../trace/trace.ts';
import type { DerivedValues } from './derived.ts';
import type { OutputNames } from './encode.ts';
import { loadRuntime } from './session.ts';
import { OnnxState } from './state.ts';
import type { Tensors } from './transfer.ts';

/** A traced program as an ONNX Runtime session. */
export class OnnxProgram implements CompiledProgram {
  readonly program: Program;
  readonly memory: MemoryEstimate;
  readonly #traced: TracedProgram;
  readonly #session: InferenceSession;
  readonly #outputNames: OutputNames;
  readonly #fed: ReadonlySet<string>;
  readonly #derived: DerivedValues | undefined;

  constructor(traced: TracedProgram, session: InferenceSession, outputNames: OutputNames, memory: MemoryEstimate, derived?: DerivedValues) {
    this.program = traced.program;
    this.memory = memory;
    this.#traced = traced;
    this.#session = session;
    this.#outputNames = outputNames;
    this.#derived = derived;
    this.#fed = new Set(traced.graph.inputs.map(({ name }) => name));
  }

  async run<Name extends string>(state: ExecutorState, inputs: HostTensors, wanted: readonly Name[]): Promise<Record<Name, HostTensor>> {
    if (!(state instanceof OnnxState)) throw new Error('the state belongs to another executor');
    const feeds = await this.#feeds(state, inputs);
    const { changed } = this.#traced;
    const next = changed.map((name) => this.#nameInModel(graphNames.nextState(name)));
    const fetches = [...new Set([...wanted.map((name) => this.#nameInModel(graphNames.output(name))), ...next])];
    const results: Tensors = fetches.length === 0 ? {} : await this.#session.run(feeds, fetches);
    state.replace(Object.fromEntries(changed.map((name, i) => [name, results[next[i]]])));
    const outputs = wanted.map((name): [Name, HostTensor] => {
      const key = this.#nameInModel(graphNames.output(name));
      const { data, dims } = results[key];
      const values = data as Float32Array | Int32Array;
      // What is state at the same time is handed out as a copy: the caller may change it.
      return [name, { shape: dims, values: next.includes(key) ? values.slice() : values }];
    });
    return Object.fromEntries(outputs) as Record<Name, HostTensor>;
  }

  async dispose(): Promise<void> {
    await this.#session.release();
    await this.#derived?.dispose();
  }

  async #feeds(state: OnnxState, inputs: HostTensors): Promise<Record<string, Tensor>> {
    const ort = await loadRuntime();
    const stored = new Map(Object.keys(this.program.state).map((name) => [graphNames.state(name), name]));
    const tensorOf = (key: string): Tensor => this.#stateTensor(state, stored.get(key) ?? key);
    const feeds: Record<string, Tensor> = this.#derived === undefined ? {} : await this.#derived.of(state, tensorOf);
    for (const key of stored.keys()) if (this.#fed.has(key)) feeds[key] = tensorOf(key);
    for (const [name, spec] of Object.entries(this.program.inputs)) {
      const value = inputs[name];
      if (value === undefined || value.values.length !== sizeOf(spec.shape))
        throw new Error(`program ${this.program.name} needs an input ${name} of the shape [${spec.shape}]`);
      if (this.#fed.has(graphNames.input(name))) feeds[graphNames.input(name)] = new ort.Tensor(spec.dtype, value.values, [...spec.shape]);
    }
    return feeds;
  }

  #stateTensor(state: OnnxState, name: string): Tensor {
    const { shape } = this.program.state[name];
    const tensor = state.tensors.get(name);
    if (tensor === undefined || !sameShape(tensor.dims, toPhysical(shape, this.#traced.lowering.stateLayout(shape)))) {
      throw new Error(`the state holds no ${name} of the shape [${shape}]`);
    }
    return tensor;
  }

  #nameInModel(output: string): string {
    const name = this.#outputNames.get(output);
    if (name === undefined) throw new Error(`program ${this.program.name} has no ${output}`);
    return name;
  }
}
