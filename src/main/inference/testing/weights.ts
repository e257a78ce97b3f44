import { readFile } from 'node:fs/promises';
import type * as z from 'zod';
import type { ExportResult } from '../../../shared/weights.ts';
import { exportResultSchema, writtenImportSchema } from '../../../shared/weights.ts';
import { readCheckpoint } from '../../checkpoints/checkpoint.ts';
import { openExecutor } from '../../engine/executors.ts';
import type { HostTensor } from '../../engine/program.ts';
import type { ExportModelTask, ImportWeightsTask } from '../../jobs/messages.ts';
import type { TaskContext } from '../../jobs/taskContext.ts';
import { thisMachine } from '../../machine.ts';
import { modelOf } from '../checkpointModel.ts';
import { runExport } from '../exportModel.ts';
import { runImport } from '../importWeights.ts';

const context: TaskContext = {
  report: () => undefined,
  stop: new AbortController().signal,
  paused: false,
  whenRunning: () => Promise.resolve(),
  hear: () => undefined,
};

/** Imports files into `folder` and gives what the engine says, and the checkpoint's folder. */
export async function importFiles(
  folder: string,
  files: readonly (string | ImportWeightsTask['files'][number])[],
  settings: Record<string, unknown> = {},
  colourist = false,
): Promise<z.infer<typeof writtenImportSchema>> {
  const listed = files.map((file) => (typeof file === 'string' ? { path: file, direction: null } : file));
  const { result } = await runImport({ kind: 'importWeights', files: listed, colourist, settings, runFolder: folder, seed: 7 }, context);
  return writtenImportSchema.parse(result);
}

/** Exports a direction of a checkpoint. */
export async function exportTo(checkpointFolder: string, output: string, given: Partial<ExportModelTask> = {}): Promise<ExportResult> {
  const { result } = await runExport({ kind: 'exportModel', checkpointFolder, direction: null, output, fp16: false, replace: false, ...given }, context);
  return exportResultSchema.parse(result);
}

/** A picture through a direction of a checkpoint, as `convert` translates it; `[N, H, W, 3]` to the same. */
export async function translateWith(folder: string, direction: string | null, picture: HostTensor, precision: 'fast' | 'exact' = 'exact'): Promise<HostTensor> {
  const checkpoint = await readCheckpoint(folder);
  const { translator } = modelOf(checkpoint, direction);
  const executor = await openExecutor({ executor: 'onnx', device: 'cpu', threads: 1, precision, memory: 'normal' }, thisMachine);
  const [batch, height, width] = picture.shape;
  const program = translator.program(batch, height, width);
  const parameters = await checkpoint.parameters([translator.network]);
  const state = await executor.createState(program.state, Object.fromEntries(Object.keys(program.state).map((name) => [name, parameters[name]])));
  const compiled = await executor.compile(program);
  try {
    return (await compiled.run(state, { picture }, ['translated'])).translated;
  } finally {
    await compiled.dispose();
    await state.dispose();
    await executor.dispose();
  }
}

/** The largest difference of two tensors, element by element. */
export function farthest(one: ArrayLike<number>, other: ArrayLike<number>): number {
  if (one.length !== other.length) throw new Error(`${one.length} values and ${other.length}`);
  return Array.from({ length: one.length }, (_, i) => Math.abs(one[i] - other[i])).reduce((most, distance) => Math.max(most, distance), 0);
}

/** Whether two files have the same bytes. */
export async function sameBytes(one: string, other: string): Promise<boolean> {
  return (await readFile(one)).equals(await readFile(other));
}

/** `[1, H, W, 3]` as PyTorch has it, `[1, 3, H, W]`. */
export function toChannelsFirst({ shape, values }: HostTensor): Float32Array {
  const [batch, height, width] = shape;
  const plane = height * width;
  const result = new Float32Array(batch * 3 * plane);
  for (let i = 0; i < result.length; i++) {
    const [n, channel, pixel] = [Math.floor(i / (3 * plane)), Math.floor(i / plane) % 3, i % plane];
    result[i] = values[(n * plane + pixel) * 3 + channel];
  }
  return result;
}
