import type { Command } from 'commander';
import * as z from 'zod';
import { architectureTable } from '../../../../shared/architectures/index.ts';
import type { SettingTable } from '../../../../shared/architectures/setting.ts';
import { RecastError } from '../../../../shared/errors/index.ts';
import { neededRoles } from '../../../../shared/projectKinds.ts';
import type { ImportOutcome, ImportRequest } from '../../../studio/weightsTypes.ts';
import type { Console } from '../console.ts';
import { withStudio } from '../home.ts';
import { superviseWhole } from '../jobReport.ts';
import { observeJob } from '../jobs.ts';
import { addSettingFlags, givenSettings } from '../options/settingFlags.ts';
import { textOption } from '../options/values.ts';
import { tellRun } from '../render/outcomes.ts';
import type { Call, CommandRow } from './command.ts';

/** What a generator's file says by itself. */
const told: readonly string[] = ['generator', 'ngf', 'blocks', 'upsampling'];

/** The settings that files need not tell: those of the training, and of discriminators that begin anew. */
const openSettings: SettingTable = Object.fromEntries(Object.entries(architectureTable.cyclegan.settings).filter(([name]) => !told.includes(name)));

function requestOf({ command, words }: Call): ImportRequest {
  const given = z.object({ name: z.string().optional(), a2b: z.string().optional(), b2a: z.string().optional() }).parse(command.opts());
  const directed = (['a2b', 'b2a'] as const).flatMap((direction) => {
    const path = given[direction];
    return path === undefined ? [] : [{ path, direction }];
  });
  const files = [...directed, ...words.map((path) => ({ path, direction: null }))];
  if (files.length === 0) throw RecastError.of('FLAGS_MISSING', { command: 'recast import-weights', flags: ['FILE'] });
  return { files, settings: givenSettings(command, openSettings), ...(given.name !== undefined && { name: given.name }) };
}

/** Tells what was imported and what to type next. */
function tellImported(console: Console, { ending, runId, checkpoint, imported }: ImportOutcome): void {
  if (runId === null || checkpoint === null || imported === null) throw new Error(`the import ended as "${ending}" without a run`);
  const { architecture, settings, networks, directions, missing } = imported;
  console.line({ type: 'imported', runId, checkpoint: checkpoint.id, folder: checkpoint.folder, architecture, settings, networks, directions, missing });
  for (const { network, title } of networks) console.say(`${network}: ${title}`);
  console.say(console.style('green', `Imported as run ${runId}, checkpoint ${checkpoint.id} in ${checkpoint.folder}.`));
  console.say(`Use it with: ${console.hint(`convert --checkpoint ${runId} --direction ${directions[0]} --in FOLDER --out FOLDER`)}`);
  const anew = missing.length === 0 ? '' : ` (${missing.join(', ')} ${missing.length === 1 ? 'begins' : 'begin'} anew)`;
  const folders = neededRoles(architecture).map((role) => `--${role} FOLDER`);
  console.say(`Go on training with: ${console.hint(`resume ${runId} ${folders.join(' ')}`)}${anew}`);
}

async function importFiles(call: Call): Promise<number> {
  const { console } = call;
  const request = requestOf(call);
  return withStudio(call, (studio) =>
    superviseWhole(console, {
      nothing: 'Nothing was imported.',
      start: () => studio.importWeights(request, observeJob(console)),
      tell(outcome) {
        if (outcome.runId !== null) tellRun(console, studio.run(outcome.runId));
        tellImported(console, outcome);
      },
    }),
  );
}

/** `recast import-weights FILE...`: CycleGAN generators or a colourist of PyTorch as a checkpoint like any other. */
export const importWeightsCommand: CommandRow = {
  summary: 'Import weights of PyTorch, CycleGAN or colourist (.pth, .safetensors), as a checkpoint.',
  examples: [
    { purpose: 'One direction', type: 'import-weights horse2zebra.pth --name zebras' },
    {
      purpose: 'Both directions and the discriminators, told apart by their names',
      type: 'import-weights latest_net_G_A.pth latest_net_G_B.pth latest_net_D_A.pth latest_net_D_B.pth',
    },
    { purpose: 'A colourist of the colorization reference', type: 'import-weights siggraph_reg2/latest_net_G.pth --name colourist' },
    { purpose: 'Both directions, whatever they are called', type: 'import-weights --a2b there.pth --b2a back.pth' },
  ],
  define(command: Command, act) {
    command.argument('[files...]', 'Files of one or both generators, and of discriminators. What is called nothing is taken in order, a2b first.');
    command.addOption(textOption('--a2b', 'file', 'The generator that turns pictures of side A into side B.'));
    command.addOption(textOption('--b2a', 'file', 'The generator that turns them back.'));
    command.addOption(textOption('--name', 'text', "What to call the run; made from the first file's name where left out."));
    addSettingFlags(command, openSettings);
    act(command, importFiles);
  },
};
