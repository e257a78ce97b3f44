import type { ArchitectureName } from '../../../../shared/architectures/index.ts';
import type { TrainTask } from '../../../jobs/messages.ts';
import { formatCount } from '../../../../shared/units.ts';
import type { RunOutcome, RunSummary, Studio } from '../../../studio/types.ts';
import type { Console } from '../console.ts';
import { runLine } from '../json.ts';
import { interruptedExit } from '../signals.ts';

/** The line of `--json` that describes a run: its fields of the summary, and no others. */
export function tellRun(console: Console, run: RunSummary): void {
  console.line(runLine.parse({ type: 'run', ...run }));
}

/** What is left of a run that was left at once. */
export function intactSentence(studio: Studio, runId: string): string {
  const [newest] = studio.checkpoints(runId);
  return newest === undefined ? 'No checkpoint had been saved yet.' : `Its checkpoint ${newest.id} (step ${formatCount(newest.step)}) is intact.`;
}

/** How a training run that ended left things, in one sentence. */
function savedSentence({ checkpoint, step }: Pick<RunOutcome, 'checkpoint' | 'step'>): string {
  if (checkpoint === null) return 'No checkpoint had been saved yet.';
  return checkpoint.step === step
    ? `Saved as checkpoint ${checkpoint.id} in ${checkpoint.folder}.`
    : `Its checkpoint ${checkpoint.id} (step ${formatCount(checkpoint.step)}) is intact.`;
}

/** What a trained model of each architecture is used by. */
const uses: { readonly [Name in ArchitectureName]: (run: string, settings: TrainTask['settings']) => string } = {
  cyclegan: (run) => `convert --checkpoint ${run} --direction a2b --in FOLDER --out FOLDER`,
  colorize: (run) => `convert --checkpoint ${run} --direction colorize --in FOLDER --out FOLDER`,
  stackgan: (run, { encoder }) => `generate --checkpoint ${run} ${encoder === 'given' ? '--embeddings FILE' : '--text "..."'} --out FOLDER`,
};

/** Tells how a training run ended, what to type next, and gives the exit code. */
export function reportRun(
  console: Console,
  outcome: RunOutcome,
  interrupted: boolean,
  { architecture, settings = {} }: { readonly architecture: ArchitectureName; readonly settings?: TrainTask['settings'] },
): number {
  const { runId, ending, step, checkpoint, error } = outcome;
  console.line({ type: 'trained', runId, ending, step, checkpoint: checkpoint?.id ?? null, folder: checkpoint?.folder ?? null });
  if (interrupted) {
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
  console.say(console.style('green', `${ending === 'stopped' ? 'Stopped' : 'Finished'} at step ${formatCount(step)}. ${savedSentence(outcome)}`));
  console.say(ending === 'stopped' ? `Go on with: ${console.hint(`resume ${runId}`)}` : `Use it with: ${console.hint(uses[architecture](runId, settings))}`);
  return 0;
}
