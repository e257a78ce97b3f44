import type { Tensor } from 'onnxruntime-node';
import type { DeviceKind } from '../devices.ts';
import type { CompiledProgram, Executor, ExecutorState, MemoryEstimate } from '../executor.ts';
import type { HostTensors, Program, TensorSpecs } from '../program.ts';
import { sizeOf } from '../program.ts';
import { GraphBuilder } from '../trace/builder.ts';
import type { Lowering } from '../trace/lowerings/lowering.ts';
import { constantBytes, peakBytes } from '../trace/memory.ts';
import type { TracedProgram } from '../trace/trace.ts';
import { graphNames, traceProgram } from '../trace/trace.ts';
import { OnnxProgram } from './compiled.ts';
import { encodeModel } from './encode.ts';
import type { SessionPlace } from './session.ts';
import { keepsTensors, openSession } from './session.ts';
import { OnnxState } from './state.ts';

const BYTES = 4;

/** ONNX Runtime copies changed state out at every run, so it is there twice; its arena rounds blocks up. */
const STATE_COPIES = 2;
const ARENA_OVERHEAD = 1.25;

/** What a traced program needs: state, the most that results need at once, and the runtime's own share. */
export function estimateMemory({ program, graph }: TracedProgram): MemoryEstimate {
  const state = Object.values(program.state).reduce((sum, { shape }) => sum + BYTES * sizeOf(shape), 0);
  const activations = peakBytes(graph) + constantBytes(graph);
  return { state, activations, total: Math.ceil(STATE_COPIES * state + ARENA_OVERHEAD * activations) };
}

/** Runs programs as traced graphs on ONNX Runtime: the default everywhere. */
export class OnnxExecutor implements Executor {
  readonly kind = 'onnx';
  readonly abilities;
  readonly device: DeviceKind;
  readonly #place: SessionPlace;
  readonly #lowering: Lowering;

  constructor(place: SessionPlace, lowering: Lowering) {
    this.device = place.device;
    this.abilities = { traces: true, keepsStateOnDevice: keepsTensors(place.device) };
    this.#place = place;
    this.#lowering = lowering;
  }

  createState(specs: TensorSpecs, values: HostTensors = {}): Promise<ExecutorState> {
    return OnnxState.create(specs, this.#lowering, (tensors) => this.#download(tensors), values);
  }

  estimate(program: Program): Promise<MemoryEstimate> {
    return Promise.resolve(estimateMemory(traceProgram(program, this.#lowering)));
  }

  async compile(program: Program): Promise<CompiledProgram> {
    const traced = traceProgram(program, this.#lowering);
    const { model, outputNames } = encodeModel(traced.graph);
    const wanted = new Set(Object.keys(Object.fromEntries(outputNames)).filter((name) => name.startsWith(graphNames.output(''))).map((name) => outputNames.get(name)));
    const onDevice = traced.changed.flatMap((name) => outputNames.get(graphNames.nextState(name)) ?? []).filter((name) => !wanted.has(name));
    const session = await openSession(model, this.#place, onDevice);
    return new OnnxProgram(traced, session, outputNames, estimateMemory(traced));
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }

  /** Tensors in device memory are read through a session of Identity nodes: `getData` on one ends the process. */
  async #download(tensors: Readonly<Record<string, Tensor>>): Promise<Record<string, Tensor>> {
    const remote = Object.entries(tensors).filter(([, tensor]) => tensor.location !== 'cpu');
    if (remote.length === 0) return { ...tensors };
    const builder = new GraphBuilder();
    const outputs = remote.map(([name, tensor]) => ({ name, value: builder.node('Identity', [builder.input(graphNames.state(name), tensor.type as 'float32', tensor.dims)], {}) }));
    const { model, outputNames } = encodeModel(builder.finish('download', outputs));
    const session = await openSession(model, this.#place);
    try {
      const results = await session.run(Object.fromEntries(remote.map(([name, tensor]) => [graphNames.state(name), tensor])));
      return { ...tensors, ...Object.fromEntries(remote.map(([name]) => [name, results[outputNames.get(name) ?? name]])) };
    } finally {
      await session.release();
    }
  }
}
