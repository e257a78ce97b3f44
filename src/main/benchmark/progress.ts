import type { BenchTask } from '../jobs/messages.ts';
import type { TaskContext } from '../jobs/taskContext.ts';

/** Says which part is being measured. */
export interface BenchProgress {
  /** Ends the part before and begins the next. */
  next(name: string): void;
}

type Asked = Pick<BenchTask, 'sections' | 'configs' | 'torchModes' | 'colourist' | 'stackgan'>;

/** The colourist's comparison is one part, StackGAN's has two, the stages. */
function partsAgainstTorch({ configs, torchModes, colourist, stackgan }: Asked): number {
  if (torchModes.length === 0) return 0;
  return colourist || stackgan ? Number(colourist) + 2 * Number(stackgan) : 2 * configs.length * torchModes.length;
}

/** Every configuration has two parts, the step and the inference; each of its comparisons too; each other section is one. */
export function createProgress(context: TaskContext, task: Asked): BenchProgress {
  const total = task.sections.reduce((sum, section) => sum + (section === 'configs' ? 2 * task.configs.length : 1), partsAgainstTorch(task));
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
