import { describedEmoji } from '../../../../studio/sample/describedEmoji.ts';
import type { Studio } from '../../../../studio/types.ts';
import type { Call } from '../../commands/command.ts';
import { withStudio } from '../../home.ts';
import type { JsonLineOf } from '../../json.ts';
import { engineFlags } from '../../options/engineFlags.ts';
import type { DemoFlags } from '../flags.ts';
import { flagsOf } from '../flags.ts';
import { demoHome } from '../home.ts';
import { tellReading, trainedRun } from '../trained.ts';
import type { DemoTraining } from '../training.ts';
import type { DescribedPictures } from './pictures.ts';
import { prepareDescribed } from './pictures.ts';
import { paceSample, paintingSettings, stepsOfParts, usualLength } from './plan.ts';
import { isClear, paintingLengthText, paintingNextText, paintingText } from './report.ts';

const runName = 'OpenMoji from words';

/** What is trained, from nothing. */
function training({ console, command }: Call, { images, captions, heldOut }: DescribedPictures, { length, seed }: DemoFlags): DemoTraining {
  const how = paintingLengthText(length);
  console.say(`Training a painter for ${how} on OpenMoji's emoji and what is said of them: the words, then small pictures, then large ones.`);
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
  return { request, length, sample: paceSample, settingsOf: stepsOfParts };
}

/** What the catalog knows of the finished run. */
function resultOf(studio: Studio, runId: string): JsonLineOf<'paintingDemo'> {
  const { scores, samples, task } = studio.run(runId);
  const drawn = scores.flatMap((score) => ('part' in score ? [score] : []));
  const last = drawn.at(-1);
  if (last === undefined) throw new Error('a finished run of the demo has no scores');
  const { step, part, precision, distance } = last;
  const ofReal = drawn.findLast((score) => score.part === 'words')?.precision?.value ?? null;
  const found = { part, precision, realPrecision: ofReal, distance, clear: isClear(last), sheet: samples.at(-1)?.file ?? null };
  return { type: 'paintingDemo', runId, step, pictures: task.heldOut['images']?.length ?? 0, ...found };
}

/** The whole demo: pictures, training or going on with it, what came of it, what to type next. Gives the exit code. */
export async function runPaintingDemo(call: Call): Promise<number> {
  const { console } = call;
  const home = demoHome(call.home);
  const flags = flagsOf(call.command, usualLength);
  return withStudio({ home }, async (studio) => {
    const drawn = await prepareDescribed(home, await describedEmoji(), tellReading(call));
    const run = await trainedRun(call, studio, flags, { runName, begin: () => training(call, drawn, flags) });
    if ('exit' in run) return run.exit;
    const result = resultOf(studio, run.value);
    console.line(result);
    console.show(`\n${paintingText(result, console.terminal.out.columns)}\n\n${paintingNextText(result.runId, home)}`);
    return 0;
  });
}
