import { cpus } from 'node:os';
import type { BenchConfig, TorchComparison, TorchMode, TorchReport } from '../../shared/benchmark.ts';
import { alternate, repeat } from './alternate.ts';
import { openBare } from './bare.ts';
import { compareColourist } from './colourist.ts';
import { peakMemory } from './memory.ts';
import type { BenchParts } from './parts.ts';
import { createSubject } from './subject.ts';
import type { TorchProcess } from './torchProcess.ts';
import { openTorch } from './torchProcess.ts';

async function compare({ executor, task, stop, progress }: BenchParts, config: BenchConfig, mode: TorchMode, torch: TorchProcess): Promise<TorchComparison> {
  const { recipe, translator, parameters, inputs, picture } = createSubject(config);
  const { size, ngf, blocks } = config;
  progress.next(`${size}/${ngf}/${blocks}: training step against PyTorch ${mode}`);
  const step = await openBare(executor, { program: recipe.step, parameters, inputs, wanted: recipe.losses });
  const steps = await alternate(repeat(step.run), (count) => torch.steps(count), task.steps, stop);
  await step.dispose();
  progress.next(`${size}/${ngf}/${blocks}: inference against PyTorch ${mode}`);
  const translation = await openBare(executor, { program: translator.program(1, size, size), parameters, inputs: { picture }, wanted: ['translated'] });
  const inference = await alternate(repeat(translation.run), (count) => torch.inferences(count), 2 * task.steps, stop);
  await translation.dispose();
  return { size, ngf, blocks, mode, step: steps, inference, memory: { ours: peakMemory(), torch: await torch.peakMemory() } };
}

/**
 * The same work here and in PyTorch, in turns, with the same threads.
 *
 * @throws TORCH_UNUSABLE where there is no Python with torch
 */
export async function measureAgainstTorch(parts: BenchParts): Promise<TorchReport> {
  const { task, stop } = parts;
  const threads = task.engine.threads === 0 ? cpus().length : task.engine.threads;
  const comparisons: TorchComparison[] = [];
  let version = '';
  for (const config of task.configs) {
    for (const mode of task.colourist ? [] : task.torchModes) {
      if (stop.aborted) break;
      const torch = await openTorch(config, threads, mode);
      try {
        version = torch.version;
        comparisons.push(await compare(parts, config, mode, torch));
      } finally {
        torch.close();
      }
    }
  }
  if (!task.colourist || stop.aborted) return { version, threads, comparisons, colourist: null };
  const compared = await compareColourist(parts, threads);
  return { version: compared.version, threads, comparisons, colourist: compared.colourist };
}
