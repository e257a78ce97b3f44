import { dirname, join } from 'node:path';
import type { CycleganSettings } from '../../shared/architectures/cyclegan.ts';
import type { ArchitectureName } from '../../shared/architectures/index.ts';
import { architectureTable } from '../../shared/architectures/index.ts';
import { RecastError } from '../../shared/errors/index.ts';
import type { WrittenImport } from '../../shared/weights.ts';
import { writeCheckpoint } from '../checkpoints/checkpoint.ts';
import { sweepLeftovers } from '../checkpoints/files.ts';
import type { HostTensors } from '../engine/program.ts';
import type { ImportWeightsTask } from '../jobs/messages.ts';
import type { TaskRunner } from '../jobs/taskContext.ts';
import { recognizeColourist } from '../models/colorization/recognize.ts';
import { recognizeNetworks } from '../models/cyclegan/recognize.ts';
import { architectureOf } from '../models/index.ts';
import type { ParameterTree } from '../nn/parameters.ts';
import { withPrefix } from '../nn/parameters.ts';
import type { WeightsFile } from '../weights/open.ts';
import { openWeights } from '../weights/open.ts';
import { readNetwork } from './readNetwork.ts';
import { directionsOf } from './checkpointModel.ts';
import type { FoundNetwork, NetworkName } from './networkRoles.ts';
import { assignRoles } from './networkRoles.ts';

/** The name of a colourist's generator here. */
const COLOURIST = 'netG';

/** The side that the reference trains a generator at, for going on where none is asked for. */
function sizeFor({ generator, blocks = 0 }: Partial<CycleganSettings>): number {
  if (generator === 'resnet') return blocks > 6 ? 256 : 128;
  return generator === 'unet-128' ? 128 : 256;
}

/** Settings from what was asked for and what the networks tell. Throws WEIGHTS_DIFFER where two of a kind are not alike, and what the settings' rules throw. */
function settingsOf(task: ImportWeightsTask, roles: ReadonlyMap<NetworkName, FoundNetwork>): CycleganSettings {
  const told: Partial<CycleganSettings> = {};
  for (const role of ['generator', 'discriminator'] as const) {
    const [first, second] = [...roles.values()].filter(({ network }) => network.role === role);
    const different = second && Object.entries(second.network.settings).find(([name, value]) => Reflect.get(first.network.settings, name) !== value);
    if (different !== undefined) {
      const [name, value] = different;
      const what = `${name} ${String(Reflect.get(first.network.settings, name))} and ${String(value)}`;
      throw RecastError.of('WEIGHTS_DIFFER', { one: first.title, other: second.title, what });
    }
    Object.assign(told, first?.network.settings);
  }
  const { schema, rules } = architectureTable.cyclegan;
  const settings = schema.parse({ size: sizeFor(told), ...task.settings, ...told });
  rules.check(settings, new Set());
  return settings;
}

/** A file that was opened, with the shapes of its tensors. */
interface OpenedFile {
  readonly file: WeightsFile;
  readonly shapes: ReadonlyMap<string, readonly number[]>;
  readonly direction: 'a2b' | 'b2a' | null;
}

async function openFiles(task: ImportWeightsTask, resources: AsyncDisposableStack): Promise<OpenedFile[]> {
  const opened: OpenedFile[] = [];
  for (const { path, direction } of task.files) {
    const file = await openWeights(path);
    resources.defer(() => file.close());
    opened.push({ file, direction, shapes: new Map(Array.from(file.tensors, ([name, { shape }]) => [name, shape])) });
  }
  return opened;
}

/** What is to be written, and what it is. */
interface Imported {
  readonly architecture: ArchitectureName;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly networks: readonly { readonly network: string; readonly title: string; readonly file: string }[];
  readonly tree: ParameterTree;
  readonly parameters: HostTensors;
}

/** The networks of a CycleGAN among the files. */
async function importTranslator(task: ImportWeightsTask, files: readonly OpenedFile[]): Promise<Imported> {
  const found = files.flatMap(({ file, shapes, direction }) =>
    recognizeNetworks(shapes, file.path).map((network): FoundNetwork => ({ file, network, direction, title: `${network.title} of ${file.path}` })),
  );
  const roles = assignRoles(found);
  const settings = settingsOf(task, roles);
  let tree: ParameterTree = {};
  let parameters: HostTensors = {};
  for (const [name, one] of roles) {
    tree = { ...tree, ...withPrefix(name, one.network.parameters) };
    parameters = { ...parameters, ...(await readNetwork(one, name)) };
  }
  const networks = [...roles].map(([network, { title, file }]) => ({ network, title, file: file.path }));
  return { architecture: 'cyclegan', settings: { ...settings }, networks, tree, parameters };
}

/** The colourist of the files, or null where the first holds none. Throws WEIGHTS_NO_COLOURIST where nothing else is wanted, WEIGHTS_TOO_MANY where there are other files beside it. */
async function importColourist(task: ImportWeightsTask, files: readonly OpenedFile[]): Promise<Imported | null> {
  const [{ file, shapes }, ...others] = files;
  const network = recognizeColourist(shapes, file.path);
  if (network === null) {
    if (task.colourist) throw RecastError.of('WEIGHTS_NO_COLOURIST', { path: file.path });
    return null;
  }
  const title = `${network.title} of ${file.path}`;
  if (others.length > 0) throw RecastError.of('WEIGHTS_TOO_MANY', { what: 'the colourist', names: [title, ...others.map((other) => other.file.path)] });
  const { schema, rules, settings: table, presets } = architectureTable.colorize;
  const asked = Object.fromEntries(Object.entries(task.settings).filter(([name]) => name in table));
  const settings = schema.parse({ ...presets['paper'].settings, ...asked, ...network.settings });
  rules.check(settings, new Set());
  const networks = [{ network: COLOURIST, title, file: file.path }];
  const parameters = await readNetwork({ file, network }, COLOURIST);
  return { architecture: 'colorize', settings: { ...settings }, networks, tree: withPrefix(COLOURIST, network.parameters), parameters };
}

/**
 * Reads networks out of files of other programs and writes them as a checkpoint of step 0 below the
 * task's folder. What no file has is left out of it and begins anew if the training goes on. Nothing is
 * written unless everything fits.
 *
 * @returns a `WrittenImport`
 * @throws WEIGHTS_..., and what the settings' rules throw
 */
export const runImport: TaskRunner<'importWeights'> = async (task) => {
  await using resources = new AsyncDisposableStack();
  const files = await openFiles(task, resources);
  const { architecture, settings, networks, tree, parameters } = (await importColourist(task, files)) ?? (await importTranslator(task, files));
  const description = { architecture, settings: { ...settings }, seed: task.seed, step: 0, epoch: 0, losses: {}, batches: null, pools: {} } as const;
  await sweepLeftovers(dirname(task.runFolder));
  const written = await writeCheckpoint(join(task.runFolder, 'checkpoints'), { description, tree, parameters, optimizer: {}, pools: {} });
  const chosen = architectureOf(architecture, settings);
  const needed = new Set(Object.keys(chosen.architecture.recipe(chosen.settings).parameters).map((name) => name.slice(0, name.indexOf('.'))));
  const names = networks.map(({ network }) => network);
  const result: WrittenImport = {
    written: { ...written },
    architecture,
    settings: { ...settings },
    networks: [...networks],
    directions: directionsOf(architecture, settings, names),
    missing: [...needed].filter((name) => !names.includes(name)),
  };
  return { stopped: false, result };
};
