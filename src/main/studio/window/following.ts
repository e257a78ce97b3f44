import type * as z from 'zod';
import type { stepsDoneSchema } from '../../../shared/contract/procedure.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import type { Progress } from '../../../shared/progress.ts';
import { Bell, follow } from '../live/bell.ts';
import type { JobHandle, JobObserver, TaskOutcome } from '../types.ts';

/** How far a job is, as a window hears it. */
type StepsDone = z.infer<typeof stepsDoneSchema>;

/** Progress comes this often at most, in milliseconds. */
const EVERY = 100;

const stepsOf = ({ done, total, secondsLeft }: Progress): StepsDone => ({ done, total, secondsLeft });

/**
 * Starts a job and yields how far it is until it has ended, then returns its outcome. It is stopped when the signal
 * aborts. Throws what the job failed with.
 */
export async function* following<Outcome extends TaskOutcome>(
  start: (observer: JobObserver) => JobHandle<Outcome>,
  signal: AbortSignal | undefined,
): AsyncGenerator<StepsDone, Outcome> {
  const bell = new Bell();
  let steps: StepsDone = { done: 0, total: null, secondsLeft: null };
  const handle = start({
    event: (message) => {
      if (message.type !== 'progress') return;
      steps = stepsOf(message.progress);
      bell.ring();
    },
  });
  const ended = new AbortController();
  const onAbort = (): void => handle.stop();
  signal?.addEventListener('abort', onAbort);
  if (signal?.aborted === true) handle.stop();
  void handle.outcome.then(() => ended.abort());
  try {
    yield* follow(bell, EVERY, () => steps, ended.signal);
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
  const outcome = await handle.outcome;
  if (outcome.error !== null) throw RecastError.revive(outcome.error);
  return outcome;
}
