import type { Progress } from '../../shared/progress.ts';
import type { TaskContext } from '../jobs/taskContext.ts';
import { createPace } from './pace.ts';

/** Milliseconds between reports of progress while files pass. */
const PROGRESS_MS = 100;

/** What became of one file. */
export type Outcome = 'written' | 'unchanged' | 'failed';

/** A file that was dealt with; `output` is null where it has no place. */
export interface CountedFile {
  readonly input: string;
  readonly output: string | null;
}

/** Counts what became of the files and tells the host. */
export interface Tally {
  phase(phase: Progress['phase']): void;
  /** Says how many files there are; the phase becomes what is done with them. */
  begin(total: number): void;
  /** Waits while the task is paused; the pause makes nothing slower. */
  whenRunning(): Promise<void>;
  count(file: CountedFile, outcome: Outcome, reason: string | null): void;
  counts(): Record<Outcome, number>;
  /** Whether the output of a file is there. */
  isComplete(file: CountedFile): boolean;
}

/** A tally that reports every file and, with each, the progress with its measured time left. */
export function createTally(context: TaskContext, doing: 'converting' | 'drawing' = 'converting'): Tally {
  const pace = createPace(() => performance.now() / 1000);
  const counts: Record<Outcome, number> = { written: 0, unchanged: 0, failed: 0 };
  const complete = new Set<string>();
  let phase: Progress['phase'] = 'starting';
  let total: number | null = null;
  let reportedAt = 0;

  const done = (): number => counts.written + counts.unchanged + counts.failed;
  const report = (): void => {
    reportedAt = performance.now();
    context.report({
      type: 'progress',
      progress: {
        phase,
        done: done(),
        total,
        unit: 'pictures',
        secondsLeft: total === null ? null : pace.secondsLeft(total - done()),
        picturesPerSecond: pace.rate(),
        epoch: null,
        losses: {},
        memory: process.memoryUsage.rss(),
      },
    });
  };

  return {
    phase(next) {
      phase = next;
      report();
    },
    begin(files) {
      total = files;
      phase = doing;
      report();
    },
    async whenRunning() {
      if (!context.paused) return;
      const from = performance.now();
      await context.whenRunning();
      pace.rested((performance.now() - from) / 1000);
    },
    count(file, outcome, reason) {
      counts[outcome]++;
      if (outcome !== 'failed') complete.add(file.input);
      if (outcome === 'written') {
        pace.passed();
        if (phase === 'compiling') phase = doing;
      }
      context.report({ type: 'converted', input: file.input, output: outcome === 'failed' ? null : file.output, outcome, reason });
      // Only the latest matters, and files that are done already pass by the thousand.
      if (performance.now() - reportedAt >= PROGRESS_MS || done() === total) report();
    },
    counts: () => ({ ...counts }),
    isComplete: ({ input }) => complete.has(input),
  };
}
