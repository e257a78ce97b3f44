import { randomInt } from 'node:crypto';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import * as z from 'zod';
import { conversionResultSchema } from '../../../../shared/conversion.ts';
import { largestSeed } from '../../../../shared/drawing.ts';
import { RecastError } from '../../../../shared/errors/index.ts';
import { formatCount } from '../../../../shared/units.ts';
import { cleanCaption } from '../../../data/captions/clean.ts';
import { sentencesIn } from '../../../data/captions/sentences.ts';
import type { GenerateRequest, TaskOutcome } from '../../../studio/types.ts';
import type { Console } from '../console.ts';
import { withStudio } from '../home.ts';
import { observeJob, superviseJob } from '../jobs.ts';
import { addEngineFlags, engineFlags } from '../options/engineFlags.ts';
import { numberOption, requireFlags, textOption } from '../options/values.ts';
import { interruptedExit } from '../signals.ts';
import type { Call, CommandRow } from './command.ts';

const flagsSchema = z.object({
  checkpoint: z.string(),
  text: z.string().optional(),
  textFile: z.string().optional(),
  embeddings: z.string().optional(),
  count: z.number().default(1),
  seed: z.number().optional(),
  out: z.string(),
});

async function requestOf(command: Command): Promise<GenerateRequest> {
  requireFlags(command, ['--checkpoint', '--out']);
  const { text, textFile, embeddings, checkpoint, count, seed, out } = flagsSchema.parse(command.opts());
  if (text === undefined && textFile === undefined && embeddings === undefined) requireFlags(command, ['--text']);
  const typed = text === undefined ? [] : [cleanCaption(text)];
  if (typed.includes('')) throw RecastError.of('SENTENCE_EMPTY', { where: '--text' });
  const rows = embeddings === undefined ? undefined : resolve(embeddings);
  const file = rows ?? (textFile === undefined ? undefined : resolve(textFile));
  const sentences = [...typed, ...(textFile === undefined ? [] : await sentencesIn(resolve(textFile)))];
  // A file goes on where it was stopped: its pictures have the same noise every time.
  const chosen = seed ?? (file === undefined ? randomInt(largestSeed) : 1);
  const asked = {
    checkpoint,
    sentences,
    count,
    seed: chosen,
    output: resolve(out),
    engine: engineFlags(command),
    ...(rows !== undefined && { embeddings: rows }),
  };
  return file === undefined ? asked : { ...asked, file };
}

/** Tells what was drawn and gives the exit code: 1 where a picture could not be. */
function report(console: Console, { ending, error, result }: TaskOutcome, { output, seed }: GenerateRequest, interrupted: boolean): number {
  const { written, unchanged, failed } = conversionResultSchema.safeParse(result).data ?? { written: 0, unchanged: 0, failed: 0 };
  console.line({ type: 'conversion', ending, written, unchanged, failed, output });
  const counts = `${formatCount(written)} drawn, ${formatCount(unchanged)} done before, ${formatCount(failed)} failed, seed ${seed}`;
  if (interrupted) {
    console.say(`Interrupted: ${counts}. The same command with --seed ${seed} goes on where it stopped.`);
    return interruptedExit;
  }
  if (error !== null) {
    console.fail(error);
    return error.exit;
  }
  console.say(console.style(failed > 0 ? 'yellow' : 'green', `${counts}: ${output}`));
  return failed > 0 ? 1 : 0;
}

async function generate(call: Call): Promise<number> {
  const { command, console } = call;
  const request = await requestOf(command);
  return withStudio(call, async (studio) => {
    const words = { stopping: 'Stopping after this picture.', left: () => 'What was drawn so far is whole.' };
    const { outcome, interrupted } = await superviseJob(console, words, () => studio.generate(request, observeJob(console)));
    return report(console, outcome, request, interrupted);
  });
}

/** `recast generate`: pictures from sentences. */
export const generateCommand: CommandRow = {
  summary: 'Draw pictures from words with a trained model.',
  examples: [
    { purpose: 'Four pictures of a sentence, the same every time', type: 'generate --checkpoint latest --text "red fox" --count 4 --seed 7 --out drawn' },
    { purpose: 'A sentence a line; run again, it goes on where it stopped', type: 'generate --checkpoint latest --text-file sentences.txt --out drawn' },
    { purpose: 'From rows of the encoder that it was trained on', type: 'generate --checkpoint latest --embeddings rows.npy --text-file said.txt --out drawn' },
  ],
  define(command, act) {
    command.addOption(textOption('--checkpoint', 'id', "A checkpoint's id, or a run (its newest checkpoint): an id, a name, or `latest`."));
    command.addOption(textOption('--text', 'sentence', 'What to draw.'));
    command.addOption(textOption('--text-file', 'file', 'A file with a sentence a line.'));
    command.addOption(
      textOption('--embeddings', 'file', 'For a painter that was trained on embeddings: a .npy or .safetensors of them; --text-file then names its rows.'),
    );
    command.addOption(numberOption({ flag: '--count', whole: true, min: 1, max: 10_000, unit: 'pictures' }, 'Pictures of each sentence.', 1));
    command.addOption(
      numberOption({ flag: '--seed', whole: true, min: 0, max: largestSeed, unit: '' }, 'Where the noise begins; drawn for --text, 1 for a file.', null),
    );
    command.addOption(textOption('--out', 'folder', 'Where to write; what is there already is left alone.'));
    addEngineFlags(command);
    act(command, generate);
  },
};
