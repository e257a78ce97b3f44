import { formatCount } from '../../../../shared/units.ts';
import type { JobHandle, JobObserver, RunOutcome, RunSummary, Studio, TrainRequest } from '../../../studio/types.ts';
import type { Console } from '../console.ts';
import { observeJob, superviseJob } from '../jobs.ts';
import { intactSentence, tellRun } from '../render/outcomes.ts';
import type { DemoLength, PaceSample } from './plan.ts';
import { startPace } from './plan.ts';

/** However wrong the measured speed was, training ends after this many times the minutes that were asked for. */
const latestEnd = 1.5;

/** The latest end; steps that were asked for are made however long they take. */
const endOf = ({ minutes, steps }: DemoLength): { maxMinutes?: number } => (steps === null ? { maxMinutes: minutes * latestEnd } : {});

/** The newest run of a demo in this home, by its name, or null where there is none yet. */
export function findDemoRun(studio: Studio, runName: string): RunSummary | null {
  return studio.runs().find(({ name }) => name === runName) ?? null;
}

/** How training went, and whether the user ended it. */
export interface Trained {
  readonly outcome: RunOutcome;
  readonly interrupted: boolean;
}

/** One stretch of training under Ctrl-C's eyes. */
function supervise(studio: Studio, console: Console, start: () => Promise<JobHandle<RunOutcome>>): Promise<Trained> {
  let runId: string | undefined;
  const words = {
    stopping: 'Stopping after this step and saving a checkpoint; the same command goes on from there.',
    left: () => (runId === undefined ? 'Nothing had begun yet.' : intactSentence(studio, runId)),
  };
  return superviseJob(console, words, async () => {
    const handle = await start();
    runId = handle.runId;
    if (runId !== undefined) tellRun(console, studio.run(runId));
    return handle;
  });
}

/** Goes on with a run where it was left. */
export function resumeDemo(studio: Studio, console: Console, run: RunSummary, length: DemoLength): Promise<Trained> {
  return supervise(studio, console, () => studio.resume(run.id, endOf(length), observeJob(console)));
}

/** What is trained, and for how long. */
export interface DemoTraining {
  readonly request: TrainRequest;
  readonly length: DemoLength;
  /** What is taken of the first steps for the others; all cost the same where it is left out. */
  readonly sample?: PaceSample;
  /** The settings of a number of steps in all, where they are not one setting. */
  readonly settingsOf?: (steps: number) => Readonly<Record<string, number>>;
}

/**
 * Trains a new run that has the wanted length. How many steps it makes decides when the learning rate falls,
 * so that has to be known: for minutes a guess at first, and once the speed is measured the run is stopped and
 * goes on with the right number.
 */
export async function trainDemo(
  studio: Studio,
  console: Console,
  { request: training, length, sample, settingsOf = (steps) => ({ steps }) }: DemoTraining,
): Promise<Trained> {
  const observer = observeJob(console);
  const { minutes } = length;
  const pace = length.steps === null ? startPace(minutes, sample) : null;
  let handle: JobHandle<RunOutcome> | null = null;
  let steps: number | null = null;
  const watching: JobObserver = {
    ...observer,
    event(message) {
      observer.event(message);
      if (message.type !== 'progress' || message.progress.phase !== 'training' || message.progress.total === null) return;
      const wanted = pace?.measure(message.progress.done, message.progress.total, console.terminal.now());
      if (wanted === undefined || wanted === null) return;
      steps = wanted;
      console.say(`At the speed measured, ${formatCount(wanted)} steps fill ${minutes} minutes. Going on with that length.`);
      handle?.stop();
    },
  };
  const request: TrainRequest = { ...training, checkpointEvery: { minutes: 1, steps: null }, ...endOf(length) };
  const first = await supervise(studio, console, async () => (handle = await studio.train(request, watching)));
  if (steps === null || first.interrupted || first.outcome.ending !== 'stopped') return first;
  const settings = settingsOf(steps);
  return supervise(studio, console, () => studio.resume(first.outcome.runId, { settings, ...endOf(length) }, observer));
}
