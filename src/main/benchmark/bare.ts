import type { BenchTiming } from '../../shared/benchmark.ts';
import type { CompiledProgram, Executor } from '../engine/executor.ts';
import type { HostTensors, Program } from '../engine/program.ts';
import { milliseconds, summarize } from './timing.ts';

/** What is run again and again. */
export interface BareParts {
  readonly program: Program;
  /** State by name; what the program does not have is left out, what is missing begins at zero. */
  readonly parameters: HostTensors;
  readonly inputs: HostTensors;
  /** The outputs that are read at every run. */
  readonly wanted: readonly string[];
}

/** A program on its own, without anything that is built around it. */
export interface Bare {
  readonly compiled: CompiledProgram;
  /** Seconds that compiling took. */
  readonly compileSeconds: number;
  /** Runs it once. */
  run(): Promise<unknown>;
  /** Runs it `runs` times, after one run that is not counted; ends early, after the first, where asked to stop. */
  measure(runs: number, stop: AbortSignal): Promise<void>;
  /** Of all measured runs so far. */
  timing(): BenchTiming;
  dispose(): Promise<void>;
}

/** Makes a program ready to be measured. */
export async function openBare(executor: Executor, { program, parameters, inputs, wanted }: BareParts): Promise<Bare> {
  const own = Object.entries(parameters).filter(([name]) => name in program.state);
  const state = await executor.createState(program.state, Object.fromEntries(own));
  const start = performance.now();
  const compiled = await executor.compile(program);
  const compileSeconds = (performance.now() - start) / 1000;
  const times: number[] = [];
  const run = (): Promise<unknown> => compiled.run(state, inputs, wanted);
  return {
    compiled,
    compileSeconds,
    run,
    async measure(runs, stop) {
      await run();
      for (let i = 0; i < runs && !(stop.aborted && times.length > 0); i++) times.push(await milliseconds(run));
    },
    timing: () => summarize(times),
    async dispose() {
      await compiled.dispose();
      await state.dispose();
    },
  };
}
