import * as z from 'zod';
import { formatAgo, formatCount } from '../../../../shared/units.ts';
import type { RunSummary } from '../../../studio/types.ts';
import { withStudio } from '../home.ts';
import { tellRun } from '../render/outcomes.ts';
import { textOption } from '../options/values.ts';
import type { Column } from '../render/table.ts';
import { drawTable } from '../render/table.ts';
import type { Call, CommandRow } from './command.ts';

const columns: readonly Column[] = [
  { title: 'RUN' },
  { title: 'NAME', flexible: true },
  { title: 'STATE' },
  { title: 'STEP', align: 'right' },
  { title: 'OF', align: 'right' },
  { title: 'CHECKPOINTS', align: 'right' },
  { title: 'DEVICE' },
  { title: 'BEGUN' },
];

/** The reason of an unexpected failure has a stack trace below its sentence, which --json tells in full. */
const firstLine = (text: string): string => text.split('\n', 1)[0];

/** A table of runs, readable at 80 columns, then why those that did not finish stand where they do. */
export function runsText(runs: readonly RunSummary[], width: number, now: number): string {
  const rows = runs.map((run) => [
    run.id,
    run.name,
    run.state,
    formatCount(run.step),
    run.totalSteps === null ? '?' : formatCount(run.totalSteps),
    String(run.checkpoints),
    run.device ?? '-',
    formatAgo(Date.parse(run.createdAt), now),
  ]);
  const reasons = runs
    .filter((run) => run.reason !== null)
    .map((run) => `${run.id}: ${firstLine(run.reason ?? '')}${run.remedy === null ? '' : ` ${run.remedy}`}`);
  return [...drawTable(columns, rows, width), ...(reasons.length > 0 ? ['', ...reasons] : [])].join('\n');
}

/** The place of the next run in the queue. */
const NEXT = 1;

async function runs(call: Call): Promise<number> {
  const { command, console } = call;
  const { first } = z.object({ first: z.string().optional() }).parse(command.opts());
  return withStudio(call, async (studio) => {
    if (first !== undefined) {
      studio.moveInQueue(first, NEXT);
      console.say(`Run ${first} is the next to start.`);
    }
    const all = studio.runs();
    for (const run of all) tellRun(console, run);
    if (all.length > 0) console.show(runsText(all, console.terminal.out.columns, console.terminal.now()));
    else console.say(`There are no runs in ${studio.home} yet. Begin one with: ${console.hint('train cyclegan --a FOLDER --b FOLDER')}`);
    return 0;
  });
}

/** `recast runs`: every run of the home, newest first. */
export const runsCommand: CommandRow = {
  summary: 'List the runs of this home, newest first, and change which waiting one is next.',
  examples: [
    { purpose: 'Start this one before the others that wait', type: 'runs --first r7k2m' },
    { purpose: 'For a program', type: 'runs --json' },
  ],
  define(command, act) {
    command.addOption(textOption('--first', 'run', 'Move this waiting run to the head of the queue.'));
    act(command, runs);
  },
};
