import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineChoice } from '../../../../shared/engineChoice.ts';
import type { CheckpointSummary, Studio } from '../../../studio/types.ts';
import type { Console } from '../console.ts';
import { observeJob, superviseJob } from '../jobs.ts';
import type { JsonLineOf } from '../json.ts';
import { demoLine } from '../json.ts';
import { interruptedExit } from '../signals.ts';
import { readCompared, scoreDirection, writeSheet } from './compare.ts';
import type { SamplePictures } from '../../../studio/sample/pictures.ts';
import type { Stage } from './stage.ts';

const sheetRows = 16;

type DemoResult = JsonLineOf<'demo'>;

const directions = { a2b: { from: 'a', to: 'b' }, b2a: { from: 'b', to: 'a' } } as const;

const folderOf = (studio: Studio, checkpoint: CheckpointSummary): string => join(studio.home, 'demo-results', checkpoint.id);

/** What was found for this checkpoint before, or null. */
export async function earlierResult(studio: Studio, checkpoint: CheckpointSummary): Promise<DemoResult | null> {
  const file = join(folderOf(studio, checkpoint), 'result.json');
  return existsSync(file) ? demoLine.parse(JSON.parse(await readFile(file, 'utf8'))) : null;
}

/** Converts the held-out pictures of both directions, holds them against their true partners and draws the sheet. */
export async function judgeDemo(
  studio: Studio,
  console: Console,
  pictures: SamplePictures,
  checkpoint: CheckpointSummary,
  engine: EngineChoice,
): Promise<Stage<DemoResult>> {
  const folder = folderOf(studio, checkpoint);
  console.say('Converting emoji that were never trained on ...');
  for (const [direction, { from }] of Object.entries(directions)) {
    const request = { checkpoint: checkpoint.id, direction, input: pictures.heldOut[from], output: join(folder, direction), format: 'png' as const, engine };
    const words = { stopping: 'Stopping after this picture.', left: () => 'What was trained is saved.' };
    const { outcome, interrupted } = await superviseJob(console, words, () => studio.convert(request, observeJob(console)));
    if (interrupted) return { exit: interruptedExit };
    if (outcome.error !== null) {
      console.fail(outcome.error);
      return { exit: outcome.error.exit };
    }
  }
  const compare = (direction: keyof typeof directions): ReturnType<typeof readCompared> =>
    readCompared(pictures.heldOut[directions[direction].from], join(folder, direction), pictures.heldOut[directions[direction].to]);
  const a2b = await compare('a2b');
  const b2a = await compare('b2a');
  const sheet = join(folder, 'sheet.png');
  await writeSheet(a2b, b2a, sheetRows, sheet);
  const scores = { a2b: scoreDirection(a2b), b2a: scoreDirection(b2a) };
  const result: DemoResult = { type: 'demo', runId: checkpoint.runId, step: checkpoint.step, pairs: a2b.length, directions: scores, sheet };
  const unfinished = join(folder, 'result.json.unfinished');
  await writeFile(unfinished, JSON.stringify(result));
  await rename(unfinished, join(folder, 'result.json'));
  return { value: result };
}
