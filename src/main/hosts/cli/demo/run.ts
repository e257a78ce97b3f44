import type { Command } from 'commander';
import * as z from 'zod';
import { formatCount } from '../../../../shared/units.ts';
import type { CheckpointSummary, RunSummary, Studio } from '../../../studio/types.ts';
import type { Call } from '../commands/command.ts';
import { withStudio } from '../home.ts';
import type { JsonLineOf } from '../json.ts';
import { engineFlags } from '../options/engineFlags.ts';
import { intactSentence, reportRun } from '../render/outcomes.ts';
import { interruptedExit } from '../signals.ts';
import { emojiPairs } from '../../../studio/sample/emoji.ts';
import { demoHome } from './home.ts';
import type { Stage } from './judge.ts';
import { earlierResult, judgeDemo } from './judge.ts';
import type { SamplePictures } from '../../../studio/sample/pictures.ts';
import { preparePictures } from '../../../studio/sample/pictures.ts';
import type { DemoLength } from './plan.ts';
import { defaultMinutes, defaultSeed, demoSettings } from './plan.ts';
import { nextText, resultText } from './report.ts';
import type { Trained } from './training.ts';
import { findDemoRun, resumeDemo, trainDemo } from './training.ts';

const runName = 'Noto to OpenMoji';

/** What the demos are given. */
export interface DemoFlags {
  readonly length: DemoLength;
  readonly seed: number;
  readonly again: boolean;
}

const flagsSchema = z.object({
  minutes: z.number().optional(),
  steps: z.number().nullable().default(null),
  seed: z.number().default(defaultSeed),
  again: z.boolean().default(false),
});

/** Reads the flags of a demo, which trains for the `usual` length where nobody says. */
export function flagsOf(command: Command, usual: DemoLength = { minutes: defaultMinutes, steps: null }): DemoFlags {
  const { minutes, steps, seed, again } = flagsSchema.parse(command.opts());
  const length = minutes === undefined && steps === null ? usual : { minutes: minutes ?? usual.minutes, steps };
  return { length, seed, again };
}

async function pictures({ console }: Call, home: string): Promise<SamplePictures> {
  const pairs = await emojiPairs();
  console.say(`${pairs.length} emoji are drawn both by Noto and by OpenMoji.`);
  return preparePictures(home, pairs, (done, total) => {
    const unknown = { secondsLeft: null, picturesPerSecond: null, epoch: null, losses: {}, memory: 0 };
    console.progress.update({ phase: 'reading pictures', done, total, unit: 'pictures', ...unknown });
    if (done === total) console.progress.end();
  });
}

function show({ console }: Call, home: string, result: JsonLineOf<'demo'>): void {
  console.line(result);
  console.show(`\n${resultText(result, console.terminal.out.columns)}\n\n${nextText(result.runId, home)}`);
}

/** Trains a new run, or goes on with the one that was left. */
function trainOrResume(call: Call, studio: Studio, drawn: SamplePictures, run: RunSummary | null, { length, seed }: DemoFlags): Promise<Trained> {
  const { console, command } = call;
  if (run !== null) {
    console.say(`Going on with the run ${run.id} that was left at step ${run.step} (--again begins a new one).`);
    return resumeDemo(studio, console, run, length);
  }
  console.say(
    `Training a translator between the two ${length.steps === null ? `for about ${length.minutes} minutes` : `for ${formatCount(length.steps)} steps`}. Nobody tells it which emoji belong together.`,
  );
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
  return trainDemo(studio, console, { request, length });
}

/** The checkpoint to judge: of the run that is finished already, else what training ends with. */
async function trained(call: Call, studio: Studio, drawn: SamplePictures): Promise<Stage<CheckpointSummary>> {
  const { console } = call;
  const flags = flagsOf(call.command);
  const run = flags.again ? null : findDemoRun(studio, runName);
  if (run?.state === 'finished') {
    console.say(`The demo has been trained already (run ${run.id}); this is what came of it. --again trains it anew.`);
    return { value: studio.findCheckpoint(run.id) };
  }
  const { outcome, interrupted } = await trainOrResume(call, studio, drawn, run, flags);
  if (interrupted) {
    console.say(`${intactSentence(studio, outcome.runId)} The same command goes on from there.`);
    return { exit: interruptedExit };
  }
  if (outcome.error !== null || outcome.checkpoint === null) return { exit: reportRun(console, outcome, interrupted, { architecture: 'cyclegan' }) };
  return { value: outcome.checkpoint };
}

/** The whole demo: pictures, training or going on with it, the comparison, what to type next. Gives the exit code. */
export async function runDemo(call: Call): Promise<number> {
  const { console, command } = call;
  const home = demoHome(call.home);
  return withStudio({ home }, async (studio) => {
    const drawn = await pictures(call, home);
    const checkpoint = await trained(call, studio, drawn);
    if ('exit' in checkpoint) return checkpoint.exit;
    const earlier = await earlierResult(studio, checkpoint.value);
    const judged = earlier === null ? await judgeDemo(studio, console, drawn, checkpoint.value, engineFlags(command)) : { value: earlier };
    if ('exit' in judged) return judged.exit;
    show(call, home, judged.value);
    return 0;
  });
}
