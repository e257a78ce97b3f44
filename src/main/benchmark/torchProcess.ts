import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import type { BenchConfig, TorchMode } from '../../shared/benchmark.ts';
import { RecastError } from '../../shared/errors/index.ts';

const timesSchema = z.object({ ms: z.array(z.number().positive()).min(1) });
const versionSchema = z.object({ version: z.string() });
const memorySchema = z.object({ bytes: z.number().positive() });

/** A network in PyTorch, in a Python process of its own. */
export interface TorchProcess {
  readonly version: string;
  /** Milliseconds of each of `count` training steps. */
  steps(count: number): Promise<number[]>;
  /** Milliseconds of each of `count` translations of one picture. */
  inferences(count: number): Promise<number[]>;
  /** The most memory that the process had, in bytes. */
  peakMemory(): Promise<number>;
  close(): void;
}

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

/** Starts PyTorch with a configuration of CycleGAN. Throws TORCH_UNUSABLE where Python or torch is missing, or the script fails. */
export function openTorch({ size, ngf, blocks }: BenchConfig, threads: number, mode: TorchMode): Promise<TorchProcess> {
  return openScript('cyclegan_step.py', { size, ngf, blocks, threads, mode });
}

/** The same with the colourist, of which there is only the forward pass. */
export function openTorchColourist({ size, width }: { readonly size: number; readonly width: number }, threads: number): Promise<Omit<TorchProcess, 'steps'>> {
  return openScript('colorization_forward.py', { size, width, threads });
}

async function openScript(name: string, beginning: object): Promise<TorchProcess> {
  const python = pythonCommand();
  const child = spawn(python, [scriptPath(name)], { stdio: ['pipe', 'pipe', 'pipe'] });
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
  const { version } = await ask(beginning, versionSchema);
  return {
    version,
    steps: async (count) => (await ask({ steps: count }, timesSchema)).ms,
    inferences: async (count) => (await ask({ inferences: count }, timesSchema)).ms,
    peakMemory: async () => (await ask({ memory: true }, memorySchema)).bytes,
    close: () => child.kill(),
  };
}
