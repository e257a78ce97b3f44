import { formatCount } from '../../../../shared/units.ts';
import type { RunOutcome, RunSummary, Studio } from '../../../studio/types.ts';
import type { Console } from '../console.ts';
import { interruptedExit } from '../signals.ts';

/** The line of `--json` that describes a run. */
export function tellRun(
  console: Console,
  {
    id,
    name,
    project,
    architecture,
    state,
    reason,
    remedy,
    folder,
    step,
    epoch,
    totalSteps,
    executor,
    device,
    createdAt,
    startedAt,
    endedAt,
    checkpoints,
  }: RunSummary,
): void {
  console.line({
    type: 'run',
    id,
    name,
    project,
    architecture,
    state,
    reason,
    remedy,
    folder,
    step,
    epoch,
    totalSteps,
    executor,
    device,
    createdAt,
    startedAt,
    endedAt,
    checkpoints,
  });
}

/** What is left of a run that was left at once. */
export function intactSentence(studio: Studio, runId: string): string {
  const [newest] = studio.checkpoints(runId);
  return savedSentence({ checkpoint: newest ?? null });
}

/** How a training run that ended left things, in one sentence. */
export function savedSentence({ checkpoint }: Pick<RunOutcome, 'checkpoint'>): string {
  return checkpoint === null ? 'No checkpoint had been saved yet.' : `Its checkpoint ${checkpoint.id} (step ${formatCount(checkpoint.step)}) is intact.`;
}

/** Tells how a training run ended, what to type next, and gives the exit code. */
export function reportRun(console: Console, outcome: RunOutcome, signalled: boolean): number {
  const { runId, ending, step, checkpoint, error } = outcome;
  console.line({ type: 'trained', runId, ending, step, checkpoint: checkpoint?.id ?? null, folder: checkpoint?.folder ?? null });
  if (signalled && ending !== 'finished') {
    console.say(`${ending === 'stopped' ? 'Stopped' : 'Interrupted'} at step ${formatCount(step)}. ${savedSentence(outcome)}`);
    console.say(`Go on with: ${console.hint(`resume ${runId}`)}`);
    return interruptedExit;
  }
  if (error !== null) {
    console.fail(error);
    console.say(
      checkpoint === null
        ? `Once that is mended, ${console.hint(`resume ${runId}`)} begins again.`
        : `${savedSentence(outcome)} Go on with: ${console.hint(`resume ${runId}`)}`,
    );
    return error.exit;
  }
  const saved = checkpoint === null ? savedSentence(outcome) : `Saved as checkpoint ${checkpoint.id} in ${checkpoint.folder}.`;
  console.say(console.style('green', `${ending === 'stopped' ? 'Stopped' : 'Finished'} at step ${formatCount(step)}. ${saved}`));
  console.say(
    ending === 'stopped'
      ? `Go on with: ${console.hint(`resume ${runId}`)}`
      : `Use it with: ${console.hint(`convert --checkpoint ${runId} --direction a2b --in FOLDER --out FOLDER`)}`,
  );
  return 0;
}
