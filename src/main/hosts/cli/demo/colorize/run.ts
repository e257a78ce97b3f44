import { formatCount } from '../../../../../shared/units.ts';
import { emojiPairs } from '../../../../studio/sample/emoji.ts';
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
import type { SketchPictures } from './pictures.ts';
import { prepareSketches } from './pictures.ts';
import { colouringSettings } from './plan.ts';
import { colouringNextText, colouringText, isBetter } from './report.ts';

const runName = 'OpenMoji sketches';

async function pictures({ console }: Call, home: string): Promise<SketchPictures> {
  return prepareSketches(home, await emojiPairs(), (done, total) => {
    const unknown = { secondsLeft: null, picturesPerSecond: null, epoch: null, losses: {}, memory: 0 };
    console.progress.update({ phase: 'reading pictures', done, total, unit: 'pictures', ...unknown });
    if (done === total) console.progress.end();
  });
}

/** Trains a new run, or goes on with the one that was left. */
function trainOrResume({ console, command }: Call, studio: Studio, { folders, heldOut, leftOut }: SketchPictures, left: RunSummary | null): Promise<Trained> {
  const { length, seed } = flagsOf(command);
  if (left !== null) {
    console.say(`Going on with the run ${left.id} that was left at step ${left.step} (--again begins a new one).`);
    return resumeDemo(studio, console, left, length);
  }
  const how = length.steps === null ? `for about ${length.minutes} minutes` : `for ${formatCount(length.steps)} steps`;
  console.say(`${leftOut} emoji are left out: OpenMoji draws them in black lines alone, so there is nothing to colour.`);
  console.say(`Training a colourist ${how} on OpenMoji's black lines and colours; ${heldOut.images.length} emoji are kept aside.`);
  const request = {
    architecture: 'colorize' as const,
    name: runName,
    folders: { ...folders },
    heldOut: { images: [...heldOut.images], sketches: [...heldOut.sketches] },
    holdout: 0,
    settings: { ...colouringSettings(length) },
    seed,
    samplesEvery: 150,
    samplePictures: 12,
    engine: engineFlags(command),
  };
  return trainDemo(studio, console, { request, length });
}

/** What the catalog knows of the finished run; null where it was not scored. */
function resultOf(studio: Studio, runId: string): JsonLineOf<'colouringDemo'> | null {
  const { scores, samples, task } = studio.run(runId);
  const last = scores.at(-1);
  if (last === undefined || !('psnr' in last)) return null;
  return {
    type: 'colouringDemo',
    runId,
    step: last.step,
    pictures: task.heldOut['images']?.length ?? 0,
    psnr: last.psnr,
    better: isBetter(last.psnr),
    sheet: samples.at(-1)?.file ?? null,
  };
}

/** The whole demo: pictures, training or going on with it, what came of it, what to type next. Gives the exit code. */
export async function runColouringDemo(call: Call): Promise<number> {
  const { console } = call;
  const home = demoHome(call.home);
  return withStudio({ home }, async (studio) => {
    const drawn = await pictures(call, home);
    const before = flagsOf(call.command).again ? null : findDemoRun(studio, runName);
    let runId = before?.id;
    if (before?.state === 'finished') console.say(`The demo has been trained already (run ${before.id}); this is what came of it. --again trains it anew.`);
    else {
      const { outcome, interrupted } = await trainOrResume(call, studio, drawn, before);
      if (interrupted) {
        console.say(`${intactSentence(studio, outcome.runId)} The same command goes on from there.`);
        return interruptedExit;
      }
      if (outcome.error !== null || outcome.checkpoint === null) return reportRun(console, outcome, interrupted, { architecture: 'colorize' });
      runId = outcome.runId;
    }
    const result = runId === undefined ? null : resultOf(studio, runId);
    if (result === null) throw new Error('a finished run of the demo has no scores');
    console.line(result);
    console.show(`\n${colouringText(result, console.terminal.out.columns)}\n\n${colouringNextText(result.runId, home)}`);
    return 0;
  });
}
