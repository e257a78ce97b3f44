import { formatCount } from '../../../../shared/units.ts';
import type { Studio } from '../../../studio/types.ts';
import type { Call } from '../commands/command.ts';
import { intactSentence, reportRun } from '../render/outcomes.ts';
import { interruptedExit } from '../signals.ts';
import type { DemoFlags } from './flags.ts';
import type { DemoLength } from './plan.ts';
import type { Stage } from './stage.ts';
import type { DemoTraining } from './training.ts';
import { findDemoRun, resumeDemo, trainDemo } from './training.ts';

/** "about 4 minutes", "300 steps". */
export const lengthText = ({ minutes, steps }: DemoLength): string => (steps === null ? `about ${minutes} minutes` : `${formatCount(steps)} steps`);

/** Shows how many of the demo's pictures are read. */
export function tellReading({ console }: Call): (done: number, total: number) => void {
  return (done, total) => {
    const unknown = { secondsLeft: null, picturesPerSecond: null, epoch: null, losses: {}, memory: 0 };
    console.progress.update({ phase: 'reading pictures', done, total, unit: 'pictures', ...unknown });
    if (done === total) console.progress.end();
  };
}

/**
 * The run of this name, trained to its end: the one there is, or that one when it has gone on from where it was left, or a new
 * one. `begin` says what is going to be trained, and gives it. Gives the id of the run.
 */
export async function trainedRun(
  { console }: Call,
  studio: Studio,
  { length, again }: DemoFlags,
  { runName, begin }: { readonly runName: string; readonly begin: () => DemoTraining },
): Promise<Stage<string>> {
  const left = again ? null : findDemoRun(studio, runName);
  if (left?.state === 'finished') {
    console.say(`The demo has been trained already (run ${left.id}); this is what came of it. --again trains it anew.`);
    return { value: left.id };
  }
  if (left !== null) console.say(`Going on with the run ${left.id} that was left at step ${left.step} (--again begins a new one).`);
  const { outcome, interrupted } = await (left === null ? trainDemo(studio, console, begin()) : resumeDemo(studio, console, left, length));
  if (interrupted) {
    console.say(`${intactSentence(studio, outcome.runId)} The same command goes on from there.`);
    return { exit: interruptedExit };
  }
  if (outcome.error !== null || outcome.checkpoint === null) return { exit: reportRun(console, outcome, interrupted, studio.run(outcome.runId).task) };
  return { value: outcome.runId };
}
