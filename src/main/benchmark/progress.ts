import type { BenchTask } from '../jobs/messages.ts';
import type { TaskContext } from '../jobs/taskContext.ts';

/** Says which part is being measured. */
export interface BenchProgress {
  /** Ends the part before and begins the next. */
  next(name: string): void;
}

/** Every configuration has two parts, the step and the inference; each comparison too; each other section is one. */
export function createProgress(context: TaskContext, task: Pick<BenchTask, 'sections' | 'configs' | 'torchModes'>): BenchProgress {
  const total = task.sections.reduce(
    (sum, section) => sum + (section === 'configs' ? 2 * task.configs.length : 1),
    2 * task.configs.length * task.torchModes.length,
  );
  let begun = 0;
  return {
    next(name) {
      context.report({ type: 'note', text: `Measuring ${name}` });
      context.report({
        type: 'progress',
        progress: {
          phase: 'training',
          done: begun,
          total,
          unit: 'parts',
          secondsLeft: null,
          picturesPerSecond: null,
          epoch: null,
          losses: {},
          memory: process.memoryUsage.rss(),
        },
      });
      begun++;
    },
  };
}
