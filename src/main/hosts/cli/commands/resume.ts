import { resolve } from 'node:path';
import * as z from 'zod';
import { architectureTable } from '../../../../shared/architectures/index.ts';
import { neededRoles } from '../../../../shared/projectKinds.ts';
import { RecastError } from '../../../../shared/errors/index.ts';
import { withStudio } from '../home.ts';
import { observeJob, superviseJob } from '../jobs.ts';
import { addEngineFlags, givenEngine } from '../options/engineFlags.ts';
import { addRunFlags, runFlags } from '../options/trainFlags.ts';
import { choiceOption, numberOption, requireFlags, textOption } from '../options/values.ts';
import { intactSentence, reportRun, tellRun } from '../render/outcomes.ts';
import type { Call, CommandRow } from './command.ts';
import { wordOrLatest } from './words.ts';

/** Folders of runs that were imported and have none yet, and of those whose pictures were moved. */
const folderFlags = {
  a: 'Folder with pictures of side A: of a translator that was imported and has none yet, or where they are now.',
  b: 'Folder with pictures of side B.',
  images: 'Folder with colour pictures: of a colourist that was imported and has none yet, or where they are now.',
  sketches: 'Folder with a sketch of each of them, of the same name.',
} as const;

const foldersSchema = z.object({
  a: z.string().optional(),
  b: z.string().optional(),
  images: z.string().optional(),
  sketches: z.string().optional(),
  stage: z.string().optional(),
});

const stepsFlag = { flag: '--steps', whole: true, min: 1, max: 100_000_000, unit: 'steps' } as const;

async function resume(call: Call): Promise<number> {
  const { command, console } = call;
  return withStudio(call, async (studio) => {
    const run = studio.run(wordOrLatest(call));
    const steps = command.getOptionValueSource('steps') === 'cli' ? Number(command.getOptionValue('steps')) : null;
    if (steps !== null && steps <= run.step) throw RecastError.of('LENGTH_ALREADY_REACHED', { run: run.id, step: run.step, steps });
    const { stage, ...given } = foldersSchema.parse(command.opts());
    if (stage !== undefined && run.task.architecture !== 'stackgan')
      throw RecastError.of('FLAG_WITHOUT_EFFECT', { flag: '--stage', other: `run ${run.id}`, reason: 'only painters from words have stages' });
    const sides = Object.entries(given).flatMap(([side, folder]): [string, string][] => (folder === undefined ? [] : [[side, resolve(folder)]]));
    const needed = neededRoles(run.task.architecture).map((role) => `--${role}`);
    if (sides.length > 0 && Object.keys(run.task.folders).length === 0) requireFlags(command, needed);
    const engine = givenEngine(command, run.task.engine);
    const overrides = {
      ...runFlags(command),
      ...(sides.length > 0 && { folders: Object.fromEntries(sides) }),
      ...(engine !== undefined && { engine }),
      settings: { ...(given.sketches !== undefined && { lines: 'pairs' as const }), ...(steps !== null && { steps }), ...(stage !== undefined && { stage }) },
    };
    console.say(`Going on with run ${console.style('bold', run.id)} "${run.name}" (${architectureTable[run.task.architecture].title}) in ${run.folder}`);
    const words = { stopping: 'Stopping after this step and saving a checkpoint.', left: () => intactSentence(studio, run.id) };
    const { outcome, interrupted } = await superviseJob(console, words, async () => {
      const handle = await studio.resume(run.id, overrides, observeJob(console));
      tellRun(console, studio.run(run.id));
      return handle;
    });
    return reportRun(console, outcome, interrupted, run.task);
  });
}

/** `recast resume [RUN]`: goes on with a run from its newest checkpoint. */
export const resumeCommand: CommandRow = {
  summary: 'Go on with a run from its newest checkpoint.',
  examples: [
    { purpose: 'The latest run', type: 'resume' },
    { purpose: 'A run by its id, for an hour', type: 'resume r7k2m --minutes 60' },
    { purpose: 'Train on with imported weights', type: 'resume r7k2m --a photos --b paintings --steps 2000' },
    { purpose: 'Go on with pictures that were moved', type: 'resume r7k2m --images /archive/drawings' },
    { purpose: 'Go on from small pictures to large ones', type: 'resume r7k2m --stage both' },
    { purpose: 'Train a finished run for longer', type: 'resume r7k2m --steps 40000' },
  ],
  define(command, act) {
    command.argument('[run]', "A run's id, the beginning of one, its name, or `latest`.", 'latest');
    command.addOption(numberOption(stepsFlag, 'Train up to this many steps in all, instead of the length the run was given.', null).helpGroup('Run:'));
    for (const [side, help] of Object.entries(folderFlags)) command.addOption(textOption(`--${side}`, 'folder', help).helpGroup('Folders:'));
    command.addOption(
      choiceOption(
        '--stage',
        ['1', '2', 'both'],
        'For a painter from words: stop after stage 1; go on to draw large after it (both), or at once (2).',
        null,
      ).helpGroup('Run:'),
    );
    addRunFlags(command, true);
    addEngineFlags(command, true);
    act(command, resume);
  },
};
