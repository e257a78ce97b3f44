import { cpus } from 'node:os';
import type { BenchConfig, TorchComparison, TorchMode, TorchReport } from '../../shared/benchmark.ts';
import { alternate, repeat } from './alternate.ts';
import { openBare } from './bare.ts';
import { compareColourist } from './colourist.ts';
import { peakMemory } from './memory.ts';
import type { BenchParts } from './parts.ts';
import { compareStackgan } from './stackgan.ts';
import { createSubject } from './subject.ts';
import type { WithTorch } from './torchProcess.ts';
import { openTorch } from './torchProcess.ts';

async function compare({ executor, task, stop, progress }: BenchParts, config: BenchConfig, mode: TorchMode, withTorch: WithTorch): Promise<TorchComparison> {
  const { recipe, translator, parameters, inputs, picture } = createSubject(config);
  const { size, ngf, blocks } = config;
  return withTorch({ script: 'cyclegan_step.py', given: { size, ngf, blocks, mode } }, recipe.parameters, async (torch) => {
    progress.next(`${size}/${ngf}/${blocks}: training step against PyTorch ${mode}`);
    const step = await openBare(executor, { program: recipe.step, parameters, inputs, wanted: recipe.losses });
    const steps = await alternate(repeat(step.run), torch.work('step'), task.steps, stop);
    await step.dispose();
    progress.next(`${size}/${ngf}/${blocks}: inference against PyTorch ${mode}`);
    const translation = await openBare(executor, { program: translator.program(1, size, size), parameters, inputs: { picture }, wanted: ['translated'] });
    const inference = await alternate(repeat(translation.run), torch.work('inference'), 2 * task.steps, stop);
    await translation.dispose();
    return { size, ngf, blocks, mode, step: steps, inference, memory: { ours: peakMemory(), torch: await torch.peakMemory() } };
  });
}

/**
 * The same work here and in PyTorch, in turns, with the same threads: the colourist's and StackGAN's where they are asked
 * for, else the configurations'.
 *
 * @throws TORCH_UNUSABLE where there is no Python with torch
 */
export async function measureAgainstTorch(parts: BenchParts): Promise<TorchReport> {
  const { task, stop } = parts;
  const threads = task.engine.threads === 0 ? cpus().length : task.engine.threads;
  let version = '';
  const withTorch: WithTorch = async (script, tree, work) => {
    const torch = await openTorch(script, threads, tree);
    version = torch.version;
    try {
      return await work(torch);
    } finally {
      torch.close();
    }
  };
  const comparisons: TorchComparison[] = [];
  for (const config of task.colourist || task.stackgan ? [] : task.configs) {
    for (const mode of task.torchModes) if (!stop.aborted) comparisons.push(await compare(parts, config, mode, withTorch));
  }
  const colourist = task.colourist && !stop.aborted ? await compareColourist(parts, withTorch) : null;
  const stackgan = task.stackgan && !stop.aborted ? await compareStackgan(parts, withTorch) : [];
  return { version, threads, comparisons, colourist, stackgan };
}
