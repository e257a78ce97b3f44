import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve, sep } from 'node:path';
import { RecastError } from '../../shared/errors/index.ts';
import type { PictureFile, SkippedFile } from '../data/folder.ts';
import { scanFolder } from '../data/folder.ts';
import type { ConvertTask } from '../jobs/messages.ts';
import type { OutputFormat } from './outputs.ts';
import { formatOf, planOutputs } from './outputs.ts';

/** One picture of a conversion; absolute paths. */
export interface PlannedFile {
  readonly input: string;
  /** Its path below the input, with the folder's name before it where there are several inputs; the platform's separators. */
  readonly name: string;
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
  const name = basename(input);
  if (named !== undefined) return { files: [{ input, name, output, format: format === 'same' ? named : format }], outputFolder: dirname(output), skipped: [] };
  if (outputKind === 'file') throw RecastError.of('CONVERT_OUTPUT_IS_FILE', { path: output });
  const [planned] = planOutputs([name], format);
  return { files: [{ input, name, output: join(output, planned.relative), format: planned.format }], outputFolder: output, skipped: [] };
}

/** The pictures of one folder that are not results of an earlier conversion into it. Throws CONVERT_NO_PICTURES. */
async function originalsOf(input: string, output: string): Promise<{ files: readonly PictureFile[]; skipped: readonly SkippedFile[] }> {
  if (input === output) throw RecastError.of('CONVERT_ONTO_ITSELF', { path: input });
  const { files, skipped, others } = await scanFolder(input);
  // An output folder inside the input folder holds results, not originals.
  const isResult = ({ path }: { readonly path: string }): boolean => path.startsWith(output + sep);
  const originals = { files: files.filter((file) => !isResult(file)), skipped: skipped.filter((file) => !isResult(file)) };
  if (originals.files.length + originals.skipped.length === 0) throw RecastError.of('CONVERT_NO_PICTURES', { path: input, others });
  return originals;
}

/** Gives every picture its place below the output folder. */
function placed(files: readonly { readonly path: string; readonly name: string }[], output: string, format: ConvertTask['format']): PlannedFile[] {
  const places = planOutputs(
    files.map(({ name }) => name),
    format,
  );
  return files.map(({ path, name }, i) => ({ input: path, name, output: join(output, places[i].relative), format: places[i].format }));
}

async function planFolder(input: string, output: string, outputKind: string, format: ConvertTask['format']): Promise<ConversionPlan> {
  if (outputKind === 'file' && input !== output) throw RecastError.of('CONVERT_OUTPUT_IS_FILE', { path: output });
  const { files, skipped } = await originalsOf(input, output);
  const named = files.map(({ path, relative }) => ({ path, name: relative }));
  return { files: placed(named, output, format), outputFolder: output, skipped };
}

/** Several inputs: files lie at the top, each folder below its name; of two of one name the second gets a number. A picture that lies in two of them counts once. */
async function planSeveral(inputs: readonly string[], output: string, outputKind: string, format: ConvertTask['format']): Promise<ConversionPlan> {
  if (outputKind === 'file') throw RecastError.of('CONVERT_OUTPUT_IS_FILE', { path: output });
  const names = new Set<string>();
  const met = new Map<string, { path: string; name: string }>();
  const skipped: SkippedFile[] = [];
  for (const input of inputs) {
    const free = freeName(basename(input), names);
    if ((await kindOf(input)) === 'file') {
      if (!met.has(input)) met.set(input, { path: input, name: free });
      continue;
    }
    const originals = await originalsOf(input, output);
    for (const { path, relative } of originals.files) if (!met.has(path)) met.set(path, { path, name: join(free, relative) });
    skipped.push(...originals.skipped);
  }
  return { files: placed([...met.values()], output, format), outputFolder: output, skipped };
}

/** A name that none of `names` is, with a number before its ending where it must be; it is one of them from now on. */
function freeName(wanted: string, names: Set<string>): string {
  const ending = extname(wanted);
  const stem = wanted.slice(0, wanted.length - ending.length);
  let name = wanted;
  for (let number = 2; names.has(name.toLowerCase()); number++) name = `${stem} (${number})${ending}`;
  names.add(name.toLowerCase());
  return name;
}

/**
 * Finds the pictures of a conversion and where each goes. A single picture goes into the output folder
 * under its own name, or to exactly the output path where that ends like a picture's name.
 *
 * @throws CONVERT_INPUT_MISSING, CONVERT_NO_PICTURES, CONVERT_ONTO_ITSELF, CONVERT_OUTPUT_IS_FILE
 */
export async function planConversion(task: Pick<ConvertTask, 'input' | 'more' | 'output' | 'format'>): Promise<ConversionPlan> {
  const inputs: string[] = [];
  for (const input of [task.input, ...(task.more ?? [])]) {
    if ((await kindOf(input)) === 'missing') throw RecastError.of('CONVERT_INPUT_MISSING', { path: input });
    inputs.push(await realpath(input));
  }
  const [input] = inputs;
  const output = await realPlace(task.output);
  const outputKind = await kindOf(output);
  const plan =
    inputs.length > 1
      ? await planSeveral(inputs, output, outputKind, task.format)
      : await ((await kindOf(input)) === 'file' ? planFile : planFolder)(input, output, outputKind, task.format);
  const planned = new Set(plan.files.map((file) => file.input));
  if (plan.files.some((file) => planned.has(file.output))) throw RecastError.of('CONVERT_ONTO_ITSELF', { path: dirname(input) });
  return plan;
}
