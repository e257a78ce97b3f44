import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { profileProgram } from '../engine/onnx/profile.ts';
import type { BareParts } from './bare.ts';
import { inTemporaryFolder } from './inside.ts';
import { median } from './timing.ts';

/** Nodes of one kind. */
export interface ProfileRow {
  readonly kind: string;
  readonly nodes: number;
  /** Milliseconds of one run in all of them. */
  readonly ms: number;
}

/** What ONNX Runtime's profiler writes of each node that ran, `dur` in microseconds; other events are left out. */
const eventSchema = z.object({
  name: z.string(),
  dur: z.number(),
  args: z.object({ op_name: z.string(), input_type_shape: z.array(z.record(z.string(), z.array(z.number()))) }),
});

/** One node in one run. */
type NodeEvent = z.infer<typeof eventSchema>;

/** Pixels of tiles of 2 x 2 to 5 x 5 and of their halos of up to 6 x 6, with a row of zeros in the end, and taps: sides of the matrices that transform them. */
const TRANSFORM_SIDES = new Set([4, 9, 16, 25, 36, 37]);
/** Components of transformed tiles. */
const COMPONENTS = new Set([9, 16, 25, 36]);

const shapesOf = ({ args }: NodeEvent): number[][] => args.input_type_shape.flatMap((input) => Object.values(input));

/** A batch may be as large as a tile; what image layers sum over is then far longer than what comes out. */
const areComponents = ([a, b]: readonly number[][]): boolean =>
  a?.length === 3 && b?.length === 3 && a[0] === b[0] && COMPONENTS.has(a[0]) && (a[0] === 36 || a[2] <= 16 * a[1]);

function kindOfProduct(shapes: readonly number[][]): string {
  const [a] = shapes;
  if (areComponents(shapes)) return 'products of minimal filtering';
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

function kindOf(event: NodeEvent): string {
  const operator = event.args.op_name;
  if (operator === 'MatMul' || operator === 'FusedMatMul') return kindOfProduct(shapesOf(event));
  if (KINDS[operator] !== undefined) return KINDS[operator];
  // Of four axes with a filter's extents first, or small: the optimizer works on weights, everything else on activations.
  const [shape] = shapesOf(event).toSorted((one, other) => other.length - one.length);
  const ofWeights = shape === undefined || shape.length < 3 || (shape.length === 4 && shape[0] === shape[1] && shape[0] <= 7 && shape[0] > 2);
  return ofWeights ? 'pointwise on weights: Adam, sums of gradients' : 'pointwise on activations: norms, ReLU, losses';
}

/** The median over the runs of each node, the first run left out, summed by kind. */
function rowsOf(events: readonly NodeEvent[]): ProfileRow[] {
  const byNode = Map.groupBy(events, ({ name }) => name);
  const rows = new Map<string, { nodes: number; ms: number }>();
  for (const runs of byNode.values()) {
    const row = rows.get(kindOf(runs[0])) ?? { nodes: 0, ms: 0 };
    rows.set(kindOf(runs[0]), { nodes: row.nodes + 1, ms: row.ms + median(runs.slice(1).map(({ dur }) => dur / 1000)) });
  }
  return [...rows].map(([kind, row]) => ({ kind, ...row })).toSorted((one, other) => other.ms - one.ms);
}

/** Runs a training step on the processor `runs` times, after one that is not counted, under ONNX Runtime's profiler: where the time of a step goes. */
export function profileStep({ program, parameters, inputs }: Omit<BareParts, 'wanted'>, runs: number): Promise<readonly ProfileRow[]> {
  return inTemporaryFolder(async (folder) => {
    await profileProgram(program, { state: parameters, inputs, runs: runs + 1, prefix: join(folder, 'profile') });
    const [file] = await readdir(folder);
    const written = z.array(z.unknown()).parse(JSON.parse(await readFile(join(folder, file), 'utf8')));
    return rowsOf(written.flatMap((event) => eventSchema.safeParse(event).data ?? []).filter(({ name }) => name.endsWith('_kernel_time')));
  });
}
