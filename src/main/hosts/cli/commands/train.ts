import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import * as z from 'zod';
import type { ArchitectureName, SettingsOf } from '../../../../shared/architectures/index.ts';
import { architectureTable } from '../../../../shared/architectures/index.ts';
import { stackganSettings } from '../../../../shared/architectures/stackgan.ts';
import { resolveSettings } from '../../../../shared/architectures/resolve.ts';
import { RecastError } from '../../../../shared/errors/index.ts';
import { embeddingWidth } from '../../../data/embeddings/table.ts';
import { settingsOfStageOne } from '../../../studio/runs/stageOne.ts';
import { withStudio } from '../home.ts';
import { observeJob, superviseJob } from '../jobs.ts';
import { addEngineFlags, engineFlags } from '../options/engineFlags.ts';
import { addSettingFlags, givenSettings } from '../options/settingFlags.ts';
import { addBeginningFlags, addRunFlags, beginningFlags, runFlags } from '../options/trainFlags.ts';
import { requireFlags, textOption } from '../options/values.ts';
import { intactSentence, reportRun, tellRun } from '../render/outcomes.ts';
import type { Call, CommandRow } from './command.ts';

/** The folders of pictures that each architecture learns from: the flag's name is the side's. */
const folderFlags: { readonly [Name in ArchitectureName]: Readonly<Record<string, string>> } = {
  cyclegan: { a: 'Folder with pictures of the first kind, searched with all its sub-folders.', b: 'Folder with pictures of the second kind.' },
  colorize: { images: 'Folder with colour pictures, searched with all its sub-folders.' },
  stackgan: { images: 'Folder with pictures, searched with all its sub-folders.' },
};

/** Folders that may be left out, and the settings that they stand for. */
const furtherFolders: {
  readonly [Name in ArchitectureName]: Readonly<Record<string, { readonly help: string; readonly settings: Partial<SettingsOf<Name>> }>>;
} = {
  cyclegan: {},
  colorize: {
    sketches: {
      help: 'Folder with a sketch of each picture, of the same name; without it, sketches are drawn out of the pictures (--mode sketch).',
      settings: { mode: 'sketch', lines: 'pairs' },
    },
  },
  stackgan: {},
};

/** Those of them that were given, as flags. */
function furtherGiven(call: Call, architecture: ArchitectureName): string[] {
  const options = z.record(z.string(), z.unknown()).parse(call.command.opts());
  return Object.keys(furtherFolders[architecture]).filter((side) => options[side] !== undefined);
}

function foldersOf(call: Call, architecture: ArchitectureName): Record<string, string> {
  const needed = Object.keys(folderFlags[architecture]);
  requireFlags(
    call.command,
    needed.map((side) => `--${side}`),
  );
  const sides = [...needed, ...furtherGiven(call, architecture)];
  const given = z.object(Object.fromEntries(sides.map((side) => [side, z.string()]))).parse(call.command.opts());
  const folders = Object.fromEntries(Object.entries(given).map(([side, folder]) => [side, resolve(folder)]));
  const real = sides.map((side) => {
    try {
      return realpathSync(folders[side]);
    } catch {
      // A folder that is not there is reported, with its own sentence, by whoever reads it.
      return folders[side];
    }
  });
  if (new Set(real).size < real.length) throw RecastError.of('FOLDERS_THE_SAME', { path: folders[sides[0]], roles: sides });
  return folders;
}

/** What follows for the settings from embeddings that are given. Throws EMBEDDINGS_UNREADABLE, EMBEDDINGS_WIDTH. */
async function settingsOfRows(command: Command, path: string): Promise<Partial<SettingsOf<'stackgan'>>> {
  const width = await embeddingWidth(path);
  const { text } = givenSettings(command, architectureTable.stackgan.settings);
  if (typeof text === 'number' && text !== width) throw RecastError.of('EMBEDDINGS_WIDTH', { path, width, expected: text });
  return { encoder: 'given', text: width };
}

