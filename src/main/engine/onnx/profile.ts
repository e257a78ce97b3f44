import type { Tensor } from 'onnxruntime-node';
import type { HostTensors, Program } from '../program.ts';
import { sizeOf } from '../program.ts';
import { winograd } from '../trace/lowerings/winograd/index.ts';
import { graphNames, traceProgram } from '../trace/trace.ts';
import { encodeModel } from './encode.ts';
import { loadRuntime, openSession } from './session.ts';

/** What to run, how often, and what the name of the file that the profiler writes begins with. State that is not given is zero. */
export interface ProfileParts {
  readonly state: HostTensors;
  readonly inputs: HostTensors;
  readonly runs: number;
  readonly prefix: string;
}

/** Runs a program on the processor in its fast lowering under ONNX Runtime's profiler; every run begins with the same state. */
export async function profileProgram(program: Program, { state, inputs, runs, prefix }: ProfileParts): Promise<void> {
  const { graph } = traceProgram(program, winograd);
  const runtime = await loadRuntime();
  const session = await openSession(encodeModel(graph).model, { device: 'cpu', threads: 0, memory: 'normal' }, [], prefix);
  const given = new Map([
    ...Object.entries(state).map(([name, value]) => [graphNames.state(name), value] as const),
    ...Object.entries(inputs).map(([name, value]) => [graphNames.input(name), value] as const),
  ]);
  const feeds: Record<string, Tensor> = {};
  for (const { name, type, shape } of graph.inputs) {
    const values = given.get(name)?.values ?? new Float32Array(sizeOf(shape));
    feeds[name] = new runtime.Tensor(type === 'int32' ? 'int32' : 'float32', values, [...shape]);
  }
  for (let run = 0; run < runs; run++) await session.run(feeds);
  session.endProfiling();
  await session.release();
}
