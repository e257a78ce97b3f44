import { resolve } from 'node:path';
import type { Command } from 'commander';
import * as z from 'zod';
import { formatBytes } from '../../../../shared/units.ts';
import type { ExportOutcome, ExportRequest } from '../../../studio/weightsTypes.ts';
import type { Console } from '../console.ts';
import { withStudio } from '../home.ts';
import { superviseWhole } from '../jobReport.ts';
import { observeJob } from '../jobs.ts';
import { requireFlags, textOption } from '../options/values.ts';
import type { Call, CommandRow } from './command.ts';

function requestOf(command: Command): ExportRequest {
  requireFlags(command, ['--checkpoint', '--out']);
  const flags = { checkpoint: z.string(), direction: z.string().optional(), out: z.string(), fp16: z.boolean().optional(), replace: z.boolean().optional() };
  const { checkpoint, direction = null, out, fp16 = false, replace = false } = z.object(flags).parse(command.opts());
  return { checkpoint, direction, output: resolve(out), fp16, replace };
}

/** Tells what was written. */
function tellExported(console: Console, { ending, exported, checkpoint }: ExportOutcome): void {
  if (exported === null) throw new Error(`the export ended as "${ending}" without a file`);
  const { file, format, direction, bytes } = exported;
  console.line({ type: 'exported', checkpoint: checkpoint.id, direction, file, format, bytes });
  console.say(console.style('green', `Wrote ${direction} of ${checkpoint.id} to ${file} (${formatBytes(bytes)}).`));
}

async function exportFile(call: Call): Promise<number> {
  const { console } = call;
  const request = requestOf(call.command);
  return withStudio(call, (studio) =>
    superviseWhole(console, {
      nothing: 'Nothing was written.',
      start: () => studio.exportModel(request, observeJob(console)),
      tell: (outcome) => tellExported(console, outcome),
    }),
  );
}

/** `recast export-model`: a trained direction for other programs. */
export const exportModelCommand: CommandRow = {
  summary: 'Write a trained model for other programs: .onnx, .safetensors or .pth.',
  examples: [
    { purpose: 'For any program that runs ONNX, for pictures of any size', type: 'export-model --checkpoint latest --direction a2b --out painter.onnx' },
    { purpose: 'For PyTorch', type: 'export-model --checkpoint r7k2m-1200 --direction b2a --out latest_net_G_B.pth' },
  ],
  define(command, act) {
    command.addOption(textOption('--checkpoint', 'id', "A checkpoint's id, or a run (its newest checkpoint): an id, a name, or `latest`."));
    command.addOption(
      textOption(
        '--direction',
        'direction',
        'a2b turns pictures of side A into side B, b2a the other way; colorize and draw of the other kinds. (default: the first there is)',
      ),
    );
    command.addOption(textOption('--out', 'file', 'The file to write; its ending (.onnx, .safetensors, .pth) says what.'));
    command.option('--fp16', 'Half precision inside an .onnx file: half the size.');
    command.option('--replace', 'Replace a file that is there already.');
    act(command, exportFile);
  },
};
