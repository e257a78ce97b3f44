import { extname } from 'node:path';
import { RecastError } from '../../shared/errors/index.ts';
import type { ExportFormat, ExportResult } from '../../shared/weights.ts';
import type { Checkpoint } from '../checkpoints/checkpoint.ts';
import { readCheckpoint } from '../checkpoints/checkpoint.ts';
import { toPytorch } from '../checkpoints/layouts.ts';
import { encodeSafetensors } from '../checkpoints/safetensors.ts';
import { EXPORT_OPERATOR_SET, exportProgram } from '../engine/onnx/exportProgram.ts';
import type { HostTensors } from '../engine/program.ts';
import type { ExportModelTask } from '../jobs/messages.ts';
import type { TaskRunner } from '../jobs/taskContext.ts';
import type { Translator } from '../models/architecture.ts';
import { encodeTorch } from '../weights/torchWriter.ts';
import { LARGEST_ZIP } from '../weights/zip.ts';
import type { CheckpointModel } from './checkpointModel.ts';
import { modelOf } from './checkpointModel.ts';
import { refuseExisting, writeFileWhole } from './wholeFile.ts';

/** Formats by the endings of files. */
const formatOfEnding: Readonly<Record<string, ExportFormat>> = { '.onnx': 'onnx', '.safetensors': 'safetensors', '.pth': 'pth', '.pt': 'pth' };

/** What one direction is made of. */
interface Exported extends CheckpointModel {
  readonly checkpoint: Checkpoint;
  /** The network's parameters by their full names, in the layout of the networks here. */
  readonly parameters: HostTensors;
}

/** What to know of the network in any format. It depends on nothing but the model itself: equal models make equal files. */
function describeNetwork({ checkpoint, direction, translator }: Exported): Record<string, string> {
  return { architecture: checkpoint.manifest.architecture, direction, ...translator.facts };
}

/** The network's parameters as its own state dict in PyTorch. */
function stateDict({ translator, parameters, tree }: Exported): HostTensors {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, tensor]) => [name.slice(translator.network.length + 1), toPytorch(tensor, tree[name].layout)]),
  );
}

/** How to feed the model, for programs and for people. */
function describeUse({ multipleOf, smallest }: Translator, half: boolean): { description: string; metadata: Record<string, string> } {
  const metadata = {
    layout: 'NCHW',
    channels: 'RGB',
    range: '-1 to 1',
    'colour space': 'sRGB',
    'multiple of': String(multipleOf),
    smallest: String(smallest),
    precision: half ? 'float16 inside, float32 input and output' : 'float32',
    'operator set': String(EXPORT_OPERATOR_SET),
  };
  const description =
    `Turns pictures into pictures. Input "picture" and output "translated": float32 [batch, 3, height, width], RGB in sRGB, -1 black to 1 white ` +
    `(byte / 127.5 - 1). Height and width: multiples of ${multipleOf}, at least ${smallest}. Made with Recast Studio.`;
  return { description, metadata };
}

function toOnnx(exported: Exported, { fp16 }: ExportModelTask): Uint8Array[] {
  const { translator, parameters } = exported;
  const { description, metadata } = describeUse(translator, fp16);
  const model = exportProgram({
    programAt: (batch, height, width) => translator.program(batch, height, width),
    input: 'picture',
    output: 'translated',
    multipleOf: translator.multipleOf,
    smallest: translator.smallest,
    parameters,
    nameOf: (parameter) => parameter.slice(translator.network.length + 1),
    description,
    metadata: { ...describeNetwork(exported), ...metadata },
    half: fp16,
  });
  return [model];
}

/** A format: the most bytes that a file of it can hold, and how it is written, in pieces that lie one after the other. */
interface FormatRow {
  readonly largest: number;
  encode(exported: Exported, task: ExportModelTask): Uint8Array[];
}

/** What the names and shapes beside the numbers may take. */
const OVERHEAD = 2 ** 20;

const formats: { readonly [Format in ExportFormat]: FormatRow } = {
  // The limit of protocol buffers.
  onnx: { largest: 2 ** 31 - 1, encode: toOnnx },
  safetensors: { largest: Infinity, encode: (exported) => [encodeSafetensors(stateDict(exported), { format: 'pt', ...describeNetwork(exported) })] },
  pth: { largest: LARGEST_ZIP, encode: (exported) => encodeTorch(stateDict(exported)) },
};

/**
 * Writes one direction of a checkpoint for other programs: `.onnx` in standard operators for pictures of
 * any size and number, `.safetensors` and `.pth` with PyTorch's names. The file appears whole or not at all.
 *
 * @returns an `ExportResult`
 * @throws EXPORT_..., CHECKPOINT_..., CONVERT_MODEL_UNKNOWN, CONVERT_DIRECTION_UNKNOWN
 */
export const runExport: TaskRunner<'exportModel'> = async (task) => {
  const { output, fp16 } = task;
  const ending = extname(output).toLowerCase();
  if (!Object.hasOwn(formatOfEnding, ending)) throw RecastError.of('EXPORT_FORMAT_UNKNOWN', { path: output });
  const format = formatOfEnding[ending];
  if (fp16 && format !== 'onnx')
    throw RecastError.of('FLAG_WITHOUT_EFFECT', { flag: '--fp16', other: `--out ${output}`, reason: 'only .onnx files can have half precision' });
  const checkpoint = await readCheckpoint(task.checkpointFolder);
  const model = modelOf(checkpoint, task.direction);
  if (!task.replace) await refuseExisting(output);
  const parameters = await checkpoint.parameters([model.translator.network]);
  const bytes = Object.values(parameters).reduce((sum, { values }) => sum + values.byteLength, 0) / (fp16 ? 2 : 1);
  const { largest, encode } = formats[format];
  if (bytes + OVERHEAD > largest) throw RecastError.of('EXPORT_TOO_LARGE', { path: output, bytes, limit: largest });
  const pieces = encode({ ...model, checkpoint, parameters }, task);
  await writeFileWhole(output, pieces);
  const result: ExportResult = { file: output, format, direction: model.direction, bytes: pieces.reduce((sum, { length }) => sum + length, 0) };
  return { stopped: false, result };
};
