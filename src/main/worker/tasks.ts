import type { Task } from '../jobs/messages.ts';
import type { TaskContext, TaskResult, TaskRunner } from '../jobs/taskContext.ts';

/** What each kind of task runs. Imported only when asked for: an engine process does one task and should start fast. */
const runners: { readonly [Kind in Task['kind']]: () => Promise<TaskRunner<Kind>> } = {
  measure: async () => (await import('../training/measure.ts')).runMeasure,
  train: async () => (await import('../training/train.ts')).runTraining,
  convert: async () => (await import('../inference/convertFolder.ts')).runConversion,
  probe: async () => (await import('./probe.ts')).runProbe,
  proveTensorflow: async () => (await import('./proveTensorflow.ts')).runProof,
  bench: async () => (await import('../benchmark/bench.ts')).runBenchmark,
  importWeights: async () => (await import('../inference/importWeights.ts')).runImport,
  exportModel: async () => (await import('../inference/exportModel.ts')).runExport,
  paint: async () => (await import('../inference/colourist/paint.ts')).runPainting,
  generate: async () => (await import('../inference/generate.ts')).runGenerate,
  colorize: async () => (await import('../inference/colourist/colorizeFile.ts')).runColorize,
};

/** Does a task. Throws what its runner throws. */
export async function runTask(task: Task, context: TaskContext): Promise<TaskResult> {
  // One cast: TypeScript cannot follow that the row was looked up by the task's own kind.
  const runner = (await runners[task.kind]()) as TaskRunner<Task['kind']>;
  return runner(task, context);
}
