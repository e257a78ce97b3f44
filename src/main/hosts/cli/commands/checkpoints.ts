import * as z from 'zod';
import { formatAgo, formatBytes, formatCount } from '../../../../shared/units.ts';
import type { CheckpointSummary } from '../../../studio/types.ts';
import { withStudio } from '../home.ts';
import type { Column } from '../render/table.ts';
import { drawTable } from '../render/table.ts';
import { textOption } from '../options/values.ts';
import type { Call, CommandRow } from './command.ts';
import { wordOrLatest } from './words.ts';

const columns: readonly Column[] = [
  { title: 'CHECKPOINT' },
  { title: 'STEP', align: 'right' },
  { title: 'EPOCH', align: 'right' },
  { title: 'SIZE', align: 'right' },
  { title: 'KEPT' },
  { title: 'SAVED' },
];

/** A table of checkpoints, readable at 80 columns, then where they lie. */
export function checkpointsText(checkpoints: readonly CheckpointSummary[], width: number, now: number): string {
  const rows = checkpoints.map((checkpoint) => [
    checkpoint.id,
    formatCount(checkpoint.step),
    formatCount(checkpoint.epoch),
    formatBytes(checkpoint.bytes),
    checkpoint.kept ? 'yes' : '',
    formatAgo(Date.parse(checkpoint.createdAt), now),
  ]);
  return [...drawTable(columns, rows, width), '', `Newest: ${checkpoints[0].folder}`].join('\n');
}

async function checkpoints(call: Call): Promise<number> {
  const { command, console } = call;
  const given = z.object({ keep: z.string().optional(), release: z.string().optional() }).parse(command.opts());
  return withStudio(call, async (studio) => {
    for (const [id, kept] of [
      [given.keep, true],
      [given.release, false],
    ] as const) {
      if (id === undefined) continue;
      studio.markCheckpoint(id, kept);
      console.say(kept ? `${id} stays until it is released.` : `${id} may be removed when newer ones are saved.`);
    }
    const marked = given.keep ?? given.release;
    const run = call.words.length === 0 && marked !== undefined ? studio.findCheckpoint(marked).runId : wordOrLatest(call);
    const all = studio.checkpoints(run);
    for (const { id, runId, runName, folder, step, epoch, hash, bytes, kept, createdAt } of all) {
      console.line({ type: 'checkpoint', id, runId, runName, folder, step, epoch, hash, bytes, kept, createdAt });
    }
    if (all.length > 0) console.show(checkpointsText(all, console.terminal.out.columns, console.terminal.now()));
    else console.say(`Run ${run} has no checkpoint yet.`);
    return 0;
  });
}

/** `recast checkpoints [RUN]`: what a run has saved, and which of it stays. */
export const checkpointsCommand: CommandRow = {
  summary: 'List the checkpoints of a run, and mark those to be kept.',
  examples: [
    { purpose: 'Of the latest run', type: 'checkpoints' },
    { purpose: 'Keep one for good', type: 'checkpoints r7k2m --keep r7k2m-1200' },
  ],
  define(command, act) {
    command.argument('[run]', "A run's id, the beginning of one, its name, or `latest`.", 'latest');
    command.addOption(textOption('--keep', 'checkpoint', 'Keep this checkpoint, however many newer ones come.'));
    command.addOption(textOption('--release', 'checkpoint', 'Let this checkpoint be removed again when newer ones come.'));
    act(command, checkpoints);
  },
};
