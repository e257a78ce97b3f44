import * as tf from '@tensorflow/tfjs-core';
import type { CompiledProgram, Executor, ExecutorState, MemoryEstimate } from '../executor.ts';
import type { HostTensors, NamedTensors, Program, TensorSpecs } from '../program.ts';
import { sizeOf } from '../program.ts';
import { onReferenceBackend } from './backend.ts';
import { ReferenceState, toHost, toTensor } from './referenceState.ts';

const BYTES_PER_ELEMENT = 4;

const bytesOf = (specs: TensorSpecs): number => Object.values(specs).reduce((sum, { shape }) => sum + BYTES_PER_ELEMENT * sizeOf(shape), 0);

/**
 * What is known without running: the state, and as activations the inputs and one gradient for each
 * state entry. Intermediate results come on top, so this is the least a program needs.
 */
function leastMemory(program: Program): MemoryEstimate {
  const state = bytesOf(program.state);
  const activations = state + bytesOf(program.inputs);
  return { state, activations, total: state + activations };
}

/** Clones every tensor: what a body returns may be its own input, and a clone has an owner of its own. */
const cloned = (tensors: NamedTensors): Record<string, tf.Tensor> =>
  Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, tf.clone(tensor)]));

/** Runs the body once; changed state replaces the old, outputs not wanted are dropped. */
function runBody(program: Program, state: ReferenceState, inputs: HostTensors, wanted: readonly string[]): HostTensors {
  return onReferenceBackend(() => {
    const result = tf.tidy(() => {
      const stateTensors = Object.fromEntries(Object.keys(program.state).map((name) => [name, state.tensor(name)]));
      const inputTensors = Object.fromEntries(
        Object.entries(program.inputs).map(([name, spec]) => {
          if (!(name in inputs)) throw new Error(`${program.name} needs the input ${name}`);
          return [name, toTensor(name, inputs[name], spec)];
        }),
      );
      const { state: changed, outputs } = program.body(stateTensors, inputTensors);
      const read = wanted.map((name) => {
        if (!(name in outputs)) throw new Error(`${program.name} has no output ${name}`);
        return [name, outputs[name]] as const;
      });
      return { changed: cloned(changed), outputs: cloned(Object.fromEntries(read)) };
    });
    for (const [name, tensor] of Object.entries(result.changed)) state.replace(name, tensor);
    const values = Object.fromEntries(Object.entries(result.outputs).map(([name, tensor]) => [name, toHost(tensor)]));
    tf.dispose(result.outputs);
    return values;
  });
}

/** A program whose body runs at every step. */
class ReferenceProgram implements CompiledProgram {
  readonly program: Program;
  readonly memory: MemoryEstimate;

  constructor(program: Program) {
    this.program = program;
    this.memory = leastMemory(program);
  }

  async run<Name extends string>(state: ExecutorState, inputs: HostTensors, wanted: readonly Name[]): Promise<Record<Name, HostTensors[string]>> {
    if (!(state instanceof ReferenceState)) throw new Error(`${this.program.name} was given the state of another executor`);
    // One cast: the result holds exactly the names in `wanted`.
    return runBody(this.program, state, inputs, wanted) as Record<Name, HostTensors[string]>;
  }

  async dispose(): Promise<void> {
    // Nothing is compiled, so there is nothing to free.
  }
}

/**
 * The slow executor that others are compared against: it runs a program's body eagerly on tfjs's plain
 * JavaScript `cpu` backend, one operation at a time, with our kernels in float64 loops. It is meant for
 * tests and small sizes, and its memory estimate is a lower bound.
 */
export async function createReferenceExecutor(): Promise<Executor> {
  return {
    kind: 'reference',
    device: 'cpu',
    abilities: { traces: false, keepsStateOnDevice: true },
    createState: async (specs, values) => new ReferenceState(specs, values),
    estimate: async (program) => leastMemory(program),
    compile: async (program) => new ReferenceProgram(program),
    dispose: async () => undefined,
  };
}
