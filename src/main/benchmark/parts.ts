import type { Executor } from '../engine/executor.ts';
import type { BenchTask } from '../jobs/messages.ts';
import type { BenchProgress } from './progress.ts';

/** What every section of a measurement works with. */
export interface BenchParts {
  readonly executor: Executor;
  readonly task: BenchTask;
  readonly stop: AbortSignal;
  readonly progress: BenchProgress;
}

/** Sections that build something around the engine are measured with the first configuration. */
export const firstConfig = ({ task }: BenchParts): BenchTask['configs'][number] => task.configs[0];
