import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { RecastError } from '../../shared/errors/index.ts';
import type { SkippedFile } from '../data/folder.ts';
import { scanFolder } from '../data/folder.ts';
import type { ConvertTask } from '../jobs/messages.ts';
import type { OutputFormat } from './outputs.ts';
import { formatOf, planOutputs } from './outputs.ts';

/** One picture of a conversion; absolute paths. */
export interface PlannedFile {
  readonly input: string;
  readonly output: string;
  readonly format: OutputFormat;
}

/** What a conversion has to do. */
export interface ConversionPlan {
  readonly files: readonly PlannedFile[];
  /** Where sheets go; every output lies in or below it. */
  readonly outputFolder: string;
  /** Pictures and folders that cannot even be opened, with the reason in a clause. */
  readonly skipped: readonly SkippedFile[];
}

/** A path with the links of its existing part resolved; the rest need not exist. */
async function realPlace(path: string): Promise<string> {
  const absolute = resolve(path);
  try {
    return await realpath(absolute);
  } catch {
    const parent = dirname(absolute);
    return parent === absolute ? absolute : join(await realPlace(parent), basename(absolute));
  }
}

const kindOf = async (path: string): Promise<'folder' | 'file' | 'missing'> => {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return 'missing';
  return found.isDirectory() ? 'folder' : 'file';
};

async function planFile(input: string, output: string, outputKind: string, format: ConvertTask['format']): Promise<ConversionPlan> {
  const named = outputKind === 'folder' ? undefined : formatOf(output);
  if (named !== undefined) return { files: [{ input, output, format: format === 'same' ? named : format }], outputFolder: dirname(output), skipped: [] };
  if (outputKind === 'file') throw RecastError.of('CONVERT_OUTPUT_IS_FILE', { path: output });
  const [planned] = planOutputs([basename(input)], format);
  return { files: [{ input, output: join(output, planned.relative), format: planned.format }], outputFolder: output, skipped: [] };
}

async function planFolder(input: string, output: string, outputKind: string, format: ConvertTask['format']): Promise<ConversionPlan> {
  if (input === output) throw RecastError.of('CONVERT_ONTO_ITSELF', { path: input });
  if (outputKind === 'file') throw RecastError.of('CONVERT_OUTPUT_IS_FILE', { path: output });
  const { files, skipped, others } = await scanFolder(input);
  // An output folder inside the input folder holds results, not originals.
  const isResult = ({ path }: { readonly path: string }): boolean => path.startsWith(output + sep);
  const originals = files.filter((file) => !isResult(file));
  const leftOut = skipped.filter((file) => !isResult(file));
  if (originals.length + leftOut.length === 0) throw RecastError.of('CONVERT_NO_PICTURES', { path: input, others });
  const places = planOutputs(
    originals.map(({ relative }) => relative),
    format,
  );
  const planned = originals.map(({ path }, i) => ({ input: path, output: join(output, places[i].relative), format: places[i].format }));
  return { files: planned, outputFolder: output, skipped: leftOut };
}

/**
 * Finds the pictures of a conversion and where each goes. A single picture goes into the output folder
 * under its own name, or to exactly the output path where that ends like a picture's name.
 *
 * @throws CONVERT_INPUT_MISSING, CONVERT_NO_PICTURES, CONVERT_ONTO_ITSELF, CONVERT_OUTPUT_IS_FILE
 */
export async function planConversion(task: Pick<ConvertTask, 'input' | 'output' | 'format'>): Promise<ConversionPlan> {
  const inputKind = await kindOf(task.input);
  if (inputKind === 'missing') throw RecastError.of('CONVERT_INPUT_MISSING', { path: task.input });
  const input = await realpath(task.input);
  const output = await realPlace(task.output);
  const plan = await (inputKind === 'file' ? planFile : planFolder)(input, output, await kindOf(output), task.format);
  const inputs = new Set(plan.files.map((file) => file.input));
  if (plan.files.some((file) => inputs.has(file.output))) throw RecastError.of('CONVERT_ONTO_ITSELF', { path: dirname(input) });
  return plan;
}
