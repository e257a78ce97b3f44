import { stat } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import type { Command } from 'commander';
import * as z from 'zod';
import { coloredSchema } from '../../../../shared/colored.ts';
import { RecastError } from '../../../../shared/errors/index.ts';
import { noHints } from '../../../../shared/hints.ts';
import type { PaintingFormat } from '../../../../shared/paintingKinds.ts';
import { formatBytes } from '../../../../shared/units.ts';
import { convertTaskSchema } from '../../../jobs/messages.ts';
import { convertDefaults } from '../../../studio/defaults.ts';
import type { ColorizeRequest, TaskOutcome } from '../../../studio/types.ts';
import type { Console } from '../console.ts';
import { withStudio } from '../home.ts';
import { superviseWhole } from '../jobReport.ts';
import { observeJob } from '../jobs.ts';
import { addEngineFlags, engineFlags } from '../options/engineFlags.ts';
import { givenHints, hintsOption } from '../options/hintsFlag.ts';
import { choiceOption, numberOption, requireFlags, textOption } from '../options/values.ts';
import type { Call, CommandRow } from './command.ts';

const { background } = convertTaskSchema.shape;

/** What the ending of a file stands for. */
const formats: Readonly<Record<string, PaintingFormat>> = { '.png': 'png', '.jpg': 'jpeg', '.jpeg': 'jpeg', '.webp': 'webp', '.psd': 'psd', '.ora': 'ora' };

async function requestOf(command: Command): Promise<ColorizeRequest> {
  requireFlags(command, ['--checkpoint', '--in', '--out']);
  const flags = { checkpoint: z.string(), in: z.string(), out: z.string(), quality: z.number().optional(), background: background.optional() };
  const { checkpoint, in: from, out, quality, background: under } = z.object(flags).parse(command.opts());
  const [input, output] = [resolve(from), resolve(out)];
  if (input === output) throw RecastError.of('CONVERT_ONTO_ITSELF', { path: input });
  if ((await stat(input).catch(() => null))?.isDirectory() === true) throw RecastError.of('COLORIZE_FOLDER', { path: input });
  const format = formats[extname(output).toLowerCase()];
  if (format === undefined) throw RecastError.of('PAINTING_FORMAT_UNKNOWN', { path: output });
  const { hints = noHints } = await givenHints(command);
  const given = { ...(quality !== undefined && { quality }), ...(under !== undefined && { background: under }) };
  return { checkpoint, input, output, format, hints, engine: engineFlags(command), ...given };
}

/** Tells what was written. */
function tellColoured(console: Console, { ending, result }: TaskOutcome): void {
  const coloured = coloredSchema.safeParse(result);
  if (!coloured.success) throw new Error(`colouring ended as "${ending}" without a file`);
  const { file, width, height, bytes } = coloured.data;
  console.line({ type: 'coloured', file, width, height, bytes });
  console.say(console.style('green', `Coloured ${width} x ${height} pixels: ${file} (${formatBytes(bytes)}).`));
}

async function colorize(call: Call): Promise<number> {
  const { command, console } = call;
  const request = await requestOf(command);
  return withStudio(call, (studio) =>
    superviseWhole(console, {
      nothing: 'Nothing was written.',
      start: () => studio.colorize(request, observeJob(console)),
      tell: (outcome) => tellColoured(console, outcome),
    }),
  );
}

/** `recast colorize`: one picture, coloured by hints. */
export const colorizeCommand: CommandRow = {
  summary: 'Colour a grey photo or a sketch by colour hints.',
  examples: [
    { purpose: 'With hints that were painted in the studio', type: 'colorize --checkpoint latest --in cat.png --hints cat.hints.json --out coloured.png' },
    { purpose: 'With layers, for painting programs', type: 'colorize --checkpoint r7k2m-1200 --in sketch.png --hints sketch.hints.json --out sketch.psd' },
  ],
  define(command, act) {
    command.addOption(textOption('--checkpoint', 'id', "A colourist's checkpoint by its id, or a run (its newest checkpoint): an id, a name, or `latest`."));
    command.addOption(textOption('--in', 'file', 'The picture.'));
    command.addOption(hintsOption('Its colour hints, as docs/hints.md describes them; none where left out.'));
    command.addOption(textOption('--out', 'file', 'The file to write; its ending (.png, .jpg, .webp, .psd, .ora) says what.'));
    command.addOption(numberOption({ flag: '--quality', whole: true, min: 1, max: 100, unit: '' }, 'Quality of jpeg and webp.', convertDefaults.quality));
    command.addOption(choiceOption('--background', background.options, 'What a transparent picture is laid over.', 'white'));
    addEngineFlags(command);
    act(command, colorize);
  },
};
