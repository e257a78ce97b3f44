import { resolve } from 'node:path';
import * as z from 'zod';
import { architectureTable } from '../../../../shared/architectures/index.ts';
import { RecastError } from '../../../../shared/errors/index.ts';
import { withStudio } from '../home.ts';
import { observeJob, superviseJob } from '../jobs.ts';
import { addEngineFlags, givenEngine } from '../options/engineFlags.ts';
import { addRunFlags, runFlags } from '../options/trainFlags.ts';
import { numberOption, requireFlags, textOption } from '../options/values.ts';
import { intactSentence, reportRun, tellRun } from '../render/outcomes.ts';
import type { Call, CommandRow } from './command.ts';
import { wordOrLatest } from './words.ts';

const stepsFlag = { flag: '--steps', whole: true, min: 1, max: 100_000_000, unit: 'steps' } as const;

async function resume(call: Call): Promise<number> {
  const { command, console } = call;
  return withStudio(call, async (studio) => {
    const run = studio.run(wordOrLatest(call));
    const steps = command.getOptionValueSource('steps') === 'cli' ? Number(command.getOptionValue('steps')) : null;
    if (steps !== null && steps <= run.step) throw RecastError.of('LENGTH_ALREADY_REACHED', { run: run.id, step: run.step, steps });
    const { a, b } = z.object({ a: z.string().optional(), b: z.string().optional() }).parse(command.opts());
    const sides = Object.entries({ a, b }).flatMap(([side, folder]): [string, string][] => (folder === undefined ? [] : [[side, resolve(folder)]]));
    if (sides.length === 1) requireFlags(command, ['--a', '--b']);
    const engine = givenEngine(command, run.task.engine);
    const overrides = {
      ...runFlags(command),
      ...(sides.length > 0 && { folders: Object.fromEntries(sides) }),
      ...(engine !== undefined && { engine }),
      ...(steps !== null && { settings: { steps } }),
    };
    console.say(`Going on with run ${console.style('bold', run.id)} "${run.name}" (${architectureTable[run.task.architecture].title}) in ${run.folder}`);
    const words = { stopping: 'Stopping after this step and saving a checkpoint.', left: () => intactSentence(studio, run.id) };
    const { outcome, interrupted } = await superviseJob(console, words, async () => {
      const handle = await studio.resume(run.id, overrides, observeJob(console));
      tellRun(console, studio.run(run.id));
      return handle;
    });
    return reportRun(console, outcome, interrupted);
  });
}

/** `recast resume [RUN]`: goes on with a run from its newest checkpoint. */
export const resumeCommand: CommandRow = {
  summary: 'Go on with a run from its newest checkpoint.',
  examples: [
    { purpose: 'The latest run', type: 'resume' },
    { purpose: 'A run by its id, for an hour', type: 'resume r7k2m --minutes 60' },
    { purpose: 'Train on with imported weights', type: 'resume r7k2m --a photos --b paintings --steps 2000' },
    { purpose: 'Train a finished run for longer', type: 'resume r7k2m --steps 40000' },
  ],
  define(command, act) {
    command.argument('[run]', "A run's id, the beginning of one, its name, or `latest`.", 'latest');
    command.addOption(numberOption(stepsFlag, 'Train up to this many steps in all, instead of the length the run was given.', null).helpGroup('Run:'));
    for (const side of ['A', 'B']) {
      const help = `Folder with pictures of side ${side}, for a run that was imported and has none yet.`;
      command.addOption(textOption(`--${side.toLowerCase()}`, 'folder', help).helpGroup('Folders:'));
    }
    addRunFlags(command, true);
    addEngineFlags(command, true);
    act(command, resume);
  },
};
