import type { CompiledProgram, ExecutorState } from '../engine/executor.ts';
import type { HostTensor, HostTensors } from '../engine/program.ts';
import { sizeOf } from '../engine/program.ts';

/** A tensor `[N, ...]` as N rows. */
export function rowsOf({ shape, values }: HostTensor): Float32Array[] {
  const width = sizeOf(shape.slice(1));
  return Array.from({ length: shape[0] }, (_, row) => Float32Array.from(values.subarray(row * width, (row + 1) * width)));
}

/**
 * Runs a program of a fixed batch on any number of rows: the last batch is filled up with the first rows again. Inputs and
 * outputs by name, a row each.
 */
export async function runRows<Name extends string>(
  program: CompiledProgram,
  state: ExecutorState,
  inputs: Readonly<Record<string, readonly (Float32Array | Int32Array)[]>>,
  wanted: readonly Name[],
): Promise<Record<Name, Float32Array[]>> {
  const specs = program.program.inputs;
  const [first] = Object.keys(specs);
  const [batch] = specs[first].shape;
  const count = inputs[first].length;
  // One cast: every wanted name gets its rows below.
  const results = Object.fromEntries(wanted.map((name) => [name, []])) as unknown as Record<Name, Float32Array[]>;
  for (let from = 0; from < count; from += batch) {
    const tensors: HostTensors = Object.fromEntries(
      Object.entries(specs).map(([name, { shape, dtype }]) => {
        const values = dtype === 'int32' ? new Int32Array(sizeOf(shape)) : new Float32Array(sizeOf(shape));
        const width = values.length / batch;
        for (let row = 0; row < batch; row++) values.set(inputs[name][(from + row) % count], row * width);
        return [name, { shape, values }];
      }),
    );
    const outputs = await program.run(state, tensors, wanted);
    for (const name of wanted) results[name].push(...rowsOf(outputs[name]).slice(0, count - from));
  }
  return results;
}
