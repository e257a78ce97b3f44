import type { Tensor } from '@tensorflow/tfjs-core';

/** Element types a program may keep in its state, take as input or give as output. */
export type DataType = 'float32' | 'int32';

/** The static shape and type of one named tensor. Pictures are `[N, H, W, C] in [-1, 1]`. */
export interface TensorSpec {
  readonly shape: readonly number[];
  readonly dtype: DataType;
}

/** Named tensor specifications, in a fixed order. */
export type TensorSpecs = Readonly<Record<string, TensorSpec>>;

/** Symbolic or real tfjs tensors by name, as a program's body sees them. */
export type NamedTensors = Readonly<Record<string, Tensor>>;

/** Values on the host, in logical (row-major) order of the shape. */
export interface HostTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array;
}

/** Host values by name. */
export type HostTensors = Readonly<Record<string, HostTensor>>;

/**
 * A pure function in tfjs operations with static shapes: a training step or an inference.
 *
 * `body` must not read a clock, a file, a random number or a tensor's values: whatever varies from
 * step to step is an input. It may be called once (traced) or at every step (eager).
 */
export interface Program {
  /** Names the program in messages and in printed traces: `cyclegan.step`, `cyclegan.translate`. */
  readonly name: string;
  /** What stays inside the executor between runs. */
  readonly state: TensorSpecs;
  readonly inputs: TensorSpecs;
  /**
   * Computes one step. `state` of the result holds the entries that changed (others stay as they
   * are), `outputs` what a caller may ask to read.
   */
  body(state: NamedTensors, inputs: NamedTensors): { state: NamedTensors; outputs: NamedTensors };
}

/** A float32 tensor's specification: `float32(1, 64, 64, 3)`. */
export function float32(...shape: number[]): TensorSpec {
  return { shape, dtype: 'float32' };
}

/** An int32 tensor's specification. */
export function int32(...shape: number[]): TensorSpec {
  return { shape, dtype: 'int32' };
}

/** How many elements a shape holds; 1 for a scalar. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, extent) => product * extent, 1);
}
