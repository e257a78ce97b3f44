import type { HostTensors, Program, TensorSpecs } from './program.ts';
import type { DeviceKind } from './devices.ts';

/** The ways a program can be run. Adding one: a folder beside `onnx/` and a row in `executors.ts`. */
export type ExecutorKind = 'onnx' | 'reference' | 'tensorflow';

/** What a caller may want to know before it relies on an executor. */
export interface ExecutorAbilities {
  /** The program is traced once and compiled; otherwise its body runs at every step. */
  readonly traces: boolean;
  /** State stays on the device between steps and is copied only when read. */
  readonly keepsStateOnDevice: boolean;
}

/** An estimate of what a program needs, in bytes. */
export interface MemoryEstimate {
  /** Weights, optimizer moments and other state. */
  readonly state: number;
  /** The most that intermediate results need at once. */
  readonly activations: number;
  /** The whole, with what the executor adds on its own. */
  readonly total: number;
}

/**
 * Tensors that live inside an executor and are passed from run to run. Several compiled programs of
 * one executor may share a state: training and the drawing of samples do.
 */
export interface ExecutorState {
  readonly specs: TensorSpecs;
  /** Copies values out, all or the named ones, in logical order. */
  read(names?: readonly string[]): Promise<HostTensors>;
  /** Overwrites the named entries. Throws if a shape differs from its specification. */
  write(values: HostTensors): Promise<void>;
  dispose(): Promise<void>;
}

/** A program made ready to run. */
export interface CompiledProgram {
  readonly program: Program;
  readonly memory: MemoryEstimate;
  /**
   * Runs once, replaces the changed entries of `state`, and reads back only the outputs named in
   * `wanted`. `state` must hold every entry of the program's state and may hold more.
   */
  run<Name extends string>(state: ExecutorState, inputs: HostTensors, wanted: readonly Name[]): Promise<Record<Name, HostTensors[string]>>;
  dispose(): Promise<void>;
}

/** Runs programs on one device. */
export interface Executor {
  readonly kind: ExecutorKind;
  readonly device: DeviceKind;
  readonly abilities: ExecutorAbilities;
  /** Allocates state, zero where `values` has no entry. */
  createState(specs: TensorSpecs, values?: HostTensors): Promise<ExecutorState>;
  /** Estimates without compiling: what `compile` would report. */
  estimate(program: Program): Promise<MemoryEstimate>;
  /** Makes a program ready; takes seconds for large ones. */
  compile(program: Program): Promise<CompiledProgram>;
  /**
   * Makes a program ready that leaves `state` as it is, for the values that the state has now, with its large products in whole numbers of a byte:
   * several times quicker on processors that have instructions for it, and off by some hundredths of what it computes. For a first look before the
   * result. Executors that have no such products compile it as it is.
   */
  compileRounded(program: Program, state: ExecutorState): Promise<CompiledProgram>;
  dispose(): Promise<void>;
}