async function train(call: Call, architecture: ArchitectureName): Promise<number> {
  const { command, console } = call;
  const { name, preset, captions, embeddings, from } = z
    .object({
      name: z.string().optional(),
      preset: z.string().optional(),
      captions: z.string().optional(),
      embeddings: z.string().optional(),
      from: z.string().optional(),
    })
    .parse(command.opts());
  const rows = embeddings === undefined ? undefined : resolve(embeddings);
  const meant = furtherGiven(call, architecture).map((side) => furtherFolders[architecture][side].settings);
  const given = Object.assign(
    {},
    ...meant,
    givenSettings(command, architectureTable[architecture].settings),
    rows === undefined ? {} : await settingsOfRows(command, rows),
  ) as Record<string, unknown>;
  const stage = z.string().catch(stackganSettings.stage.default).parse(given['stage']);
  if (from !== undefined && stage !== '2')
    throw RecastError.of('FLAG_WITHOUT_EFFECT', {
      flag: '--from',
      other: `--stage ${stage}`,
      reason: 'only a run of stage 2 alone draws on another run',
    });
  const folders = foldersOf(call, architecture);
  const requestOf = (learned: Readonly<Record<string, unknown>>) => ({
    architecture,
    folders,
    settings: { ...resolveSettings(architecture, preset ?? null, { ...learned, ...given }) },
    engine: engineFlags(command),
    ...(name !== undefined && { name }),
    ...(captions !== undefined && { captions: resolve(captions) }),
    ...(rows !== undefined && { embeddings: rows }),
    ...beginningFlags(command),
    ...runFlags(command),
    ...(from !== undefined && { stageOne: from }),
  });
  const alone = from === undefined ? requestOf({}) : null;
  return withStudio(call, async (studio) => {
    const request = alone ?? requestOf(await settingsOfStageOne(studio.findCheckpoint(from ?? '').folder));
    let runId: string | undefined;
    const words = {
      stopping: 'Stopping after this step and saving a checkpoint.',
      left: () => (runId === undefined ? 'Nothing had begun yet.' : intactSentence(studio, runId)),
    };
    const { outcome, interrupted } = await superviseJob(console, words, async () => {
      const handle = await studio.train(request, observeJob(console));
      runId = handle.runId;
      if (runId !== undefined) {
        const run = studio.run(runId);
        tellRun(console, run);
        console.say(`Run ${console.style('bold', run.id)} "${run.name}" in ${run.folder}`);
      }
      return handle;
    });
    return reportRun(console, outcome, interrupted, request);
  });
}

function defineArchitecture(command: Command, architecture: ArchitectureName): void {
  const { settings, presets } = architectureTable[architecture];
  const further = Object.entries<{ help: string }>(furtherFolders[architecture]).map(([side, { help }]) => [side, help]);
  for (const [side, help] of [...Object.entries(folderFlags[architecture]), ...further]) {
    command.addOption(textOption(`--${side}`, 'folder', help).helpGroup('Folders:'));
  }
  if (architecture === 'stackgan') {
    const help = 'CSV or JSON lines with captions; left out, they come from the .txt beside each picture, its metadata, or its name.';
    command.addOption(textOption('--captions', 'file', help).helpGroup('Folders:'));
    const rows = 'A .npy or .safetensors of embeddings of the captions, in place of an encoder that is trained here; see docs/captions.md.';
    command.addOption(textOption('--embeddings', 'file', rows).helpGroup('Folders:'));
    const from = 'With --stage 2: the run or the checkpoint whose stage 1 it draws on; its words and sizes come with it.';
    command.addOption(textOption('--from', 'id', from).helpGroup('Run:'));
  }
  const presetHelp = Object.entries(presets).map(([preset, { help }]) => `${preset}: ${help}`);
  command.addOption(textOption('--name', 'text', "What to call the run; made from the folders' names where left out.").helpGroup('Run:'));
  command.addOption(textOption('--preset', 'name', `A starting point; flags beside it win. ${presetHelp.join(' ')}`).helpGroup('Run:'));
  addBeginningFlags(command);
  addRunFlags(command);
  addEngineFlags(command);
  addSettingFlags(command, settings);
}

/** `recast train ARCHITECTURE`: begins a run. */
export const trainCommand: CommandRow = {
  summary: 'Teach a model from folders of pictures.',
  examples: [
    { purpose: 'A first look within minutes', type: 'train cyclegan --a photos/cats --b photos/dogs --preset quick' },
    { purpose: 'At 128 px, for ten thousand steps, the same every time', type: 'train cyclegan --a cats --b dogs --size 128 --steps 10000 --seed 7' },
    { purpose: 'A colourist of sketches, from pairs of the same names', type: 'train colorize --images colour --sketches lines --preset sketch' },
    { purpose: 'A painter of words, from pictures and their captions', type: 'train stackgan --images birds --captions birds.csv' },
    { purpose: 'The same on embeddings of another program', type: 'train stackgan --images birds --captions birds.csv --embeddings birds.npy' },
    { purpose: 'Large pictures on the small ones of another run', type: 'train stackgan --images birds --captions birds.csv --stage 2 --from r7k2m' },
    { purpose: 'The paper to the letter, on a graphics card', type: 'train cyclegan --a cats --b dogs --preset paper --device cuda' },
  ],
  define(command, act) {
    for (const architecture of Object.keys(architectureTable).map((name) => name as ArchitectureName)) {
      const own = command.command(architecture).description(`Teach a ${architectureTable[architecture].title}.`).helpOption('-h, --help', 'Show this help.');
      defineArchitecture(own, architecture);
      act(own, (call) => train(call, architecture));
    }
  },
};
