import { describedEmoji } from '../../../../studio/sample/describedEmoji.ts';
import type { RunSummary, Studio } from '../../../../studio/types.ts';
import type { Call } from '../../commands/command.ts';
import { withStudio } from '../../home.ts';
import type { JsonLineOf } from '../../json.ts';
import { engineFlags } from '../../options/engineFlags.ts';
import { intactSentence, reportRun } from '../../render/outcomes.ts';
import { interruptedExit } from '../../signals.ts';
import { demoHome } from '../home.ts';
import { flagsOf } from '../run.ts';
import type { Trained } from '../training.ts';
import { findDemoRun, resumeDemo, trainDemo } from '../training.ts';
import type { DescribedPictures } from './pictures.ts';
import { prepareDescribed } from './pictures.ts';
import { paceSample, paintingSettings, stepsOfParts, usualLength } from './plan.ts';
import { isClear, lengthText, paintingNextText, paintingText } from './report.ts';

const runName = 'OpenMoji from words';

async function pictures({ console }: Call, home: string): Promise<DescribedPictures> {
  return prepareDescribed(home, await describedEmoji(), (done, total) => {
    const unknown = { secondsLeft: null, picturesPerSecond: null, epoch: null, losses: {}, memory: 0 };
    console.progress.update({ phase: 'reading pictures', done, total, unit: 'pictures', ...unknown });
    if (done === total) console.progress.end();
  });
}

/** Trains a new run, or goes on with the one that was left. */
function trainOrResume(
  { console, command }: Call,
  studio: Studio,
  { images, captions, heldOut }: DescribedPictures,
  left: RunSummary | null,
): Promise<Trained> {
  const { length, seed } = flagsOf(command, usualLength);
  if (left !== null) {
    console.say(`Going on with the run ${left.id} that was left at step ${left.step} (--again begins a new one).`);
    return resumeDemo(studio, console, left, length);
  }
  console.say(`Training a painter for ${lengthText(length)} on OpenMoji's emoji and what is said of them: the words, then small pictures, then large ones.`);
  console.say(`${heldOut.length} emoji are kept aside; their sentences are drawn.`);
  const request = {
    architecture: 'stackgan' as const,
    name: runName,
    folders: { images },
    captions,
    heldOut: { images: [...heldOut] },
    holdout: 0,
    settings: { ...paintingSettings(length) },
    seed,
    samplesEvery: 500,
    samplePictures: 16,
    engine: engineFlags(command),
  };
  return trainDemo(studio, console, { request, length, sample: paceSample, settingsOf: stepsOfParts });
}

/** What the catalog knows of the finished run; null where it was not scored. */
function resultOf(studio: Studio, runId: string): JsonLineOf<'paintingDemo'> | null {
  const { scores, samples, task } = studio.run(runId);
  const drawn = scores.flatMap((score) => ('part' in score ? [score] : []));
  const last = drawn.at(-1);
  if (last === undefined) return null;
  const { step, part, precision, distance } = last;
  const ofReal = drawn.findLast((score) => score.part === 'words')?.precision?.value ?? null;
  const found = { part, precision, realPrecision: ofReal, distance, clear: isClear(last), sheet: samples.at(-1)?.file ?? null };
  return { type: 'paintingDemo', runId, step, pictures: task.heldOut['images']?.length ?? 0, ...found };
}

/** The whole demo: pictures, training or going on with it, what came of it, what to type next. Gives the exit code. */
export async function runPaintingDemo(call: Call): Promise<number> {
  const { console } = call;
  const home = demoHome(call.home);
  return withStudio({ home }, async (studio) => {
    const drawn = await pictures(call, home);
    const before = flagsOf(call.command, usualLength).again ? null : findDemoRun(studio, runName);
    let runId = before?.id;
    if (before?.state === 'finished') console.say(`The demo has been trained already (run ${before.id}); this is what came of it. --again trains it anew.`);
    else {
      const { outcome, interrupted } = await trainOrResume(call, studio, drawn, before);
      if (interrupted) {
        console.say(`${intactSentence(studio, outcome.runId)} The same command goes on from there.`);
        return interruptedExit;
      }
      if (outcome.error !== null || outcome.checkpoint === null) return reportRun(console, outcome, interrupted, { architecture: 'stackgan' });
      runId = outcome.runId;
    }
    const result = runId === undefined ? null : resultOf(studio, runId);
    if (result === null) throw new Error('a finished run of the demo has no scores');
    console.line(result);
    console.show(`\n${paintingText(result, console.terminal.out.columns)}\n\n${paintingNextText(result.runId, home)}`);
    return 0;
  });
}
