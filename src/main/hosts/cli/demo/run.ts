import type { Studio } from '../../../studio/types.ts';
import { emojiPairs } from '../../../studio/sample/emoji.ts';
import type { SamplePictures } from '../../../studio/sample/pictures.ts';
import { preparePictures } from '../../../studio/sample/pictures.ts';
import type { Call } from '../commands/command.ts';
import { withStudio } from '../home.ts';
import type { JsonLineOf } from '../json.ts';
import { engineFlags } from '../options/engineFlags.ts';
import type { DemoFlags } from './flags.ts';
import { flagsOf } from './flags.ts';
import { demoHome } from './home.ts';
import { earlierResult, judgeDemo } from './judge.ts';
import { demoSettings } from './plan.ts';
import { nextText, resultText } from './report.ts';
import type { Stage } from './stage.ts';
import { lengthText, tellReading, trainedRun } from './trained.ts';
import type { DemoTraining } from './training.ts';

const runName = 'Noto to OpenMoji';

async function pictures(call: Call, home: string): Promise<SamplePictures> {
  const pairs = await emojiPairs();
  call.console.say(`${pairs.length} emoji are drawn both by Noto and by OpenMoji.`);
  return preparePictures(home, pairs, tellReading(call));
}

/** What is trained, from nothing. */
function training({ console, command }: Call, drawn: SamplePictures, { length, seed }: DemoFlags): DemoTraining {
  console.say(`Training a translator between the two for ${lengthText(length)}. Nobody tells it which emoji belong together.`);
  const request = {
    architecture: 'cyclegan' as const,
    name: runName,
    folders: { ...drawn.trained },
    settings: { ...demoSettings(length) },
    seed,
    samplesEvery: 150,
    samplePictures: 8,
    engine: engineFlags(command),
  };
  return { request, length };
}

/** Holds what was trained against the truth, unless that was done before. */
async function judged({ console, command }: Call, studio: Studio, drawn: SamplePictures, runId: string): Promise<Stage<JsonLineOf<'demo'>>> {
  const checkpoint = studio.findCheckpoint(runId);
  const earlier = await earlierResult(studio, checkpoint);
  return earlier === null ? judgeDemo(studio, console, drawn, checkpoint, engineFlags(command)) : { value: earlier };
}

/** The whole demo: pictures, training or going on with it, the comparison, what to type next. Gives the exit code. */
export async function runDemo(call: Call): Promise<number> {
  const { console } = call;
  const home = demoHome(call.home);
  const flags = flagsOf(call.command);
  return withStudio({ home }, async (studio) => {
    const drawn = await pictures(call, home);
    const run = await trainedRun(call, studio, flags, { runName, begin: () => training(call, drawn, flags) });
    if ('exit' in run) return run.exit;
    const result = await judged(call, studio, drawn, run.value);
    if ('exit' in result) return result.exit;
    console.line(result.value);
    console.show(`\n${resultText(result.value, console.terminal.out.columns)}\n\n${nextText(result.value.runId, home)}`);
    return 0;
  });
}
