import { emojiPairs } from '../../../../studio/sample/emoji.ts';
import type { Studio } from '../../../../studio/types.ts';
import type { Call } from '../../commands/command.ts';
import { withStudio } from '../../home.ts';
import type { JsonLineOf } from '../../json.ts';
import { engineFlags } from '../../options/engineFlags.ts';
import type { DemoFlags } from '../flags.ts';
import { flagsOf } from '../flags.ts';
import { demoHome } from '../home.ts';
import { lengthText, tellReading, trainedRun } from '../trained.ts';
import type { DemoTraining } from '../training.ts';
import type { SketchPictures } from './pictures.ts';
import { prepareSketches } from './pictures.ts';
import { colouringSettings } from './plan.ts';
import { colouringNextText, colouringText, isBetter } from './report.ts';

const runName = 'OpenMoji sketches';

/** What is trained, from nothing. */
function training({ console, command }: Call, { folders, heldOut, leftOut }: SketchPictures, { length, seed }: DemoFlags): DemoTraining {
  console.say(`${leftOut} emoji are left out: OpenMoji draws them in black lines alone, so there is nothing to colour.`);
  console.say(`Training a colourist for ${lengthText(length)} on OpenMoji's black lines and colours; ${heldOut.images.length} emoji are kept aside.`);
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
  return { request, length };
}

/** What the catalog knows of the finished run. */
function resultOf(studio: Studio, runId: string): JsonLineOf<'colouringDemo'> {
  const { scores, samples, task } = studio.run(runId);
  const last = scores.at(-1);
  if (last === undefined || !('psnr' in last)) throw new Error('a finished run of the demo has no scores');
  return {
    type: 'colouringDemo',
    runId,
    step: last.step,
    pictures: task.heldOut['images']?.length ?? 0,
    psnr: last.psnr,
    following: last.following,
    better: isBetter(last.psnr),
    sheet: samples.at(-1)?.file ?? null,
  };
}

/** The whole demo: pictures, training or going on with it, what came of it, what to type next. Gives the exit code. */
export async function runColouringDemo(call: Call): Promise<number> {
  const { console } = call;
  const home = demoHome(call.home);
  const flags = flagsOf(call.command);
  return withStudio({ home }, async (studio) => {
    const drawn = await prepareSketches(home, await emojiPairs(), tellReading(call));
    const run = await trainedRun(call, studio, flags, { runName, begin: () => training(call, drawn, flags) });
    if ('exit' in run) return run.exit;
    const result = resultOf(studio, run.value);
    console.line(result);
    console.show(`\n${colouringText(result, console.terminal.out.columns)}\n\n${colouringNextText(result.runId, home)}`);
    return 0;
  });
}
