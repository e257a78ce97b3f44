import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { RecastError } from '../../shared/errors/index.ts';
import { sizeOf } from '../engine/program.ts';
import type { ParameterTree } from '../nn/parameters.ts';
import type { Work } from './alternate.ts';

const timesSchema = z.object({ ms: z.array(z.number().positive()).min(1) });
const startSchema = z.object({ version: z.string(), parameters: z.record(z.string(), z.number()) });
const memorySchema = z.object({ bytes: z.number().positive() });

/** A script in `resources/benchmark`, with what it is told at the start: see there. */
export interface TorchScript {
  readonly script: 'cyclegan_step.py' | 'colorization_forward.py' | 'stackgan_step.py';
  readonly given: Readonly<Record<string, string | number>>;
}

/** Networks in PyTorch, in a Python process of their own. */
interface TorchProcess {
  readonly version: string;
  /** What the script can do over and over, by its name there. */
  work(name: 'step' | 'inference'): Work;
  /** The most memory that the process had, in bytes. */
  peakMemory(): Promise<number>;
  close(): void;
}

/** Opens PyTorch as `openTorch` does, gives it to `work` and ends it afterwards. */
export type WithTorch = <Result>(script: TorchScript, tree: ParameterTree, work: (torch: TorchProcess) => Promise<Result>) => Promise<Result>;

/** The script, beside the source or beside the built program. */
function scriptPath(name: string): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); folder !== dirname(folder); folder = dirname(folder)) {
    const script = join(folder, 'resources', 'benchmark', name);
    if (existsSync(script)) return script;
  }
  throw RecastError.of('TORCH_UNUSABLE', { python: pythonCommand(), reason: 'nothing, since the script for it is missing from this installation.' });
}

/** The Python to use: `RECAST_PYTHON`, or `python3` of the path. */
const pythonCommand = (): string => process.env['RECAST_PYTHON'] ?? 'python3';

/** The last line of what Python wrote about its failure. */
const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';

/** How many parameters each network of a tree has, as PyTorch counts: running statistics are none. */
export function countParameters(tree: ParameterTree): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [name, { shape }] of Object.entries(tree)) {
    if (/\.running_(mean|var)$/.test(name)) continue;
    const network = name.slice(0, name.indexOf('.'));
    counts[network] = (counts[network] ?? 0) + sizeOf(shape);
  }
  return counts;
}

/** Times of different networks say nothing. */
function checkTheSame(script: string, ours: Readonly<Record<string, number>>, theirs: Readonly<Record<string, number>>): void {
  const network = Object.keys({ ...ours, ...theirs }).find((name) => ours[name] !== theirs[name]);
  if (network !== undefined) throw RecastError.of('TORCH_DIFFERS', { script, network, ours: ours[network] ?? 0, theirs: theirs[network] ?? 0 });
}

/**
 * Starts PyTorch with the networks of a script.
 *
 * @param tree the parameters of the same networks here, under the same names
 * @throws TORCH_UNUSABLE where Python or torch is missing, or the script fails; TORCH_DIFFERS where a network there has more
 *   or fewer parameters than here
 */
export async function openTorch({ script, given }: TorchScript, threads: number, tree: ParameterTree): Promise<TorchProcess> {
  const python = pythonCommand();
  // Python would leave compiled files beside the scripts.
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' };
  const child = spawn(python, [scriptPath(script)], { stdio: ['pipe', 'pipe', 'pipe'], env });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint = (complaint + chunk.toString()).slice(-4096)));
  // Writing to a process that is gone fails here and in its answer, which never comes: that is reported.
  child.stdin.on('error', () => undefined);
  const failed = new Promise<never>((_, reject) => {
    const fail = (reason: string): void => reject(RecastError.of('TORCH_UNUSABLE', { python, reason }));
    child.on('error', (error) => fail(error.message));
    child.on('close', (code) => fail(lastLine(complaint) || `it ended with exit code ${code ?? 'none'}.`));
  });
  failed.catch(() => undefined);
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  async function ask<Answer>(request: object, schema: z.ZodType<Answer>): Promise<Answer> {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    const line = await Promise.race([lines.next(), failed]);
    // The end of the output comes a moment before the reason for it.
    return line.done === true ? failed : schema.parse(JSON.parse(line.value));
  }
  try {
    const { version, parameters } = await ask({ start: { ...given, threads } }, startSchema);
    checkTheSame(script, countParameters(tree), parameters);
    return {
      version,
      work: (name) => async (count) => (await ask({ work: name, count }, timesSchema)).ms,
      peakMemory: async () => (await ask({ memory: true }, memorySchema)).bytes,
      close: () => child.kill(),
    };
  } catch (error) {
    child.kill();
    throw error;
  }
}
