import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as Ort from 'onnxruntime-node';
import * as z from 'zod';
import type { BenchConfig } from '../../shared/benchmark.ts';
import { encodeModel } from '../engine/onnx/encode.ts';
import { loadRuntime, openSession } from '../engine/onnx/session.ts';
import { sizeOf } from '../engine/program.ts';
import { winograd } from '../engine/trace/lowerings/winograd/index.ts';
import { graphNames, traceProgram } from '../engine/trace/trace.ts';
import { createSubject } from './subject.ts';
import { median } from './timing.ts';

/** Nodes of one kind. */
export interface ProfileRow {
  readonly kind: string;
  readonly nodes: number;
  /** Milliseconds of one run in all of them. */
  readonly ms: number;
}

/** What ONNX Runtime's profiler writes of each node that ran; other events are left out. */
const eventSchema = z.object({
  name: z.string(),
  dur: z.number(),
  args: z.object({ op_name: z.string(), input_type_shape: z.array(z.record(z.string(), z.array(z.number()))) }),
});

type Event = z.infer<typeof eventSchema>;

/** Sides of the matrices that transform tiles of 4 x 4 and 3 x 3, their halos of 6 x 6 with a row of zeros, and filters. */
const TRANSFORM_SIDES = new Set([9, 16, 36, 37]);
const COMPONENTS = 36;

const shapesOf = ({ args }: Event): number[][] => args.input_type_shape.flatMap((input) => Object.values(input));

function kindOfProduct([a, b]: readonly number[][]): string {
  if (a?.length === 3 && b?.length === 3 && a[0] === COMPONENTS && b[0] === COMPONENTS) return 'products of minimal filtering';
  if (a?.length === 2 && a.every((side) => TRANSFORM_SIDES.has(side))) return 'transforms of tiles and filters';
  if (a?.length === 2 && a[0] === 1) return 'means and sums, as products with a row';
  return 'products of strided, transposed and image layers';
}

const KINDS: Readonly<Record<string, string>> = {
  Conv: 'Conv and ConvTranspose of image layers',
  ConvTranspose: 'Conv and ConvTranspose of image layers',
  Gather: 'Gather: halos, tiles, columns',
  ...Object.fromEntries(
    ['Concat', 'Slice', 'Pad', 'Transpose', 'Split', 'Reshape'].map((operator) => [operator, 'copies: Concat, Slice, Pad, Transpose, Reshape']),
  ),
};

function kindOf(event: Event): string {
  const operator = event.args.op_name;
  if (operator === 'MatMul' || operator === 'FusedMatMul') return kindOfProduct(shapesOf(event));
  if (KINDS[operator] !== undefined) return KINDS[operator];
  // Of four axes with a filter's extents first, or small: the optimizer works on weights, everything else on activations.
  const [shape] = shapesOf(event).toSorted((one, other) => other.length - one.length);
  const ofWeights = shape === undefined || shape.length < 3 || (shape.length === 4 && shape[0] === shape[1] && shape[0] <= 7 && shape[0] > 2);
  return ofWeights ? 'pointwise on weights: Adam, sums of gradients' : 'pointwise on activations: norms, ReLU, losses';
}

/** The median over the runs of each node, the first run left out, summed by kind. */
function rowsOf(events: readonly Event[]): ProfileRow[] {
  const byNode = Map.groupBy(events, ({ name }) => name);
  const rows = new Map<string, { nodes: number; ms: number }>();
  for (const runs of byNode.values()) {
    const row = rows.get(kindOf(runs[0])) ?? { nodes: 0, ms: 0 };
    rows.set(kindOf(runs[0]), { nodes: row.nodes + 1, ms: row.ms + median(runs.slice(1).map(({ dur }) => dur / 1000)) });
  }
  return [...rows].map(([kind, row]) => ({ kind, ...row })).toSorted((one, other) => other.ms - one.ms);
}

/** Runs a CycleGAN step on the processor `runs` times and once more under ONNX Runtime's profiler: where the time of a step goes. */
export async function profileStep(config: BenchConfig, runs: number): Promise<{ readonly rows: readonly ProfileRow[]; readonly stepMs: readonly number[] }> {
  const { recipe, parameters, inputs } = createSubject(config);
  const { graph } = traceProgram(recipe.step, winograd);
  const { model } = encodeModel(graph);
  const { Tensor } = await loadRuntime();
  const folder = await mkdtemp(join(tmpdir(), 'recast-profile-'));
  try {
    const session = await openSession(model, { device: 'cpu', threads: 0, memory: 'normal' }, [], join(folder, 'step'));
    const given = new Map([
      ...Object.entries(parameters).map(([name, value]) => [graphNames.state(name), value] as const),
      ...Object.entries(inputs).map(([name, value]) => [graphNames.input(name), value] as const),
    ]);
    const feeds: Record<string, Ort.Tensor> = {};
    for (const { name, type, shape } of graph.inputs) {
      const values = given.get(name)?.values ?? new Float32Array(sizeOf(shape));
      feeds[name] = new Tensor(type === 'int32' ? 'int32' : 'float32', values, [...shape]);
    }
    const stepMs: number[] = [];
    for (let run = 0; run <= runs; run++) {
      const start = performance.now();
      await session.run(feeds);
      stepMs.push(performance.now() - start);
    }
    session.endProfiling();
    await session.release();
    const [file] = await readdir(folder);
    const written = z.array(z.unknown()).parse(JSON.parse(await readFile(join(folder, file), 'utf8')));
    const events = written.flatMap((event) => eventSchema.safeParse(event).data ?? []).filter(({ name }) => name.endsWith('_kernel_time'));
    return { rows: rowsOf(events), stepMs: stepMs.slice(1) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
