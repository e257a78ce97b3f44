import type { DeviceKind } from '../devices.ts';
import type { CompiledProgram, Executor, ExecutorState, MemoryEstimate } from '../executor.ts';
import type { HostTensors, Program, TensorSpecs } from '../program.ts';
import { sizeOf } from '../program.ts';
import { direct } from '../trace/lowerings/direct/index.ts';
import type { Lowering } from '../trace/lowerings/lowering.ts';
import { traceWithinBudget } from '../trace/budget.ts';
import type { Graph } from '../trace/graph.ts';
import { hoistStateOnly } from '../trace/hoist.ts';
import { constantBytes, peakBytes } from '../trace/memory.ts';
import { products } from '../trace/lowerings/winograd/products.ts';
import type { TracedProgram } from '../trace/trace.ts';
import { graphNames, traceProgram } from '../trace/trace.ts';
import { OnnxProgram } from './compiled.ts';
import { DerivedValues } from './derived.ts';
import { encodeModel } from './encode.ts';
import { encodeRounded } from './rounded.ts';
import type { SessionPlace } from './session.ts';
import { keepsTensors, loadRuntime, openSession } from './session.ts';
import { OnnxState } from './state.ts';
import { Transfer } from './transfer.ts';

const BYTES = 4;

/*
 * The process's memory as a sum of three parts, fitted to the peak resident size of CycleGAN steps. State is
 * there twice: before and after the step; the arena takes nearly twice what is alive in it.
 */
const RUNTIME_BYTES = 210 * 2 ** 20;
const STATE_COPIES = 2;
const ARENA_FACTOR = 1.9;

/** What a traced program needs: the runtime itself, its state, and the most that results need at once. */
export function estimateMemory({ program, graph }: TracedProgram): MemoryEstimate {
  const state = Object.values(program.state).reduce((sum, { shape }) => sum + BYTES * sizeOf(shape), 0);
  const activations = peakBytes(graph) + constantBytes(graph);
  return { state, activations, total: totalBytes(state, activations) };
}

const totalBytes = (state: number, activations: number): number => Math.ceil(RUNTIME_BYTES + STATE_COPIES * state + ARENA_FACTOR * activations);

/**
 * Above so many input values (four sides of one picture of 1180 px) a program is estimated in the
 * direct lowering, which needs no lists of pixels, times what other lowerings need beyond it.
 */
const LARGEST_TRACED = 2 ** 24;
const BEYOND_DIRECT = 1.6;

/** Runs programs as traced graphs on ONNX Runtime: the default everywhere. */
export class OnnxExecutor implements Executor {
  readonly kind = 'onnx';
  readonly abilities;
  readonly device: DeviceKind;
  readonly #place: SessionPlace;
  readonly #lowering: Lowering;
  /** Programs that were estimated are compiled next: they are traced once. */
  readonly #traced = new WeakMap<Program, TracedProgram>();

  constructor(place: SessionPlace, lowering: Lowering) {
    this.device = place.device;
    this.abilities = { traces: true, keepsStateOnDevice: keepsTensors(place.device) };
    this.#place = place;
    this.#lowering = lowering;
  }

  createState(specs: TensorSpecs, values: HostTensors = {}): Promise<ExecutorState> {
    return OnnxState.create(specs, this.#lowering, new Transfer(this.#place), values);
  }

  estimate(program: Program): Promise<MemoryEstimate> {
    const values = Object.values(program.inputs).reduce((sum, { shape }) => sum + sizeOf(shape), 0);
    if (values <= LARGEST_TRACED) return Promise.resolve(estimateMemory(this.#trace(program)));
    const { state, activations } = estimateMemory(traceProgram(program, direct));
    return Promise.resolve({ state, activations, total: totalBytes(state, BEYOND_DIRECT * activations) });
  }

  async compile(program: Program): Promise<CompiledProgram> {
    const traced = this.#trace(program);
    if (traced.changed.length === 0) return this.#compileWithoutChanges(traced);
    const { model, outputNames } = encodeModel(traced.graph);
    const wanted = new Set([...outputNames].filter(([name]) => name.startsWith(graphNames.output(''))).map(([, inModel]) => inModel));
    const onDevice = traced.changed.flatMap((name) => outputNames.get(graphNames.nextState(name)) ?? []).filter((name) => !wanted.has(name));
    const session = await openSession(model, this.#place, onDevice);
    return new OnnxProgram(traced, session, outputNames, estimateMemory(traced));
  }

  /** A program that leaves the state as it is: what follows from the state alone is computed once. */
  async #compileWithoutChanges(traced: TracedProgram): Promise<CompiledProgram> {
    const stateNames = new Set(Object.keys(traced.program.state).map(graphNames.state));
    const hoisted = hoistStateOnly(traced.graph, ({ name }) => stateNames.has(name));
    const graph = hoisted?.main ?? traced.graph;
    const { model, outputNames } = encodeModel(graph);
    const session = await openSession(model, this.#place);
    const derived = hoisted && (await DerivedValues.open(hoisted.prologue, this.#place));
    return new OnnxProgram({ ...traced, graph }, session, outputNames, estimateMemory(traced), derived);
  }

  async compileRounded(program: Program, state: ExecutorState): Promise<CompiledProgram> {
    if (this.device !== 'cpu') return this.compile(program);
    const traced = traceProgram(program, products);
    const values = await state.read(Object.keys(program.state));
    // As the lowering has them: in the order in which they are read.
    const weights = new Map(Object.entries(values).map(([name, value]) => [graphNames.state(name), Float32Array.from(value.values)]));
    const hoisted = hoistStateOnly(traced.graph, ({ name }) => weights.has(name));
    if (hoisted !== undefined) for (const [name, computed] of await this.#computed(hoisted.prologue, weights)) weights.set(name, computed);
    const graph = hoisted?.main ?? traced.graph;
    const { model, outputNames } = encodeRounded(graph, weights);
    const inputs = graph.inputs.filter(({ name }) => !weights.has(name));
    return new OnnxProgram({ ...traced, graph: { ...graph, inputs } }, await openSession(model, this.#place), outputNames, estimateMemory(traced));
  }

  /** What a graph of weights alone makes of them, by the names of its outputs. */
  async #computed(graph: Graph, weights: ReadonlyMap<string, Float32Array<ArrayBuffer>>): Promise<[string, Float32Array<ArrayBuffer>][]> {
    const { Tensor } = await loadRuntime();
    const { model, outputNames } = encodeModel(graph);
    const session = await openSession(model, this.#place);
    const given = graph.inputs.map(({ name, shape }) => [name, new Tensor('float32', weights.get(name) ?? new Float32Array(0), [...shape])] as const);
    const results = await session.run(Object.fromEntries(given));
    await session.release();
    // Everything that follows from weights is as they are.
    return [...outputNames].map(([name, inModel]) => [name, results[inModel].data as Float32Array<ArrayBuffer>]);
  }

  #trace(program: Program): TracedProgram {
    const trace = this.#place.memory === 'low' ? traceWithinBudget : traceProgram;
    const traced = this.#traced.get(program) ?? trace(program, this.#lowering);
    this.#traced.set(program, traced);
    return traced;
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }
}
