import { resolve } from 'node:path';
import type { Command } from 'commander';
import * as z from 'zod';
import { RecastError } from '../../../../shared/errors/index.ts';
import { formatCount } from '../../../../shared/units.ts';
import { convertTaskSchema } from '../../../jobs/messages.ts';
import { convertDefaults } from '../../../studio/defaults.ts';
import type { ConvertOutcome, ConvertRequest } from '../../../studio/types.ts';
import type { Console } from '../console.ts';
import { withStudio } from '../home.ts';
import { observeJob, superviseJob } from '../jobs.ts';
import { addEngineFlags, engineFlags } from '../options/engineFlags.ts';
import { givenHints, hintsOption } from '../options/hintsFlag.ts';
import { choiceOption, numberOption, requireFlags, textOption } from '../options/values.ts';
import { interruptedExit } from '../signals.ts';
import type { Call, CommandRow } from './command.ts';

const { format, background } = convertTaskSchema.shape;
const namedFailures = 20;

function requestOf(command: Command): ConvertRequest {
  requireFlags(command, ['--checkpoint', '--direction', '--in', '--out']);
  const given = z
    .object({
      checkpoint: z.string(),
      direction: z.string(),
      in: z.string(),
      out: z.string(),
      format: format.optional(),
      quality: z.number().optional(),
      sheet: z.boolean().optional(),
      background: background.optional(),
      tilePixels: z.number().optional(),
    })
    .parse(command.opts());
  if (given.format === 'png' && given.quality !== undefined) {
    throw RecastError.of('FLAG_WITHOUT_EFFECT', { flag: '--quality', other: '--format png', reason: 'a PNG loses nothing, whatever the quality' });
  }
  return {
    checkpoint: given.checkpoint,
    direction: given.direction,
    input: resolve(given.in),
    output: resolve(given.out),
    engine: engineFlags(command),
    ...(given.format !== undefined && { format: given.format }),
    ...(given.quality !== undefined && { quality: given.quality }),
    ...(given.sheet !== undefined && { sheet: given.sheet }),
    ...(given.background !== undefined && { background: given.background }),
    ...(given.tilePixels !== undefined && { tilePixels: given.tilePixels }),
  };
}

/** Tells how a conversion ended and gives the exit code: 1 where a file failed. */
export function reportConversion(console: Console, outcome: ConvertOutcome, output: string, interrupted: boolean): number {
  const { ending, written, unchanged, failures, error } = outcome;
  console.line({ type: 'conversion', ending, written, unchanged, failed: failures.length, output });
  const counts = `${formatCount(written)} converted, ${formatCount(unchanged)} done before, ${formatCount(failures.length)} failed`;
  if (interrupted) {
    console.say(`Interrupted: ${counts}. The same command goes on where it stopped.`);
    return interruptedExit;
  }
  if (error !== null) {
    console.fail(error);
    if (written + unchanged > 0) console.say(`Until then: ${counts}.`);
    return error.exit;
  }
  if (failures.length > 0) {
    console.say(console.style('yellow', 'These files could not be converted:'));
    for (const { input, reason } of failures.slice(0, namedFailures)) console.say(`  ${input}: ${reason}`);
    if (failures.length > namedFailures) console.say(`  and ${formatCount(failures.length - namedFailures)} more; --json lists all`);
  }
  console.say(console.style(failures.length > 0 ? 'yellow' : 'green', `${counts}: ${output}`));
  return failures.length > 0 ? 1 : 0;
}

async function convert(call: Call): Promise<number> {
  const { command, console } = call;
  const request = { ...requestOf(command), ...(await givenHints(command)) };
  return withStudio(call, async (studio) => {
    const words = { stopping: 'Stopping after this picture.', left: () => 'What was converted so far is whole.' };
    const { outcome, interrupted } = await superviseJob(console, words, () => studio.convert(request, observeJob(console)));
    return reportConversion(console, outcome, request.output, interrupted);
  });
}

/** `recast convert`: turns pictures into the other look with a trained model. */
export const convertCommand: CommandRow = {
  summary: 'Convert a picture or a whole folder with a trained model.',
  examples: [
    { purpose: 'A folder, with the newest checkpoint of the latest run', type: 'convert --checkpoint latest --direction a2b --in photos --out painted' },
    { purpose: 'One picture, as JPEG', type: 'convert --checkpoint r7k2m-1200 --direction b2a --in dog.png --out converted --format jpeg --quality 85' },
    {
      purpose: 'Frames of a film, all with the same colour hints',
      type: 'convert --checkpoint colours --direction colorize --in frames --hints scene.hints.json --out coloured',
    },
  ],
  define(command, act) {
    const flags = [
      textOption('--checkpoint', 'id', "A checkpoint's id, or a run (its newest checkpoint): an id, a name, or `latest`."),
      textOption('--direction', 'direction', 'a2b turns pictures of side A into side B, b2a the other way; a colourist has colorize.'),
      textOption('--in', 'path', 'A picture, or a folder searched with all its sub-folders.'),
      textOption('--out', 'folder', 'Where to write; names and sub-folders are kept, and what is done already is skipped.'),
      hintsOption('Colour hints for every picture (.hints.json), where the model is a colourist.'),
      choiceOption('--format', format.options, 'The format of the written pictures.', convertDefaults.format),
      numberOption({ flag: '--quality', whole: true, min: 1, max: 100, unit: '' }, 'Quality of jpeg, webp and avif.', convertDefaults.quality),
      choiceOption('--background', background.options, "What transparent pictures are laid over; the run's own where left out.", null),
      numberOption(
        { flag: '--tile-pixels', whole: true, min: 0, max: 1e9, unit: 'pixels' },
        'The most pixels translated at once; larger pictures go in tiles. 0 chooses by memory.',
        convertDefaults.tilePixels,
      ),
    ];
    for (const flag of flags) command.addOption(flag);
    command.option('--sheet', 'Also write sheets that show pictures before and after.');
    addEngineFlags(command);
    act(command, convert);
  },
};
