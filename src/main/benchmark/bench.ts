import { cpus, totalmem } from 'node:os';
import type { BenchReport, BenchSection } from '../../shared/benchmark.ts';
import { openExecutor } from '../engine/executors.ts';
import type { TaskRunner } from '../jobs/taskContext.ts';
import { thisMachine } from '../machine.ts';
import { measureConfigs } from './configs.ts';
import { measureConvert } from './convertRate.ts';
import { measureDescribing } from './describing.ts';
import { measureLoop } from './loopCost.ts';
import { peakMemory } from './memory.ts';
import { createProgress } from './progress.ts';
import { settingsOf } from './subject.ts';
import { measureAgainstTorch } from './torchComparison.ts';

function machine(): BenchReport['machine'] {
  const processors = cpus();
  return { processor: processors[0]?.model.trim() ?? 'unknown', cores: processors.length, memory: totalmem(), platform: `${process.platform} ${process.arch}` };
}

/**
 * Measures what `task.sections` name. Every program is compiled, warmed up by one run and then timed.
 *
 * @returns a `BenchReport`, of what was measured so far where it was asked to stop
 * @throws DEVICE_UNUSABLE, and before anything is measured BENCH_CONFIG_WRONG or what the settings' rules say
 */
export const runBenchmark: TaskRunner<'bench'> = async (task, context) => {
  const { stop } = context;
  for (const config of task.configs) settingsOf(config);
  const executor = await openExecutor(task.engine, thisMachine);
  const parts = { executor, task, stop, progress: createProgress(context, task) };
  const has = (section: BenchSection): boolean => task.sections.includes(section) && !stop.aborted;
  const figures = has('configs') ? await measureConfigs(parts) : { matrix: null, configs: [] };
  const loop = has('loop') ? await measureLoop(parts) : null;
  const convert = has('convert') ? await measureConvert(parts) : null;
  const describe = has('describe') ? await measureDescribing(parts) : null;
  const torch = task.torchModes.length > 0 && !stop.aborted ? await measureAgainstTorch(parts) : null;
  await executor.dispose();
  const result: BenchReport = {
    executor: executor.kind,
    device: executor.device,
    threads: task.engine.threads,
    machine: machine(),
    ...figures,
    loop,
    convert,
    describe,
    torch,
    peakMemory: peakMemory(),
  };
  return { stopped: stop.aborted, result };
};
