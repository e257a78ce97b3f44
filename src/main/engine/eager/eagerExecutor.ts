import * as tf from '@tensorflow/tfjs-core';
import type { DeviceKind } from '../devices.ts';
import type { CompiledProgram, Executor, ExecutorKind, ExecutorState, MemoryEstimate } from '../executor.ts';
import type { HostTensors, NamedTensors, Program, TensorSpecs } from '../program.ts';
import type { EagerBackend } from './backend.ts';
import { EagerState, toHost, toTensor } from './eagerState.ts';

/** What is particular to one executor that runs a program's body at every step. */
export interface EagerPlace {
  readonly kind: ExecutorKind;
  readonly device: DeviceKind;
  readonly backend: EagerBackend;
  estimate(program: Program): MemoryEstimate;
}

/** Clones every tensor: what a body returns may be its own input, and a clone has an owner of its own. */
const cloned = (tensors: NamedTensors): Record<string, tf.Tensor> =>
  Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, tf.clone(tensor)]));

function stateTensor(state: EagerState, name: string, shape: readonly number[]): tf.Tensor {
  const tensor = name in state.specs ? state.tensor(name) : undefined;
  if (tensor === undefined || tensor.shape.join() !== shape.join()) throw new Error(`the state holds no ${name} of the shape [${shape}]`);
  return tensor;
}

/** Runs the body once; changed state replaces the old, outputs not wanted are dropped. */
function runBody(program: Program, state: EagerState, inputs: HostTensors, wanted: readonly string[]): HostTensors {
  return state.backend.on(() => {
    const result = tf.tidy(() => {
      const stateTensors = Object.fromEntries(Object.entries(program.state).map(([name, { shape }]) => [name, stateTensor(state, name, shape)]));
      const inputTensors = Object.fromEntries(
        Object.entries(program.inputs).map(([name, spec]) => {
          const tensor = name in inputs ? toTensor(inputs[name], spec) : undefined;
          if (tensor === undefined) throw new Error(`program ${program.name} needs an input ${name} of the shape [${spec.shape}]`);
          return [name, tensor];
        }),
      );
      const { state: changed, outputs } = program.body(stateTensors, inputTensors);
      const read = wanted.map((name) => {
        if (!(name in outputs)) throw new Error(`program ${program.name} has no output ${name}`);
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
class EagerProgram implements CompiledProgram {
  readonly program: Program;
  readonly memory: MemoryEstimate;
  readonly #backend: EagerBackend;

  constructor(program: Program, { backend, estimate }: EagerPlace) {
    this.program = program;
    this.memory = estimate(program);
    this.#backend = backend;
  }

  async run<Name extends string>(state: ExecutorState, inputs: HostTensors, wanted: readonly Name[]): Promise<Record<Name, HostTensors[string]>> {
    if (!(state instanceof EagerState) || state.backend !== this.#backend) throw new Error('the state belongs to another executor');
    // One cast: the result holds exactly the names in `wanted`.
    return runBody(this.program, state, inputs, wanted) as Record<Name, HostTensors[string]>;
  }

  async dispose(): Promise<void> {
    // Nothing is compiled, so there is nothing to free.
  }
}

/** Runs a program's body at every step, one operation at a time, on one of tfjs's own backends. */
export function createEagerExecutor(place: EagerPlace): Executor {
  return {
    kind: place.kind,
    device: place.device,
    abilities: { traces: false, keepsStateOnDevice: true },
    createState: async (specs: TensorSpecs, values?: HostTensors) => new EagerState(place.backend, specs, values),
    estimate: async (program) => place.estimate(program),
    compile: async (program) => new EagerProgram(program, place),
    compileRounded: async (program) => new EagerProgram(program, place),
    dispose: async () => undefined,
  };
}
