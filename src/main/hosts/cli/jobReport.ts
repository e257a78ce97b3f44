import type { PlainError } from '../../../shared/errors/index.ts';
import type { Ending, JobHandle } from '../../studio/types.ts';
import type { Console } from './console.ts';
import { superviseJob } from './jobs.ts';
import { interruptedExit } from './signals.ts';

/** How a job ended that leaves all of its result or nothing. */
interface WholeOutcome {
  readonly ending: Ending;
  readonly error: PlainError | null;
}

/** What a command does with a job whose result is whole or is not there. */
export interface WholeJob<Outcome extends WholeOutcome> {
  /** What is not there if it was interrupted: "Nothing was written." */
  readonly nothing: string;
  start(): Promise<JobHandle<Outcome>>;
  /** Tells what there is now. Called only where neither an error nor a signal ended the job. */
  tell(outcome: Outcome): void;
}

/** Runs such a job to its end, tells how it went, and gives the exit code. */
export async function superviseWhole<Outcome extends WholeOutcome>(console: Console, { nothing, start, tell }: WholeJob<Outcome>): Promise<number> {
  const { outcome, interrupted } = await superviseJob(console, { stopping: 'Stopping.', left: () => nothing }, start);
  if (interrupted) {
    console.say(`Interrupted. ${nothing}`);
    return interruptedExit;
  }
  if (outcome.error !== null) {
    console.fail(outcome.error);
    return outcome.error.exit;
  }
  tell(outcome);
  return 0;
}
