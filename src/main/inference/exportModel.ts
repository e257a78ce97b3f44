import { extname } from 'node:path';
import { RecastError } from '../../shared/errors/index.ts';
import type { ExportFormat, ExportResult } from '../../shared/weights.ts';
import type { Checkpoint } from '../checkpoints/checkpoint.ts';
import { readCheckpoint } from '../checkpoints/checkpoint.ts';
import { toPytorch } from '../checkpoints/layouts.ts';
import { encodeSafetensors } from '../checkpoints/safetensors.ts';
import { EXPORT_OPERATOR_SET, exportProgram } from '../engine/onnx/exportProgram.ts';
import type { HostTensors } from '../engine/program.ts';
import type { TaskRunner } from '../jobs/taskContext.ts';
import type { Translator } from '../models/architecture.ts';
import { encodeTorch } from '../weights/torchWriter.ts';
import { LARGEST_ZIP } from '../weights/zip.ts';
import { modelOf } from './checkpointModel.ts';
import { drawsFromWords, exportablePainter } from './exportPainter.ts';
import { refuseExisting, writeFileWhole } from './wholeFile.ts';

/** Formats by the endings of files. */
const formatOfEnding: Readonly<Record<string, ExportFormat>> = { '.onnx': 'onnx', '.safetensors': 'safetensors', '.pth': 'pth', '.pt': 'pth' };

/** A model as it is written for other programs, in any format. */
export interface Exportable {
  readonly direction: string;
  /** The networks that it is made of, whose parameters the functions below are given: by their full names, in the layout of the networks here. */
  readonly networks: readonly string[];
  /** Whether an .onnx file of it can have half precision. */
  readonly halves: boolean;
  /** What to know of it in any format. It depends on nothing but the model itself: equal models make equal files. */
  readonly facts: Readonly<Record<string, string>>;
  onnx(parameters: HostTensors, half: boolean): Uint8Array;
  /** The parameters as a state dict in PyTorch. */
  stateDict(parameters: HostTensors): HostTensors;
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

/** One direction of a checkpoint. Throws as `modelOf`. */
function exportableTranslator(checkpoint: Checkpoint, wanted: string | null): Exportable {
  const { direction, translator, tree } = modelOf(checkpoint, wanted);
  const nameOf = (parameter: string): string => parameter.slice(translator.network.length + 1);
  const facts = { architecture: checkpoint.manifest.architecture, direction, ...translator.facts };
  return {
    direction,
    networks: [translator.network],
    halves: true,
    facts,
    onnx: (parameters, half) => {
      const { description, metadata } = describeUse(translator, half);
      return exportProgram({
        programAt: (batch, height, width) => translator.program(batch, height, width),
        input: 'picture',
        output: 'translated',
        multipleOf: translator.multipleOf,
        smallest: translator.smallest,
        parameters,
        nameOf,
        description,
        metadata: { ...facts, ...metadata },
        half,
      });
    },
    stateDict: (parameters) => Object.fromEntries(Object.entries(parameters).map(([name, tensor]) => [nameOf(name), toPytorch(tensor, tree[name].layout)])),
  };
}

/** A format: the most bytes that a file of it can hold, and how it is written, in pieces that lie one after the other. */
interface FormatRow {
  readonly largest: number;
  encode(exported: Exportable, parameters: HostTensors, half: boolean): Uint8Array[];
}

/** What the names and shapes beside the numbers may take. */
const OVERHEAD = 2 ** 20;

const formats: { readonly [Format in ExportFormat]: FormatRow } = {
  // The limit of protocol buffers.
  onnx: { largest: 2 ** 31 - 1, encode: (exported, parameters, half) => [exported.onnx(parameters, half)] },
  safetensors: { largest: Infinity, encode: ({ stateDict, facts }, parameters) => [encodeSafetensors(stateDict(parameters), { format: 'pt', ...facts })] },
  pth: { largest: LARGEST_ZIP, encode: ({ stateDict }, parameters) => encodeTorch(stateDict(parameters)) },
};

/**
 * Writes one direction of a checkpoint for other programs: `.onnx` in standard operators, of translators for pictures of
 * any size and number, `.safetensors` and `.pth` with PyTorch's names. The file appears whole or not at all.
 *
 * @returns an `ExportResult`
 * @throws EXPORT_..., CHECKPOINT_..., CONVERT_MODEL_UNKNOWN, CONVERT_DIRECTION_UNKNOWN, NOT_A_PAINTER
 */
export const runExport: TaskRunner<'exportModel'> = async (task) => {
  const { output, fp16 } = task;
  const ending = extname(output).toLowerCase();
  if (!Object.hasOwn(formatOfEnding, ending)) throw RecastError.of('EXPORT_FORMAT_UNKNOWN', { path: output });
  const format = formatOfEnding[ending];
  if (fp16 && format !== 'onnx')
    throw RecastError.of('FLAG_WITHOUT_EFFECT', { flag: '--fp16', other: `--out ${output}`, reason: 'only .onnx files can have half precision' });
  const checkpoint = await readCheckpoint(task.checkpointFolder);
  const model = drawsFromWords(checkpoint) ? await exportablePainter(checkpoint, task.direction) : exportableTranslator(checkpoint, task.direction);
  if (fp16 && !model.halves)
    throw RecastError.of('FLAG_WITHOUT_EFFECT', { flag: '--fp16', other: '--checkpoint', reason: 'painters are written in full precision' });
  if (!task.replace) await refuseExisting(output);
  const parameters = await checkpoint.parameters(model.networks);
  const bytes = Object.values(parameters).reduce((sum, { values }) => sum + values.byteLength, 0) / (fp16 ? 2 : 1);
  const { largest, encode } = formats[format];
  if (bytes + OVERHEAD > largest) throw RecastError.of('EXPORT_TOO_LARGE', { path: output, bytes, limit: largest });
  const pieces = encode(model, parameters, fp16);
  await writeFileWhole(output, pieces);
  const result: ExportResult = { file: output, format, direction: model.direction, bytes: pieces.reduce((sum, { length }) => sum + length, 0) };
  return { stopped: false, result };
};
